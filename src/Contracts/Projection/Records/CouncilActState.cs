namespace Ledger.Contracts.Projection.Records;

/// <summary>What became of an act of the council. The contract's numbers.</summary>
public enum CouncilActState : byte
{
    /// <summary>Approved, not executed yet.</summary>
    Pending = 1,

    /// <summary>Executed.</summary>
    Executed = 2,

    /// <summary>Cancelled.</summary>
    Cancelled = 3,
}
