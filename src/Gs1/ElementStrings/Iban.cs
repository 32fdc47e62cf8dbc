using Ledger.Gs1.Keys;

namespace Ledger.Gs1.ElementStrings;

/// <summary>The check digits of an International Bank Account Number (ISO 13616, ISO 7064 MOD 97-10).</summary>
internal static class Iban
{
    private const int HeaderLength = 4;
    private const int MinimumLength = 10;

    public static Gs1Error? Check(ReadOnlySpan<char> data, string field)
    {
        if (data.Length < MinimumLength)
            return new(Gs1ErrorCode.Length, field, data.Length, "Too short for an IBAN.", "Give the whole IBAN.");
        var remainder = 0;
        for (var i = 0; i < data.Length; i++)
        {
            var position = (i + HeaderLength) % data.Length;
            var character = data[position];
            if (!char.IsAsciiDigit(character) && !char.IsAsciiLetterUpper(character))
                return new(Gs1ErrorCode.Charset, field, position, $"{KeyText.Show(character)} is not in an IBAN.",
                    "Use digits and upper-case letters only.");
            remainder = char.IsAsciiDigit(character)
                ? ((remainder * 10) + character - '0') % 97
                : ((remainder * 100) + character - 'A' + 10) % 97;
        }

        return remainder == 1 ? null : new(Gs1ErrorCode.CheckDigit, field, 2, "The check digits of the IBAN are wrong.",
            "Type the IBAN again.");
    }
}
