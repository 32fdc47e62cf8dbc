using Ledger.Gs1.Keys;

namespace Ledger.Gs1.ElementStrings;

/// <summary>The check character pair of a Global Model Number (GS1 General Specifications, section 7.9.5).</summary>
internal static class CheckCharacterPair
{
    private const string Alphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    private const int Modulus = 1021;

    /// <summary>The weights, from the character before the pair to the left.</summary>
    private static readonly int[] Weights = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83];

    /// <summary>The pair that belongs behind the text, which has at most 23 characters of set 82.</summary>
    public static string Compute(ReadOnlySpan<char> text)
    {
        var sum = 0;
        for (var i = 0; i < text.Length; i++)
        {
            sum += CharacterSets.Cset82Ordered.IndexOf(text[i], StringComparison.Ordinal) * Weights[text.Length - 1 - i];
        }

        sum %= Modulus;
        return $"{Alphabet[sum >> 5]}{Alphabet[sum & 31]}";
    }

    public static Gs1Error? Check(ReadOnlySpan<char> data, string field)
    {
        if (data.Length < 3)
            return new(Gs1ErrorCode.Length, field, data.Length, "Too short for a check character pair.", "Give the whole model number.");
        var expected = Compute(data[..^2]);
        return data[^2..].SequenceEqual(expected)
            ? null
            : new(
                Gs1ErrorCode.CheckDigit,
                field,
                data.Length - 2,
                $"The check character pair is {data[^2..]}, expected {expected}.",
                "Scan or type the number again; upper and lower case differ.");
    }
}
