using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ledger.Node.Chain.Reads;

/// <summary>Rewrites and checks requests and results so that nothing beyond the visible head is shown.</summary>
internal static class BlockGate
{
    /// <summary>Most parameters that any method that passes takes.</summary>
    public const int MaxParameters = 4;

    /// <summary>Replaces the block that a parameter names by one that is visible.</summary>
    /// <param name="parameters">The parameters; a missing one means the newest block.</param>
    /// <param name="index">Which parameter.</param>
    /// <param name="head">The visible head.</param>
    /// <returns>False when the block is beyond the head.</returns>
    /// <exception cref="ReadRefusedException">The parameter is no block.</exception>
    public static bool RewriteParameter(JsonArray parameters, int index, ulong head)
    {
        if (parameters.Count < index) throw Invalid($"parameter {index} is missing");
        if (parameters.Count == index) parameters.Add(null);
        var block = parameters[index];
        // EIP-1898: a block by hash passes, because nobody knows the hash of a block that was never shown.
        if (block is JsonObject either)
        {
            if (!either.ContainsKey("blockNumber")) return true;
            block = either["blockNumber"];
        }

        var number = Resolve(block, head);
        parameters[index] = Quantity(number);
        return number <= head;
    }

    /// <summary>Bounds a log filter's range by the visible head.</summary>
    /// <returns>False when the range lies beyond the head, so that no log can match.</returns>
    /// <exception cref="ReadRefusedException">The filter is malformed.</exception>
    public static bool RewriteFilter(JsonArray parameters, ulong head)
    {
        if (parameters.Count != 1 || parameters[0] is not JsonObject filter) throw Invalid("one filter object is expected");
        if (filter.ContainsKey("blockHash")) return true;
        var from = Resolve(filter["fromBlock"], head);
        var to = Math.Min(Resolve(filter["toBlock"], head), head);
        if (from > head) return false;
        filter["fromBlock"] = Quantity(from);
        filter["toBlock"] = Quantity(to);
        return true;
    }

    /// <summary>Whether a result may be shown: its block, if it tells one, is not beyond the head.</summary>
    public static bool IsVisible(JsonElement result, ulong head)
    {
        if (result.ValueKind is JsonValueKind.Array) return result.EnumerateArray().All(item => IsVisible(item, head));
        if (result.ValueKind is not JsonValueKind.Object) return true;
        foreach (var name in (string[])["blockNumber", "number"])
        {
            if (result.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String && TryParse(value.GetString()!, out var number) && number > head)
                return false;
        }

        return true;
    }

    /// <summary>A number as JSON-RPC writes it.</summary>
    public static string Quantity(ulong value) => $"0x{value:x}";

    private static ulong Resolve(JsonNode? block, ulong head)
    {
        if (block is null) return head;
        if (block is not JsonValue value || !value.TryGetValue<string>(out var text))
            throw Invalid("a block is a tag or a number in hexadecimal");
        return text switch
        {
            "latest" or "pending" or "safe" or "finalized" => head,
            "earliest" => 0,
            _ => TryParse(text, out var number) ? number : throw Invalid("a block is a tag or a number in hexadecimal"),
        };
    }

    private static bool TryParse(string text, out ulong number)
    {
        number = 0;
        return text.StartsWith("0x", StringComparison.Ordinal)
            && ulong.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out number);
    }

    private static ReadRefusedException Invalid(string how) => new(ReadRefusedException.InvalidParameters, $"Invalid parameters: {how}.");
}
