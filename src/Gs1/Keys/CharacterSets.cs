using System.Buffers;

namespace Ledger.Gs1.Keys;

/// <summary>The character sets of GS1 element data (GS1 General Specifications, section 7.11).</summary>
internal static class CharacterSets
{
    private const string Digits = "0123456789";
    private const string Upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const string Lower = "abcdefghijklmnopqrstuvwxyz";

    /// <summary>The position of a character is its value in the check character pair.</summary>
    public const string Cset82Ordered = "!\"%&'()*+,-./" + Digits + ":;<=>?" + Upper + "_" + Lower;

    public static readonly SearchValues<char> Cset82 = SearchValues.Create(Cset82Ordered);

    public static readonly SearchValues<char> Cset39 = SearchValues.Create("#-/" + Digits + Upper);

    /// <summary>The file-safe URI alphabet of base 64 (RFC 4648, section 5) with its padding.</summary>
    public static readonly SearchValues<char> Cset64 = SearchValues.Create("-_=" + Digits + Upper + Lower);
}
