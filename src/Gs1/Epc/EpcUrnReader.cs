using System.Diagnostics.CodeAnalysis;
using Ledger.Gs1.ElementStrings;
using Ledger.Gs1.Identifiers;
using Ledger.Gs1.Keys;

namespace Ledger.Gs1.Epc;

/// <summary>Reads EPC URNs of all schemes that have a GS1 key.</summary>
internal static class EpcUrnReader
{
    /// <summary>Reads a URN that starts with <c>urn:epc:</c>.</summary>
    /// <param name="urn">The text.</param>
    /// <param name="elements">The key's elements; null for a scheme without a GS1 key, such as <c>gid</c>, or a wider pattern.</param>
    /// <param name="error">Why not.</param>
    /// <returns>False if the scheme is known and the parts don't fit it.</returns>
    public static bool TryRead(string urn, out ElementString? elements, [NotNullWhen(false)] out Gs1Error? error)
    {
        elements = null;
        error = null;
        var scheme = EpcScheme.All.FirstOrDefault(s => urn.StartsWith(s.Prefix, StringComparison.OrdinalIgnoreCase));
        if (scheme is null) return true;
        var parts = Split(urn, scheme);
        if (scheme.Tail is EpcTail.AnySerial or EpcTail.PieceAndTotalOfAnySerial && IsWiderPattern(parts)) return true;
        error = Read(scheme, urn, parts, out elements);
        return error is null;
    }

    private static Gs1Error? Read(EpcScheme scheme, string urn, List<(string Text, int Start)> parts, out ElementString? elements)
    {
        elements = null;
        if (parts.Count != PartCount(scheme.Tail))
        {
            return new(
                Gs1ErrorCode.Uri,
                "epc",
                scheme.Prefix.Length,
                $"An EPC of {scheme.Prefix[..^1]} has {PartCount(scheme.Tail)} parts joined by dots, found {parts.Count}.",
                "Write the EPC in full; a dot in a reference can't be escaped away.");
        }

        var (prefix, prefixStart) = parts[0];
        if (!IsDigits(prefix) || prefix.Length is < CompanyPrefixTable.MinimumLength or > CompanyPrefixTable.MaximumLength)
            return PrefixLength(prefixStart, $"The company prefix '{prefix}' isn't of 6 to 12 digits.",
                "Put the first dot behind the company prefix.");
        if (ReadKey(scheme, prefix, parts[1], out var key) is { } wrongKey) return wrongKey;
        var decoded = new List<string>(3);
        foreach (var (text, start) in parts.Skip(2))
        {
            if (!PercentEscapes.TryDecode(text, "epc", out var part, out var wrongEscape)) return wrongEscape.At(start);
            decoded.Add(part);
        }

        return Collect(scheme, urn, key, parts, decoded, out elements);
    }

    private static Gs1Error? Collect(
        EpcScheme scheme, string urn, string key, List<(string Text, int Start)> parts, List<string> tail, out ElementString? elements)
    {
        elements = null;
        var list = new ElementList();
        var value = scheme.Tail switch
        {
            EpcTail.InKey => key + tail[0],
            EpcTail.PieceAndTotal or EpcTail.PieceAndTotalOfAnySerial => key + tail[0] + tail[1],
            _ => key,
        };
        // The key is put together from several parts, so a place inside it has no place in the URN.
        if (list.TryAdd(scheme.KeyAi, value, 0) is { } wrongKey) return wrongKey with { Position = scheme.Prefix.Length };
        if (scheme.TailAi.Length > 0)
        {
            // An SGLN writes the missing extension as 0, and no other scheme does.
            var isMissing = scheme.TailAi is "254" && tail[^1] is "0";
            if (!isMissing && list.TryAdd(scheme.TailAi, tail[^1], 0) is { } wrongTail)
                return wrongTail with { Position = Math.Min(parts[^1].Start + Math.Max(wrongTail.Position, 0), urn.Length) };
        }

        elements = ElementString.Create(list.Elements);
        return null;
    }

    private static Gs1Error? ReadKey(EpcScheme scheme, string prefix, (string Text, int Start) part, out string key)
    {
        key = "";
        if (!PercentEscapes.TryDecode(part.Text, "epc", out var reference, out var error)) return error.At(part.Start);
        if (scheme.DigitCount == 0)
        {
            key = prefix + reference;
            return null;
        }

        var expected = scheme.DigitCount - prefix.Length;
        if (reference.Length != expected || !IsDigits(reference))
        {
            return PrefixLength(
                part.Start,
                $"Behind a company prefix of {prefix.Length} digits the reference has {expected} digits, found '{reference}'.",
                "Put the dot where the company prefix ends, and keep leading zeros.");
        }

        var body = scheme.HasLeadingDigit ? $"{reference[0]}{prefix}{reference[1..]}" : scheme.KeyStart + prefix + reference;
        key = body + CheckDigit.Compute(body);
        return null;
    }

    private static List<(string Text, int Start)> Split(string urn, EpcScheme scheme)
    {
        // Only the last part may have dots of its own.
        var parts = new List<(string, int)>();
        var start = scheme.Prefix.Length;
        while (parts.Count + 1 < PartCount(scheme.Tail) && urn.IndexOf('.', start) is var dot and >= 0)
        {
            parts.Add((urn[start..dot], start));
            start = dot + 1;
        }

        parts.Add((urn[start..], start));
        return parts;
    }

    private static bool IsWiderPattern(List<(string Text, int Start)> parts) =>
        parts[^1].Text is not "*" || parts.Take(parts.Count - 1).Any(p => p.Text is "*" || p.Text.StartsWith('['));

    private static int PartCount(EpcTail tail) => tail switch
    {
        EpcTail.None => 2,
        EpcTail.PieceAndTotal or EpcTail.PieceAndTotalOfAnySerial => 5,
        _ => 3,
    };

    private static bool IsDigits(string text) => text.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0;

    private static Gs1Error PrefixLength(int position, string message, string cure) =>
        new(Gs1ErrorCode.PrefixLength, "epc", position, message, cure);
}
