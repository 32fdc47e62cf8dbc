using Ledger.Gs1.Identifiers;
using Ledger.Gs1.Keys;

namespace Ledger.Gs1.Epc;

/// <summary>Writes keys as EPC URNs (EPC Tag Data Standard, section 6). <see cref="Gs1Identifier"/> reads them.</summary>
/// <remarks>
/// The URN shows where the company prefix ends and the key doesn't, so each method takes its length, or the table to look it up.
/// All throw <see cref="Gs1FormatException"/> with <see cref="Gs1ErrorCode.PrefixLength"/> or
/// <see cref="Gs1ErrorCode.PrefixUnknown"/>, and with <see cref="Gs1ErrorCode.ZeroKey"/> for a default key.
/// </remarks>
public static class EpcUrn
{
    /// <summary>What every EPC URN starts with.</summary>
    public const string Prefix = "urn:epc:";

    /// <summary><c>urn:epc:id:sgtin:…</c>.</summary>
    /// <param name="key">The unit.</param>
    /// <param name="companyPrefixLength">6 to 12.</param>
    public static string Format(Sgtin key, int companyPrefixLength) =>
        $"urn:epc:id:sgtin:{Gtin(key.Gtin, companyPrefixLength)}.{Escape(key.Serial)}";

    /// <summary><c>urn:epc:id:sgtin:…</c>.</summary>
    /// <param name="key">The unit.</param>
    /// <param name="prefixes">Knows the length of its company prefix.</param>
    public static string Format(Sgtin key, CompanyPrefixTable prefixes) => Format(key, Length(key.Gtin.ToString().AsSpan(1), prefixes));

    /// <summary><c>urn:epc:class:lgtin:…</c>.</summary>
    /// <param name="key">The lot.</param>
    /// <param name="companyPrefixLength">6 to 12.</param>
    public static string Format(Lgtin key, int companyPrefixLength) =>
        $"urn:epc:class:lgtin:{Gtin(key.Gtin, companyPrefixLength)}.{Escape(key.Lot)}";

    /// <summary><c>urn:epc:class:lgtin:…</c>.</summary>
    /// <param name="key">The lot.</param>
    /// <param name="prefixes">Knows the length of its company prefix.</param>
    public static string Format(Lgtin key, CompanyPrefixTable prefixes) => Format(key, Length(key.Gtin.ToString().AsSpan(1), prefixes));

    /// <summary><c>urn:epc:idpat:sgtin:….*</c>: the product as a class.</summary>
    /// <param name="key">The product.</param>
    /// <param name="companyPrefixLength">6 to 12.</param>
    public static string Format(Gtin key, int companyPrefixLength) => $"urn:epc:idpat:sgtin:{Gtin(key, companyPrefixLength)}.*";

    /// <summary><c>urn:epc:idpat:sgtin:….*</c>: the product as a class.</summary>
    /// <param name="key">The product.</param>
    /// <param name="prefixes">Knows the length of its company prefix.</param>
    public static string Format(Gtin key, CompanyPrefixTable prefixes) => Format(key, Length(key.ToString().AsSpan(1), prefixes));

    /// <summary><c>urn:epc:id:sscc:…</c>.</summary>
    /// <param name="key">The logistic unit.</param>
    /// <param name="companyPrefixLength">6 to 12.</param>
    public static string Format(Sscc key, int companyPrefixLength)
    {
        var digits = Checked(key.ToString(), key == default, companyPrefixLength);
        return $"urn:epc:id:sscc:{digits.AsSpan(1, companyPrefixLength)}.{digits[0]}{digits.AsSpan(1 + companyPrefixLength, 16 - companyPrefixLength)}";
    }

    /// <summary><c>urn:epc:id:sscc:…</c>.</summary>
    /// <param name="key">The logistic unit.</param>
    /// <param name="prefixes">Knows the length of its company prefix.</param>
    public static string Format(Sscc key, CompanyPrefixTable prefixes) => Format(key, Length(key.ToString().AsSpan(1), prefixes));

    /// <summary><c>urn:epc:id:sgln:…</c>, with extension 0 for none.</summary>
    /// <param name="key">The location.</param>
    /// <param name="companyPrefixLength">6 to 12.</param>
    public static string Format(Sgln key, int companyPrefixLength)
    {
        var digits = Checked(key.Gln.ToString(), key.Gln == default, companyPrefixLength);
        var extension = key.Extension.Length == 0 ? "0" : Escape(key.Extension);
        return $"urn:epc:id:sgln:{digits.AsSpan(0, companyPrefixLength)}.{digits.AsSpan(companyPrefixLength, 12 - companyPrefixLength)}.{extension}";
    }

    /// <summary><c>urn:epc:id:sgln:…</c>, with extension 0 for none.</summary>
    /// <param name="key">The location.</param>
    /// <param name="prefixes">Knows the length of its company prefix.</param>
    public static string Format(Sgln key, CompanyPrefixTable prefixes) => Format(key, Length(key.Gln.ToString(), prefixes));

    private static string Gtin(Gtin key, int length)
    {
        var digits = Checked(key.ToString(), key == default, length);
        return $"{digits.AsSpan(1, length)}.{digits[0]}{digits.AsSpan(1 + length, 12 - length)}";
    }

    private static string Checked(string digits, bool isDefault, int companyPrefixLength)
    {
        if (isDefault)
            throw Error(Gs1ErrorCode.ZeroKey, "A default key has no URN.", "Give the key of a real item.");
        if (companyPrefixLength is < CompanyPrefixTable.MinimumLength or > CompanyPrefixTable.MaximumLength)
            throw Error(Gs1ErrorCode.PrefixLength, $"A company prefix of {companyPrefixLength} digits.", "Give a length of 6 to 12.");
        return digits;
    }

    private static int Length(ReadOnlySpan<char> digits, CompanyPrefixTable prefixes)
    {
        ArgumentNullException.ThrowIfNull(prefixes);
        return prefixes.TryGetLength(digits, out var length)
            ? length
            : throw Error(
                Gs1ErrorCode.PrefixUnknown,
                $"The company prefix of {digits} isn't known, so its EPC URN can't be written.",
                "Load GS1's company prefix list, add the prefix to yours, or use the Digital Link URI, which needs none.");
    }

    private static Gs1FormatException Error(string code, string message, string cure) => new(new Gs1Error(code,
        "company prefix", -1, message, cure));

    /// <summary>The characters of set 82 that the URN syntax doesn't allow (EPC Tag Data Standard, table A-1).</summary>
    private static string Escape(string text) =>
        PercentEscapes.Encode(text, static c => c is '"' or '%' or '&' or '/' or '<' or '>' or '?');
}
