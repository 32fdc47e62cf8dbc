using System.Collections.Frozen;

namespace Ledger.Gs1.DigitalLinks;

/// <summary>The words that Digital Link 1.1 allowed in place of digits. They are read and never written.</summary>
internal static class ShortNames
{
    private static readonly FrozenDictionary<string, string> Identifiers = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["sscc"] = "00",
        ["gtin"] = "01",
        ["gdti"] = "253",
        ["gcn"] = "255",
        ["ginc"] = "401",
        ["gsin"] = "402",
        ["gln"] = "414",
        ["payTo"] = "415",
        ["party"] = "417",
        ["grai"] = "8003",
        ["giai"] = "8004",
        ["itip"] = "8006",
        ["cpid"] = "8010",
        ["gmn"] = "8013",
        ["gsrnp"] = "8017",
        ["gsrn"] = "8018",
        ["lot"] = "10",
        ["ser"] = "21",
        ["cpv"] = "22",
        ["glnx"] = "254",
        ["cpsn"] = "8011",
        ["srin"] = "8019",
        ["refno"] = "8020",
        ["exp"] = "17",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The digits for a word; other texts are given back.</summary>
    public static string Resolve(string segment) => Identifiers.GetValueOrDefault(segment, segment);
}
