namespace Ledger.Contracts.Words;

/// <summary>A lien's state.</summary>
public enum LienState : byte
{
    /// <summary>No lien.</summary>
    None = 0,

    /// <summary>In force.</summary>
    Active = 1,

    /// <summary>Ended by the financier.</summary>
    Released = 2,

    /// <summary>Past maturity, with notice given.</summary>
    Defaulted = 3,

    /// <summary>Title has gone to the financier.</summary>
    Foreclosed = 4,
}
