namespace Ledger.Contracts.Words;

/// <summary>Why something is on hold.</summary>
public enum HoldKind : byte
{
    /// <summary>No hold.</summary>
    None = 0,

    /// <summary>A recall.</summary>
    Recall = 1,

    /// <summary>A quarantine.</summary>
    Quarantine = 2,

    /// <summary>A dispute.</summary>
    Dispute = 3,

    /// <summary>Two holds on one token, joined.</summary>
    Joint = 15,
}
