using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Unicode;

namespace Ledger.Gs1.Epcis;

/// <summary>Reads EPCIS 2.0 in JSON-LD (GS1 EPCIS Standard 2.0, section 10).</summary>
/// <remarks>
/// Reads a capture or query document, one event, or a list of events. Identifiers become keys whether written as EPC URN or
/// Digital Link URI; words of the Core Business Vocabulary come in their short form; what isn't known is kept as JSON.
/// </remarks>
public static class EpcisReader
{
    private const int CopyBufferSizeBytes = 64 * 1024;

    /// <summary>Reads a document from a stream, up to the bound on its size.</summary>
    /// <exception cref="EpcisFormatException">Malformed, or beyond a bound.</exception>
    /// <param name="stream">UTF-8 text; isn't closed.</param>
    /// <param name="limits">The bounds; null for the defaults.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static async Task<EpcisDocument> ReadAsync(Stream stream, EpcisLimits? limits = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        limits ??= EpcisLimits.Default;
        using var copy = new MemoryStream();
        var buffer = new byte[CopyBufferSizeBytes];
        int count;
        while ((count = await stream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            copy.Write(buffer, 0, count);
            if (copy.Length > limits.DocumentSizeBytes) throw TooLarge(limits);
        }

        return Read(copy.GetBuffer().AsMemory(0, (int)copy.Length), limits);
    }

    /// <summary>Reads a document.</summary>
    /// <exception cref="EpcisFormatException">Malformed, or beyond a bound.</exception>
    /// <param name="utf8">UTF-8 text, with or without byte order mark.</param>
    /// <param name="limits">The bounds; null for the defaults.</param>
    public static EpcisDocument Read(ReadOnlyMemory<byte> utf8, EpcisLimits? limits = null)
    {
        limits ??= EpcisLimits.Default;
        if (utf8.Length > limits.DocumentSizeBytes) throw TooLarge(limits);
        utf8 = CheckEncoding(utf8);
        try
        {
            var options = new JsonDocumentOptions { MaxDepth = limits.Depth, AllowDuplicateProperties = false };
            using var json = JsonDocument.Parse(utf8, options);
            return ReadRoot(new(json.RootElement, JsonPath.Root), limits);
        }
        catch (JsonException exception)
        {
            throw new EpcisFormatException(new EpcisError(
                EpcisErrorCode.Json,
                exception.Path ?? "$",
                (exception.LineNumber ?? -1) + 1,
                (exception.BytePositionInLine ?? -1) + 1,
                "Not JSON, cut off, nested too deeply, or a property is there twice.",
                "Send the document whole; check it with any JSON tool."));
        }
        catch (InvalidOperationException)
        {
            // The one thing that the parser lets through and the text accessors refuse: half of a surrogate pair as an escape.
            throw new EpcisFormatException(new EpcisError(
                EpcisErrorCode.Encoding, "$", 0, 0, "A \\u escape is half of a surrogate pair.",
                    "Write both halves, or the character itself."));
        }
        catch (EpcisFormatException exception) when (exception.Data[nameof(JsonPath)] is JsonPath path)
        {
            var (line, column) = JsonLocator.Find(utf8.Span, path, limits.Depth);
            throw new EpcisFormatException(exception.Error with { Line = line, Column = column });
        }
    }

    /// <summary>Reads a document without throwing.</summary>
    /// <param name="utf8">UTF-8 text.</param>
    /// <param name="document">The document, or null.</param>
    /// <param name="error">Why not.</param>
    /// <param name="limits">The bounds; null for the defaults.</param>
    public static bool TryRead(
        ReadOnlyMemory<byte> utf8,
        [NotNullWhen(true)] out EpcisDocument? document,
        [NotNullWhen(false)] out EpcisError? error,
        EpcisLimits? limits = null)
    {
        try
        {
            document = Read(utf8, limits);
            error = null;
            return true;
        }
        catch (EpcisFormatException exception)
        {
            document = null;
            error = exception.Error;
            return false;
        }
    }

    private static EpcisDocument ReadRoot(JsonCursor root, EpcisLimits limits)
    {
        if (root.Value.ValueKind == JsonValueKind.Array) return new(null, null, Events(root, limits));
        if (root.Value.ValueKind != JsonValueKind.Object) throw NotEpcis(root);
        switch (root.Find("type")?.AsText())
        {
            case "EPCISDocument":
                return ReadDocument(root, root.Require("epcisBody").AsObject(), limits);
            case "EPCISQueryDocument":
                var results = root.Require("epcisBody").AsObject().Require("queryResults").AsObject();
                return ReadDocument(root, results.Require("resultsBody").AsObject(), limits);
            case { } type when type.EndsWith("Event", StringComparison.Ordinal):
                return new(null, null, [new EventReader(limits).Read(root)]);
            default:
                throw NotEpcis(root);
        }
    }

    private static EpcisDocument ReadDocument(JsonCursor root, JsonCursor body, EpcisLimits limits)
    {
        var version = root.Require("schemaVersion");
        if (!version.AsText().StartsWith("2.", StringComparison.Ordinal) && version.AsText() is not "2")
            throw version.Fail(EpcisErrorCode.Version, "The schema version isn't 2.x.", "Send EPCIS 2.0 in JSON-LD.");
        var created = root.Find("creationDate")?.AsTime();
        var events = body.Find("eventList") is { } list
            ? Events(list, limits)
            : [new EventReader(limits).Read(body.Find("event") ?? body.Require("eventList"))];
        return new(version.AsText(), created, events);
    }

    private static IReadOnlyList<EpcisEvent> Events(JsonCursor list, EpcisLimits limits) =>
        list.AsList(limits.Events, new EventReader(limits).Read);

    private static ReadOnlyMemory<byte> CheckEncoding(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Span.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])) bytes = bytes[3..];
        var span = bytes.Span;
        var isUtf16 = span.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || span.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]);
        if (!isUtf16 && Utf8.IsValid(span)) return bytes;
        throw new EpcisFormatException(new EpcisError(
            EpcisErrorCode.Encoding, "$", 0, 0, isUtf16 ? "The document is UTF-16." : "The document isn't UTF-8.", "Save it as UTF-8."));
    }

    private static EpcisFormatException NotEpcis(JsonCursor root) =>
        root.Fail(EpcisErrorCode.NotEpcis, "Neither an EPCIS document nor an event.",
            "Send an EPCISDocument, one event, or a list of events.");

    private static EpcisFormatException TooLarge(EpcisLimits limits) => new(new EpcisError(
        EpcisErrorCode.TooMany,
        "$",
        0,
        0,
        "The document is too large.",
        $"Send at most {limits.DocumentSizeBytes} bytes, the rest in further documents."));
}
