namespace Ledger.Gs1.Keys;

/// <summary>The GS1 modulo-10 check digit (GS1 General Specifications, section 7.9.1).</summary>
public static class CheckDigit
{
    /// <summary>The check digit that belongs behind the digits given.</summary>
    /// <param name="digits">The key without its check digit, ASCII digits only.</param>
    /// <returns>'0' to '9'.</returns>
    /// <exception cref="Gs1FormatException">A character isn't an ASCII digit.</exception>
    public static char Compute(ReadOnlySpan<char> digits)
    {
        var sum = 0L;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[i];
            if (!char.IsAsciiDigit(digit)) throw new Gs1FormatException(KeyText.NotADigit("digits", i, digit));
            // Weights are 3, 1, 3 … counted from the right.
            sum += (digit - '0') * (((digits.Length - i) & 1) == 1 ? 3 : 1);
        }

        return (char)('0' + ((10 - (sum % 10)) % 10));
    }

    /// <summary>Whether the last digit is the check digit of those before it; false for an empty text or one with other characters.</summary>
    /// <param name="digitsWithCheck">The whole key.</param>
    public static bool IsValid(ReadOnlySpan<char> digitsWithCheck) =>
        !digitsWithCheck.IsEmpty
        && digitsWithCheck.IndexOfAnyExceptInRange('0', '9') < 0
        && Compute(digitsWithCheck[..^1]) == digitsWithCheck[^1];
}
