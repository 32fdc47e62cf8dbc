using System.Diagnostics.CodeAnalysis;
using Ledger.Contracts.Ids;
using Ledger.Gs1.DigitalLinks;
using Ledger.Gs1.ElementStrings;
using Ledger.Gs1.Identifiers;
using Ledger.Gs1.Keys;

namespace Ledger.Node.Queries.Items;

/// <summary>Reads the forms in which a request may name an item.</summary>
/// <remarks>
/// A decimal token id never starts with a zero, an element string of a unit or logistic unit always does, and 18 digits are an
/// SSCC: so digits alone are never ambiguous.
/// </remarks>
internal static class ItemParser
{
    private const string ExpiryAi = "17";
    private const int MaxDecimalIdLength = 20;

    /// <summary>Reads an item.</summary>
    /// <param name="text">A token id (decimal or 0x-hex), EPC URN, Digital Link, element string, SSCC or <c>gtin/serial</c>.</param>
    /// <param name="item">What it names.</param>
    /// <param name="error">Why it cannot be read.</param>
    public static bool TryParse(string text, out Item item, [NotNullWhen(false)] out Gs1Error? error)
    {
        (item, error) = (default, null);
        if (TryParseToken(text, out var token))
        {
            item = new() { Token = token };
            return true;
        }

        if (text.Length == Sscc.DigitCount && !text.AsSpan().ContainsAnyExceptInRange('0', '9')) return TryParseSscc(text, out item, out error);
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash is >= 8 and <= Gtin.DigitCount && !text.AsSpan(0, slash).ContainsAnyExceptInRange('0', '9'))
            return TryParsePair(text.AsSpan(0, slash), text.AsSpan(slash + 1), out item, out error);
        if (text.StartsWith("urn:", StringComparison.OrdinalIgnoreCase)) return TryParseUrn(text, out item, out error);
        ElementString? elements;
        var isRead = text.Contains("://", StringComparison.Ordinal)
            ? DigitalLink.TryParse(text, out elements, out error)
            : ElementString.TryParse(text, out elements, out error);
        if (isRead) item = FromElements(elements!);
        return isRead;
    }

    private static bool TryParseToken(string text, out TokenId token)
    {
        token = default;
        var isHex = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        var isDecimal = text.Length is > 0 and <= MaxDecimalIdLength and not Sscc.DigitCount && text[0] != '0';
        return (isHex || isDecimal) && TokenId.TryParse(text, out token);
    }

    private static bool TryParseSscc(ReadOnlySpan<char> text, out Item item, [NotNullWhen(false)] out Gs1Error? error)
    {
        var isRead = Sscc.TryParse(text, out var sscc, out error);
        item = isRead ? new() { Sscc = (ulong)sscc.Value } : default;
        return isRead;
    }

    private static bool TryParsePair(ReadOnlySpan<char> gtin, ReadOnlySpan<char> serial, out Item item, [NotNullWhen(false)] out Gs1Error? error)
    {
        var isRead = Sgtin.TryCreate(gtin, serial, out var key, out error);
        item = isRead ? new() { Gtin = (ulong)key.Gtin.Value, Serial = key.Serial } : default;
        return isRead;
    }

    private static bool TryParseUrn(string text, out Item item, [NotNullWhen(false)] out Gs1Error? error)
    {
        item = default;
        if (!Gs1Identifier.TryParse(text, out var identifier, out error)) return false;
        item = new()
        {
            Gtin = (ulong?)identifier.Gtin?.Value,
            Serial = identifier.Sgtin?.Serial,
            Sscc = (ulong?)identifier.Sscc?.Value,
            Lot = identifier.Lgtin?.Lot,
        };
        return true;
    }

    private static Item FromElements(ElementString elements) => new()
    {
        Gtin = (ulong?)elements.Gtin?.Value,
        Serial = elements.Serial,
        Sscc = (ulong?)elements.Sscc?.Value,
        Lot = elements.Lot,
        Expiry = elements[ExpiryAi],
    };
}
