namespace Ledger.Contracts.Words;

/// <summary>What a hold was placed on.</summary>
public enum HoldScope : byte
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Everything of a product.</summary>
    Product = 1,

    /// <summary>A lot.</summary>
    Lot = 2,

    /// <summary>Units of a run, from first to last.</summary>
    Range = 3,

    /// <summary>A token and what was inside it.</summary>
    Token = 4,
}
