namespace Ledger.Gs1.Epcis;

/// <summary>How an event relates to the life of what it names (EPCIS 2.0, section 7.3.2).</summary>
public enum EpcisAction
{
    /// <summary>Commissioned, packed or linked.</summary>
    Add,

    /// <summary>Seen; nothing begins or ends.</summary>
    Observe,

    /// <summary>Decommissioned, unpacked or unlinked.</summary>
    Delete,
}
