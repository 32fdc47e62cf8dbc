using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Ledger.Ethereum.Abi;
using Ledger.Ethereum.Primitives;

namespace Ledger.Ethereum.Eip712;

/// <summary>Reads typed data from JSON, value by value along the types. JSON's own depth bound (64) bounds the recursion.</summary>
internal static class Eip712Json
{
    private const int MaximumDigits = 80;

    private static readonly (string Name, string Type)[] DomainFields =
        [("name", "string"), ("version", "string"), ("chainId", "uint256"), ("verifyingContract", "address"), ("salt", "bytes32")];

    public static Eip712TypedData Read(JsonElement root)
    {
        var domain = Property(root, "domain");
        var structs = ReadTypes(Property(root, "types"));
        // Some writers leave the domain's type out: it is then the standard fields that are there.
        structs.TryAdd(
            Eip712Domain.TypeName,
            [.. DomainFields.Where(f => domain.TryGetProperty(f.Name, out _)).Select(f => new Eip712Member(f.Name, f.Type))]);
        var types = new Eip712Types(structs);
        var primary = Text(Property(root, "primaryType"));
        return new Eip712TypedData(
            types,
            primary,
            ReadStruct(types, Eip712Domain.TypeName, domain),
            ReadStruct(types, primary, Property(root, "message")));
    }

    private static Dictionary<string, IReadOnlyList<Eip712Member>> ReadTypes(JsonElement types)
    {
        var structs = new Dictionary<string, IReadOnlyList<Eip712Member>>(StringComparer.Ordinal);
        foreach (var type in types.EnumerateObject())
        {
            if (type.Value.ValueKind != JsonValueKind.Array)
            {
                throw new EthereumFormatException($"The typed-data type '{type.Name}' is not an array of members.");
            }

            var members = type.Value.EnumerateArray()
                .Select(m => new Eip712Member(Text(Property(m, "name")), Text(Property(m, "type"))))
                .ToList();
            if (!structs.TryAdd(type.Name, members))
            {
                throw new EthereumFormatException($"The typed-data type '{type.Name}' is there twice.");
            }
        }

        return structs;
    }

    private static Dictionary<string, object> ReadStruct(Eip712Types types, string name, JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object) throw new EthereumFormatException($"A value of '{name}' is not an object.");
        var fields = types.Fields(name).ToDictionary(f => f.Name, StringComparer.Ordinal);
        var values = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var member in json.EnumerateObject())
        {
            if (!fields.TryGetValue(member.Name, out var field))
            {
                throw new EthereumFormatException($"'{name}' has no member '{member.Name}'.");
            }

            if (!values.TryAdd(member.Name, ReadValue(types, field.Type, member.Value)))
            {
                throw new EthereumFormatException($"'{member.Name}' is there twice.");
            }
        }

        return values;
    }

    private static object ReadValue(Eip712Types types, Eip712FieldType type, JsonElement json)
    {
        if (type.StructName is not null) return ReadStruct(types, type.StructName, json);
        if (type.Element is null) return ReadElementary(type.Elementary!, json);
        if (json.ValueKind != JsonValueKind.Array) throw new EthereumFormatException("The value of an array type is not an array.");
        return json.EnumerateArray().Select(item => ReadValue(types, type.Element, item)).ToArray();
    }

    private static object ReadElementary(AbiType type, JsonElement json) => type.Kind switch
    {
        AbiTypeKind.Boolean => json.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? json.GetBoolean()
            : throw new EthereumFormatException("The value of a bool is neither true nor false."),
        AbiTypeKind.Text => Text(json),
        AbiTypeKind.Address => Address.Parse(Prefixed(json)),
        AbiTypeKind.Bytes => Hex.FromHex(Prefixed(json)),
        AbiTypeKind.FixedBytes => Hex.FromHex(Prefixed(json)) is var bytes && bytes.Length == type.Size
            ? bytes
            : throw new EthereumFormatException($"A value of {type} has {bytes.Length} bytes."),
        _ => ReadInteger(json),
    };

    private static BigInteger ReadInteger(JsonElement json)
    {
        var text = json.ValueKind == JsonValueKind.Number ? json.GetRawText() : Text(json);
        if (text.Length > MaximumDigits) throw new EthereumFormatException("A number has too many digits.");
        var isHex = text.StartsWith("0x", StringComparison.Ordinal);
        return BigInteger.TryParse(
            isHex ? "0" + text[2..] : text,
            isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.AllowLeadingSign,
            CultureInfo.InvariantCulture,
            out var number) && text.Length > (isHex ? 2 : 0)
            ? number
            : throw new EthereumFormatException($"'{text}' is no integer.");
    }

    private static string Prefixed(JsonElement json) =>
        Text(json) is var text && text.StartsWith("0x", StringComparison.Ordinal)
            ? text
            : throw new EthereumFormatException("Hexadecimal text does not start with 0x.");

    private static JsonElement Property(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value)
            ? value
            : throw new EthereumFormatException($"Typed data lacks '{name}'.");

    private static string Text(JsonElement json) =>
        json.ValueKind == JsonValueKind.String
            ? json.GetString()!
            : throw new EthereumFormatException("Typed data has another kind of value where text belongs.");
}
