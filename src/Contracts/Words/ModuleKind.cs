namespace Ledger.Contracts.Words;

/// <summary>The modules of Tokens that the council can replace. The contract's numbers.</summary>
public enum ModuleKind : byte
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Products and runs.</summary>
    Catalogue = 1,

    /// <summary>Partners.</summary>
    Partners = 2,

    /// <summary>Liens.</summary>
    Liens = 3,

    /// <summary>Recalls.</summary>
    Recalls = 4,

    /// <summary>Conditions and quarantines.</summary>
    Conditions = 5,
}
