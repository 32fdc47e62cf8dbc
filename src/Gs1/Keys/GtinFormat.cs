namespace Ledger.Gs1.Keys;

/// <summary>The length class in which a GTIN was issued. The value is the number of digits.</summary>
public enum GtinFormat
{
    /// <summary>Eight digits, for small retail items.</summary>
    Gtin8 = 8,

    /// <summary>Twelve digits (UPC).</summary>
    Gtin12 = 12,

    /// <summary>Thirteen digits (EAN).</summary>
    Gtin13 = 13,

    /// <summary>Fourteen digits: a trade item grouping with an indicator digit of 1 to 9.</summary>
    Gtin14 = 14,
}
