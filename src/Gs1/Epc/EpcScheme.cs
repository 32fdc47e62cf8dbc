namespace Ledger.Gs1.Epc;

/// <summary>How the parts of an EPC URN map to element data (EPC Tag Data Standard, section 7).</summary>
/// <param name="Prefix">The URN up to its parts.</param>
/// <param name="KeyAi">The identifier of the key.</param>
/// <param name="DigitCount">Digits of company prefix and reference together; 0 if the reference is text of any length.</param>
/// <param name="Tail">What follows prefix and reference.</param>
/// <param name="TailAi">The identifier of the tail, if it is an element of its own.</param>
/// <param name="HasLeadingDigit">The reference's first digit stands before the company prefix in the key.</param>
/// <param name="KeyStart">What the key has before everything else.</param>
internal sealed record EpcScheme(
    string Prefix, string KeyAi, int DigitCount, EpcTail Tail = EpcTail.None, string TailAi = "", bool HasLeadingDigit = false, string KeyStart = "")
{
    public static readonly IReadOnlyList<EpcScheme> All =
    [
        new("urn:epc:id:sgtin:", "01", 13, EpcTail.Element, "21", HasLeadingDigit: true),
        new("urn:epc:id:sscc:", "00", 17, HasLeadingDigit: true),
        new("urn:epc:id:sgln:", "414", 12, EpcTail.Element, "254"),
        new("urn:epc:class:lgtin:", "01", 13, EpcTail.Element, "10", HasLeadingDigit: true),
        new("urn:epc:idpat:sgtin:", "01", 13, EpcTail.AnySerial, HasLeadingDigit: true),
        new("urn:epc:id:upui:", "01", 13, EpcTail.Element, "235", HasLeadingDigit: true),
        new("urn:epc:id:itip:", "8006", 13, EpcTail.PieceAndTotal, "21", HasLeadingDigit: true),
        new("urn:epc:idpat:itip:", "8006", 13, EpcTail.PieceAndTotalOfAnySerial, HasLeadingDigit: true),
        new("urn:epc:id:pgln:", "417", 12),
        new("urn:epc:id:grai:", "8003", 12, EpcTail.InKey, KeyStart: "0"),
        new("urn:epc:id:giai:", "8004", 0),
        new("urn:epc:id:gsrn:", "8018", 17),
        new("urn:epc:id:gsrnp:", "8017", 17),
        new("urn:epc:id:gdti:", "253", 12, EpcTail.InKey),
        new("urn:epc:id:sgcn:", "255", 12, EpcTail.InKey),
        new("urn:epc:id:ginc:", "401", 0),
        new("urn:epc:id:gsin:", "402", 16),
        new("urn:epc:id:cpi:", "8010", 0, EpcTail.Element, "8011"),
    ];
}
