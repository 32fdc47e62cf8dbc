using System.Text.Json;
using Ledger.Ethereum.Primitives;

namespace Ledger.Ethereum.Abi;

/// <summary>Reads the entries of ABI JSON. JSON's own depth bound (64) bounds the nesting of components.</summary>
internal static class AbiJson
{
    public static AbiContract ReadContract(JsonElement root)
    {
        if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("abi", out var inner)) root = inner;
        if (root.ValueKind != JsonValueKind.Array) throw new EthereumFormatException("ABI JSON is not an array of entries.");
        if (root.GetArrayLength() > AbiContract.MaximumEntries)
        {
            throw new EthereumFormatException($"More than {AbiContract.MaximumEntries} ABI entries.");
        }

        var constructor = AbiType.Tuple();
        var functions = new List<AbiFunction>();
        var events = new List<AbiEvent>();
        var errors = new List<AbiError>();
        foreach (var entry in root.EnumerateArray())
        {
            switch (Text(entry, "type", "function"))
            {
                case "constructor":
                    constructor = Parameters(entry, "inputs");
                    break;
                case "function":
                    functions.Add(new AbiFunction(
                        Name(entry),
                        Parameters(entry, "inputs"),
                        Parameters(entry, "outputs"),
                        Text(entry, "stateMutability", "nonpayable")));
                    break;
                case "event":
                    events.Add(new AbiEvent(Name(entry), Parameters(entry, "inputs"), Flag(entry, "anonymous")));
                    break;
                case "error":
                    errors.Add(new AbiError(Name(entry), Parameters(entry, "inputs")));
                    break;
                case "fallback" or "receive":
                    break;
                case var other:
                    throw new EthereumFormatException($"Unknown ABI entry type '{other}'.");
            }
        }

        return new AbiContract(constructor, functions, events, errors);
    }

    private static AbiType Parameters(JsonElement entry, string property)
    {
        if (!entry.TryGetProperty(property, out var list)) return AbiType.Tuple();
        if (list.ValueKind != JsonValueKind.Array) throw new EthereumFormatException($"ABI JSON: '{property}' is not an array.");
        return AbiType.Tuple([.. list.EnumerateArray().Select(Parameter)]);
    }

    private static AbiParameter Parameter(JsonElement parameter)
    {
        var type = Text(parameter, "type", null) ?? throw new EthereumFormatException("ABI JSON: a parameter without a type.");
        var components = type.StartsWith("tuple", StringComparison.Ordinal) ? Parameters(parameter, "components").Components : [];
        return new AbiParameter(
            Text(parameter, "name", ""),
            AbiTypeParser.Parse(type, components),
            Flag(parameter, "indexed"),
            Text(parameter, "internalType", null));
    }

    private static string Name(JsonElement entry) =>
        Text(entry, "name", null) is { Length: > 0 } name ? name : throw new EthereumFormatException("ABI JSON: an entry without a name.");

    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(absent))]
    private static string? Text(JsonElement entry, string property, string? absent)
    {
        if (entry.ValueKind != JsonValueKind.Object) throw new EthereumFormatException("ABI JSON: an entry is not an object.");
        if (!entry.TryGetProperty(property, out var value)) return absent;
        if (value.ValueKind != JsonValueKind.String) throw new EthereumFormatException($"ABI JSON: '{property}' is not text.");
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException exception)
        {
            // An escaped half of a surrogate pair is JSON, but no text.
            throw new EthereumFormatException($"ABI JSON: '{property}' is not text.", exception);
        }
    }

    private static bool Flag(JsonElement entry, string property) => entry.TryGetProperty(property, out var value) && value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw new EthereumFormatException($"ABI JSON: '{property}' is neither true nor false."),
    };
}
