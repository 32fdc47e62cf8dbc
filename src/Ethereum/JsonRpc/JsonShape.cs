using System.Text.Json;

namespace Ledger.Ethereum.JsonRpc;

/// <summary>Walks objects and arrays of an answer, member by member, without materialising them.</summary>
internal static class JsonShape
{
    public static void ExpectObject(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject) throw JsonHex.Malformed($"Expected an object, got {reader.TokenType}.");
    }

    public static void ExpectArray(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray) throw JsonHex.Malformed($"Expected an array, got {reader.TokenType}.");
    }

    /// <summary>Moves to the next member's value.</summary>
    /// <returns>False at the object's end.</returns>
    public static bool NextMember(ref Utf8JsonReader reader, out ReadOnlySpan<byte> name)
    {
        Advance(ref reader);
        if (reader.TokenType == JsonTokenType.EndObject)
        {
            name = default;
            return false;
        }

        name = reader.ValueSpan;
        Advance(ref reader);
        return true;
    }

    /// <summary>Moves to the next element.</summary>
    /// <returns>False at the array's end.</returns>
    public static bool NextElement(ref Utf8JsonReader reader)
    {
        Advance(ref reader);
        return reader.TokenType != JsonTokenType.EndArray;
    }

    /// <summary>Checks that all members of a shape were there.</summary>
    /// <param name="seen">One bit a member.</param>
    /// <param name="required">The bits that must be set.</param>
    /// <param name="shape">The shape's name, for the message.</param>
    public static void Require(uint seen, uint required, string shape)
    {
        if ((seen & required) != required) throw JsonHex.Malformed($"A {shape} lacks a member that every node sends.");
    }

    public static List<T> ReadList<T>(ref Utf8JsonReader reader, JsonRpcDecoder<T> decode)
    {
        ExpectArray(ref reader);
        var items = new List<T>();
        while (NextElement(ref reader)) items.Add(decode(ref reader));
        return items;
    }

    private static void Advance(ref Utf8JsonReader reader)
    {
        if (!reader.Read()) throw JsonHex.Malformed("The answer ends too early.");
    }
}
