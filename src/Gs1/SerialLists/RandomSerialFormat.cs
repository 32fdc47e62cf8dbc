namespace Ledger.Gs1.SerialLists;

/// <summary>The look of random serial numbers.</summary>
public enum RandomSerialFormat
{
    /// <summary>Twelve digits, leading zeros included: 10^12 possible ones.</summary>
    Numeric12,

    /// <summary>Twenty upper-case letters and digits without those that are mistaken for each other (0 O 1 I): 32^20 possible ones.</summary>
    Alphanumeric20,
}
