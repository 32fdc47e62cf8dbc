using System.Collections;
using System.Globalization;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Ledger.Cli.Output;

/// <summary>
/// Answers of the API as JSON for scripts: the field names of the API in lower camel case, every field there, bytes as 0x-hex, 64-bit
/// numbers as strings, and enumerations by name without the type's prefix.
/// </summary>
internal static class ProtoJson
{
    public static JsonObject Of(IMessage message)
    {
        var json = new JsonObject();
        foreach (var field in message.Descriptor.Fields.InFieldNumberOrder()) json[field.JsonName] = Field(field, field.Accessor.GetValue(message));
        return json;
    }

    private static JsonNode? Field(FieldDescriptor field, object? value)
    {
        if (field.IsMap)
        {
            var json = new JsonObject();
            var values = field.MessageType.FindFieldByName("value");
            foreach (DictionaryEntry entry in (IDictionary)value!) json[Convert.ToString(entry.Key, CultureInfo.InvariantCulture)!] = Single(values, entry.Value);
            return json;
        }

        return field.IsRepeated
            ? new JsonArray([.. ((IEnumerable)value!).Cast<object>().Select(v => Single(field, v))])
            : Single(field, value);
    }

    private static JsonNode? Single(FieldDescriptor field, object? value) => value switch
    {
        null => null,
        IMessage message => Of(message),
        ByteString bytes => $"0x{Convert.ToHexStringLower(bytes.Span)}",
        ulong or long => Convert.ToString(value, CultureInfo.InvariantCulture),
        uint number => number,
        int number => number,
        bool flag => flag,
        string text => text,
        Enum symbol => NameOf(field.EnumType, Convert.ToInt32(symbol, CultureInfo.InvariantCulture)),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    private static string NameOf(EnumDescriptor type, int number)
    {
        var zero = type.FindValueByNumber(0)?.Name ?? "";
        var prefix = zero[..(zero.LastIndexOf('_') + 1)];
        var name = type.FindValueByNumber(number)?.Name;
        if (name is null) return number.ToString(CultureInfo.InvariantCulture);
        return name.StartsWith(prefix, StringComparison.Ordinal) ? name[prefix.Length..] : name;
    }
}
