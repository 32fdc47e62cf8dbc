using System.Text.Json;

namespace Ledger.Ethereum.Primitives;

/// <summary>Says what is wrong with a JSON file so that whoever wrote it finds the place.</summary>
public static class JsonFault
{
    /// <summary>
    /// What to write behind "This is no …: ", without a full stop. Lines and columns count from 1, columns in bytes, as editors show them for ASCII; the
    /// parser's own words, which count from 0 and speak of its options, are left out.
    /// </summary>
    /// <param name="exception">What reading the file threw.</param>
    public static string Describe(Exception exception) => exception switch
    {
        JsonException { LineNumber: { } line, BytePositionInLine: { } column } => $"it isn't JSON from line {line + 1}, column {column + 1} on",
        JsonException => "it isn't JSON",
        InvalidOperationException => "a value is of another type than it should be",
        ArgumentException { ParamName: { } name } => exception.Message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal).TrimEnd('.'),
        _ => exception.Message.TrimEnd('.'),
    };
}
