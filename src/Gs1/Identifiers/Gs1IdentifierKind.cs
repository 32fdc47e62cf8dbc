namespace Ledger.Gs1.Identifiers;

/// <summary>What a <see cref="Gs1Identifier"/> names.</summary>
public enum Gs1IdentifierKind
{
    /// <summary>Something else: a GS1 key that the ledger has no type for, or a URI that is none.</summary>
    Other = 0,

    /// <summary>One unit of a product.</summary>
    Sgtin,

    /// <summary>A logistic unit.</summary>
    Sscc,

    /// <summary>A location.</summary>
    Sgln,

    /// <summary>A lot of a product.</summary>
    Lgtin,

    /// <summary>A product as a class, whatever lot or serial.</summary>
    Gtin,
}
