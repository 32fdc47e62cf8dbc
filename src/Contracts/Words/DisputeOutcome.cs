namespace Ledger.Contracts.Words;

/// <summary>How a dispute ended. The contract's numbers.</summary>
public enum DisputeOutcome : byte
{
    /// <summary>It is open.</summary>
    None = 0,

    /// <summary>Both sides agreed that the goods are the sender's again.</summary>
    Returned = 1,

    /// <summary>Both sides agreed that the receiver takes the goods.</summary>
    Accepted = 2,

    /// <summary>Both sides agreed that the goods are lost.</summary>
    Lost = 3,

    /// <summary>Its time ran out.</summary>
    Lapsed = 4,
}
