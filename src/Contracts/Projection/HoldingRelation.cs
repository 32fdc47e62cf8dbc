namespace Ledger.Contracts.Projection;

/// <summary>How a partner holds a token. A number is never reused: it is in keys.</summary>
public enum HoldingRelation : byte
{
    /// <summary>It has title.</summary>
    Owner = 1,

    /// <summary>It has the goods.</summary>
    Custodian = 2,
}
