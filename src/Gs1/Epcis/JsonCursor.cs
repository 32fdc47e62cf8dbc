using System.Globalization;
using System.Text.Json;
using Ledger.Gs1.Identifiers;

namespace Ledger.Gs1.Epcis;

/// <summary>A JSON value with its path, read with checks whose failures name the path.</summary>
internal readonly record struct JsonCursor(JsonElement Value, JsonPath Path)
{
    private const int TicksDigits = 7;

    public static EpcisFormatException Fail(JsonPath path, string code, string message, string cure) =>
        new(new EpcisError(code, path.ToString(), 0, 0, message, cure)) { Data = { [nameof(JsonPath)] = path } };

    public EpcisFormatException Fail(string code, string message, string cure) => Fail(Path, code, message, cure);

    /// <summary>A property of an object; null if it isn't there or is null.</summary>
    public JsonCursor? Find(string name) =>
        Value.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? new(value, Path.Property(name)) : null;

    public JsonCursor Require(string name) =>
        Find(name) ?? throw Fail(EpcisErrorCode.Missing, $"The field {name} is missing.", $"Add {name}.");

    public JsonCursor AsObject() => Value.ValueKind == JsonValueKind.Object ? this : throw WrongType("an object");

    public string AsText() => Value.ValueKind == JsonValueKind.String ? Value.GetString()! : throw WrongType("a text");

    /// <summary>The value of a literal, which JSON-LD may wrap together with its type.</summary>
    public string AsLiteral()
    {
        if (Value.ValueKind == JsonValueKind.Object && Find("@value") is { } wrapped) return wrapped.AsText();
        return Value.ValueKind == JsonValueKind.Number ? Value.GetRawText() : AsText();
    }

    public IReadOnlyList<T> AsList<T>(int maximum, Func<JsonCursor, T> read)
    {
        if (Value.ValueKind != JsonValueKind.Array) throw WrongType("a list");
        var count = Value.GetArrayLength();
        if (count > maximum)
            throw Fail(EpcisErrorCode.TooMany, $"The list has {count} entries.", $"Send at most {maximum}, the rest in further events.");
        var list = new List<T>(count);
        foreach (var entry in Value.EnumerateArray()) list.Add(read(new(entry, Path.Entry(list.Count))));
        return list;
    }

    public Gs1Identifier AsIdentifier() =>
        Gs1Identifier.TryParse(AsText(), out var identifier, out var error)
            ? identifier
            : throw Fail(error.Code, error.Message, error.Cure);

    /// <summary>A word of the Core Business Vocabulary in its short form; other URIs and words as they are.</summary>
    public string AsWord()
    {
        var text = AsText();
        if (text.StartsWith("urn:epcglobal:cbv:", StringComparison.Ordinal) && text.Split(':') is { Length: 5 } parts) return parts[4];
        const string Web = "https://ref.gs1.org/cbv/";
        return text.StartsWith(Web, StringComparison.Ordinal) && text.IndexOf('-', Web.Length) is var dash and > 0 ? text[(dash + 1)..] : text;
    }

    public DateTimeOffset AsTime()
    {
        var text = AsText();
        var normal = WithSevenDigits(text);
        var hasOffset = normal.EndsWith('Z') || (normal.Length > 6 && normal[^6] is '+' or '-' && normal[^3] == ':');
        return hasOffset
            && DateTimeOffset.TryParseExact(
                normal, "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw Fail(EpcisErrorCode.Time, $"'{Short(text)}' is no date and time with an offset.",
                "Write it as in 2026-01-31T13:45:00+01:00.");
    }

    public TimeSpan AsOffset()
    {
        var text = AsText();
        return text.Length == 6
            && text[0] is '+' or '-'
            && TimeSpan.TryParseExact(text.AsSpan(1), "hh\\:mm", CultureInfo.InvariantCulture, out var offset)
            && offset <= TimeSpan.FromHours(14)
            ? (text[0] == '-' ? -offset : offset)
            : throw Fail(EpcisErrorCode.Time, $"'{Short(text)}' is no offset.", "Write it as in +01:00, at most 14 hours.");
    }

    public decimal AsQuantity() =>
        Value.ValueKind == JsonValueKind.Number
            ? Value.TryGetDecimal(out var quantity) && quantity >= 0
                ? quantity
                : throw Fail(EpcisErrorCode.Quantity, "The quantity is negative or out of range.", "Give a number of zero or more.")
            : throw WrongType("a number");

    private EpcisFormatException WrongType(string expected) =>
        Fail(EpcisErrorCode.Type, $"Found {Describe(Value.ValueKind)}, expected {expected}.", $"Give {expected} here.");

    private static string Describe(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        _ => "a literal",
    };

    private static string Short(string text) => text.Length <= 40 ? text : text[..40];

    /// <summary>Cuts fractions of a second to those that the clock type can hold; partners send up to nine digits.</summary>
    private static string WithSevenDigits(string text)
    {
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0) return text;
        var end = dot + 1;
        while (end < text.Length && char.IsAsciiDigit(text[end])) end++;
        return end - dot - 1 <= TicksDigits ? text : string.Concat(text.AsSpan(0, dot + 1 + TicksDigits), text.AsSpan(end));
    }
}
