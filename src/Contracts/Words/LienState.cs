namespace Ledger.Contracts.Words;

/// <summary>A lien's state.</summary>
public enum LienState : byte
{
    /// <summary>No lien.</summary>
    None = 0,

    /// <summary>In force.</summary>
    Active = 1,

    /// <summary>Ended by its last financier.</summary>
    Released = 2,

    /// <summary>Notice of default was given for a claim that has matured.</summary>
    Defaulted = 3,

    /// <summary>Title has begun to go to the financier who declared the default; what is not taken yet stays bound.</summary>
    Foreclosed = 4,
}
