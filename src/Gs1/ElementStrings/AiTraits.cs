namespace Ledger.Gs1.ElementStrings;

/// <summary>How an application identifier behaves in a barcode and in a Digital Link URI.</summary>
[Flags]
internal enum AiTraits
{
    None = 0,

    /// <summary>Its length is known from its first two digits, so no separator follows (General Specifications, figure 7.8.5-2).</summary>
    Predefined = 1,

    /// <summary>May stand in the query part of a Digital Link URI.</summary>
    LinkAttribute = 2,
}
