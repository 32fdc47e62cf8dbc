using System.Globalization;
using Ledger.Gs1.Keys;

namespace Ledger.Gs1.ElementStrings;

/// <summary>The content rules by the names that GS1's Syntax Dictionary gives them.</summary>
/// <remarks>
/// Three rules check the format only: <c>packagetype</c>, whose list changes with each revision of UN/ECE Recommendation 21,
/// and the two North American coupon formats, which no ledger act reads.
/// </remarks>
internal static class ContentRules
{
    private const int MinimumPrefixLength = 4;
    private const long LatitudeSteps = 1_800_000_000;
    private const long LongitudeSteps = 3_600_000_000;

    public static ContentRule Named(string name) => name switch
    {
        "csum" => Csum,
        "csumalpha" => CheckCharacterPair.Check,
        "gcppos1" => (data, field) => CompanyPrefixAt(data, 0, field),
        "gcppos2" => (data, field) => CompanyPrefixAt(data, 1, field),
        "yymmd0" => DateRules.YyMmD0,
        "yymmdd" => DateRules.YyMmDd,
        "yyyymmdd" => DateRules.YyyyMmDd,
        "hhmi" => DateRules.HhMi,
        "hh" => (data, field) => DateRules.UpTo(data, 23, "hour", field),
        "mi" => (data, field) => DateRules.UpTo(data, 59, "minute", field),
        "ss" => (data, field) => DateRules.UpTo(data, 59, "second", field),
        "iso4217" => Listed(CodeLists.Iso4217.Contains, "an ISO 4217 currency number"),
        "iso3166" => Listed(CodeLists.Iso3166.Contains, "an ISO 3166 country number"),
        "iso3166999" => Listed(code => code is "999" || CodeLists.Iso3166.Contains(code), "an ISO 3166 country number or 999"),
        "iso3166alpha2" => Listed(CodeLists.Iso3166Alpha2.Contains, "an ISO 3166 country code of two letters"),
        "iso5218" => Listed(code => code is "0" or "1" or "2" or "9", "one of 0, 1, 2, 9"),
        "pcenc" => PercentEncoding,
        "latitude" => Listed(text => Number(text) <= LatitudeSteps, $"a latitude of at most {LatitudeSteps}"),
        "longitude" => Listed(text => Number(text) <= LongitudeSteps, $"a longitude of at most {LongitudeSteps}"),
        "yesno" => Listed(text => text is "0" or "1", "0 for no or 1 for yes"),
        "hyphen" => Listed(text => text.All(c => c == '-'), "a minus sign"),
        "importeridx" => Listed(text => text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'), "a letter, digit, - or _"),
        "packagetype" => Listed(text => text.All(char.IsAsciiLetterOrDigit), "a package type of letters and digits"),
        "mediatype" => Listed(text => Number(text) is (>= 1 and <= 10) or >= 80, "a media type 01 to 10 or 80 to 99"),
        "posinseqslash" => Listed(IsPositionInSequence, "a position and a total such as 1/2"),
        "nonzero" => Listed(text => text.Any(c => c != '0'), "a number above zero"),
        "zero" => Listed(text => text.All(c => c == '0'), "zero"),
        "winding" => Listed(text => text is "0" or "1" or "9", "a winding direction 0, 1 or 9"),
        "iban" => Iban.Check,
        "pieceoftotal" => Listed(IsPieceOfTotal, "a piece and a total, both above zero, such as 0102"),
        "nozeroprefix" => Listed(text => text[0] != '0' || text.Length == 1, "a number without leading zeros"),
        "hasnondigit" => Listed(text => !text.All(char.IsAsciiDigit), "a text with at least one character that is no digit"),
        "couponcode" or "couponposoffer" => static (_, _) => null,
        _ => throw new InvalidOperationException($"No content rule is named '{name}'."),
    };

    private static Gs1Error? Csum(ReadOnlySpan<char> data, string field)
    {
        var expected = CheckDigit.Compute(data[..^1]);
        return expected == data[^1] ? null : KeyText.WrongCheckDigit(field, data.Length - 1, expected, data[^1]);
    }

    private static Gs1Error? CompanyPrefixAt(ReadOnlySpan<char> data, int start, string field)
    {
        var end = start + MinimumPrefixLength;
        if (data.Length < end)
            return new(Gs1ErrorCode.Length, field, data.Length, "Too short for a GS1 company prefix.", $"Give at least {end} digits.");
        var wrong = data[start..end].IndexOfAnyExceptInRange('0', '9');
        return wrong < 0 ? null : KeyText.NotADigit(field, start + wrong, data[start + wrong]);
    }

    private static Gs1Error? PercentEncoding(ReadOnlySpan<char> data, string field)
    {
        for (var i = 0; i < data.Length; i++)
        {
            if (data[i] != '%') continue;
            if (i + 2 >= data.Length || !char.IsAsciiHexDigit(data[i + 1]) || !char.IsAsciiHexDigit(data[i + 2]))
                return new(Gs1ErrorCode.Escape, field, i, "A percent sign without two hexadecimal digits.",
                    "Write %25 for a percent sign.");
            i += 2;
        }

        return null;
    }

    private static bool IsPositionInSequence(string text) =>
        text.Length == 3 && text[1] == '/' && text[0] is >= '1' and <= '9' && text[2] is >= '1' and <= '9' && text[0] <= text[2];

    private static bool IsPieceOfTotal(string text) =>
        Number(text[..2]) is var piece and > 0 && Number(text[2..]) is var total and > 0 && piece <= total;

    private static long Number(string digits) => long.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    private static ContentRule Listed(Func<string, bool> isAllowed, string expected) => (data, field) =>
    {
        var text = data.ToString();
        return isAllowed(text)
            ? null
            : new(Gs1ErrorCode.Value, field, 0, $"'{text}' is not {expected}.", $"Give {expected}.");
    };
}
