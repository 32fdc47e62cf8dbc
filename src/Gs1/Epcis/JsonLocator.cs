using System.Text.Json;

namespace Ledger.Gs1.Epcis;

/// <summary>Finds the line and column of a value. It reads the document a second time, and only when there is an error to report.</summary>
internal static class JsonLocator
{
    /// <summary>Locates a value, or the deepest of its ancestors that is there.</summary>
    public static (long Line, long Column) Find(ReadOnlySpan<byte> utf8, JsonPath path, int maximumDepth)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = maximumDepth });
        reader.Read();
        var found = reader.TokenStartIndex;
        foreach (var step in path.Steps())
        {
            if (!Enter(ref reader, step)) break;
            found = reader.TokenStartIndex;
        }

        var before = utf8[..(int)found];
        return (before.Count((byte)'\n') + 1, before.Length - before.LastIndexOf((byte)'\n'));
    }

    private static bool Enter(ref Utf8JsonReader reader, JsonPath step)
    {
        if (step.Name is not null)
        {
            if (reader.TokenType != JsonTokenType.StartObject) return false;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isMatch = reader.ValueTextEquals(step.Name);
                reader.Read();
                if (isMatch) return true;
                reader.Skip();
            }

            return false;
        }

        if (reader.TokenType != JsonTokenType.StartArray) return false;
        for (var index = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; index++)
        {
            if (index == step.Index) return true;
            reader.Skip();
        }

        return false;
    }
}
