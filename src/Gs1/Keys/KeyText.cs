using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Ledger.Gs1.Keys;

/// <summary>The checks that all keys share. Every error says what was found and what was expected.</summary>
internal static class KeyText
{
    /// <summary>Reads a key of digits that ends in a check digit.</summary>
    public static bool TryReadDigits(ReadOnlySpan<char> text, string field, out ulong value, [NotNullWhen(false)] out Gs1Error? error)
    {
        value = 0;
        var wrong = text.IndexOfAnyExceptInRange('0', '9');
        if (wrong >= 0)
        {
            error = NotADigit(field, wrong, text[wrong]);
            return false;
        }

        var expected = CheckDigit.Compute(text[..^1]);
        if (expected != text[^1])
        {
            error = WrongCheckDigit(field, text.Length - 1, expected, text[^1]);
            return false;
        }

        value = ulong.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
        error = value != 0 ? null : ZeroKey(field);
        return error is null;
    }

    /// <summary>Checks a text of the invariant character set "CSET 82" (GS1 General Specifications, figure 7.11-1).</summary>
    public static bool TryCheckText(ReadOnlySpan<char> text, int maximumLength, string field, [NotNullWhen(false)] out Gs1Error? error)
    {
        error = null;
        if (text.IsEmpty)
        {
            error = new(Gs1ErrorCode.Empty, field, 0, $"The {field} is empty.", $"Give 1 to {maximumLength} characters.");
        }
        else if (text.Length > maximumLength)
        {
            error = new(
                Gs1ErrorCode.Length,
                field,
                maximumLength,
                $"The {field} has {text.Length} characters.",
                $"Give at most {maximumLength} characters.");
        }
        else if (text.IndexOfAnyExcept(CharacterSets.Cset82) is var wrong and >= 0)
        {
            error = new(
                Gs1ErrorCode.Charset,
                field,
                wrong,
                $"{Show(text[wrong])} is not in GS1 character set 82.",
                "Use only A-Z, a-z, 0-9 and ! \" % & ' ( ) * + , - . / : ; < = > ? _.");
        }

        return error is null;
    }

    public static Gs1Error NotADigit(string field, int position, char found) =>
        new(Gs1ErrorCode.Charset, field, position, $"{Show(found)} is not a digit.",
            "Use only the digits 0 to 9, without blanks or dashes.");

    public static Gs1Error WrongCheckDigit(string field, int position, char expected, char found) =>
        new(
            Gs1ErrorCode.CheckDigit,
            field,
            position,
            $"The check digit is {found}, expected {expected}.",
            "Scan or type the key again; a digit is wrong or two are swapped.");

    public static Gs1Error ZeroKey(string field) =>
        new(Gs1ErrorCode.ZeroKey, field, -1, "A key of zeros only is never issued.", "Give the key of a real item.");

    public static Gs1Error WrongLength(string field, int found, string expected) =>
        found == 0
            ? new(Gs1ErrorCode.Empty, field, 0, $"The {field} is empty.", $"Give {expected} digits.")
            : new(Gs1ErrorCode.Length, field, -1, $"The {field} has {found} characters, expected {expected}.", $"Give {expected} digits.");

    public static Gs1Error WrongKind(string expected, string example, Identifiers.Gs1IdentifierKind found) =>
        new(Gs1ErrorCode.KeyKind, expected, -1, $"A key of kind {found}, expected that of a {expected}.", $"Give a key such as {example}.");

    /// <summary>A character as it can be printed on any terminal.</summary>
    public static string Show(char character) =>
        character is > ' ' and < '\u007f' ? $"'{character}'" : $"U+{(int)character:X4}";
}
