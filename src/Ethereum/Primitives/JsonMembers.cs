using System.Text.Json;

namespace Ledger.Ethereum.Primitives;

/// <summary>Members of a JSON object that must be there, with errors that name them.</summary>
public static class JsonMembers
{
    /// <summary>A member of any type.</summary>
    /// <exception cref="FormatException">There's none of that name, or no object.</exception>
    public static JsonElement Member(this JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var member) ? member : throw new FormatException($"'{name}' is missing");

    /// <summary>A member that is a text.</summary>
    /// <exception cref="FormatException">There's none of that name, or it's no text.</exception>
    public static string Text(this JsonElement json, string name) =>
        json.Member(name) is { ValueKind: JsonValueKind.String } member ? member.GetString()! : throw new FormatException($"'{name}' isn't a text");

    /// <summary>A member that is a whole number from 0.</summary>
    /// <exception cref="FormatException">There's none of that name, or it's no such number.</exception>
    public static ulong Number(this JsonElement json, string name) =>
        json.Member(name) is { ValueKind: JsonValueKind.Number } member && member.TryGetUInt64(out var value) ? value : throw new FormatException($"'{name}' isn't a whole number from 0");

    /// <summary>A member that is a list.</summary>
    /// <exception cref="FormatException">There's none of that name, or it's no list.</exception>
    public static JsonElement List(this JsonElement json, string name) =>
        json.Member(name) is { ValueKind: JsonValueKind.Array } member ? member : throw new FormatException($"'{name}' isn't a list");
}
