namespace Ledger.Gs1.Identifiers;

/// <summary>Checks on parts of URIs.</summary>
internal static class SpanExtensions
{
    /// <summary>Whether all characters may stand in a URI scheme (RFC 3986, section 3.1).</summary>
    public static bool ContainsOnlySchemeCharacters(this ReadOnlySpan<char> text)
    {
        foreach (var character in text)
        {
            if (!char.IsAsciiLetterOrDigit(character) && character is not ('+' or '-' or '.')) return false;
        }

        return true;
    }
}
