using System.Text.Json;
using Ledger.Ethereum.Primitives;

namespace Ledger.Ethereum.JsonRpc;

/// <summary>Finds the EVM's return bytes in an error object's <c>data</c>, which every client shapes differently.</summary>
/// <remarks>
/// geth, Besu and anvil: <c>"0x08c379a0…"</c>. Parity's descendants: <c>"Reverted 0x08c379a0…"</c>. Hardhat: <c>{"data":"0x…"}</c>.
/// Wallet proxies: <c>{"originalError":{"data":"0x…"}}</c>. Ganache: <c>{"0x&lt;transaction&gt;":{"return":"0x…"}}</c>.
/// </remarks>
internal static class RevertPayload
{
    private const int MaxNesting = 4;

    public static bool TryFind(JsonElement data, out byte[] bytes) => TryFind(data, MaxNesting, out bytes);

    private static bool TryFind(JsonElement data, int nestingLeft, out byte[] bytes)
    {
        bytes = [];
        if (data.ValueKind == JsonValueKind.String) return TryRead(data.GetString()!, out bytes);
        if (data.ValueKind != JsonValueKind.Object || nestingLeft == 0) return false;
        foreach (var name in (ReadOnlySpan<string>)["data", "return", "result", "originalError", "error"])
        {
            if (data.TryGetProperty(name, out var inner) && TryFind(inner, nestingLeft - 1, out bytes)) return true;
        }

        foreach (var member in data.EnumerateObject())
        {
            if (member.Value.ValueKind == JsonValueKind.Object && TryFind(member.Value, nestingLeft - 1, out bytes)) return true;
        }

        return false;
    }

    private static bool TryRead(string text, out byte[] bytes)
    {
        bytes = [];
        var start = text.LastIndexOf("0x", StringComparison.Ordinal);
        if (start < 0 || (start > 0 && text[start - 1] != ' ')) return false;
        var digits = text.AsSpan(start).TrimEnd();
        var buffer = new byte[(digits.Length - 2) / 2];
        if (!Hex.TryFromHex(digits, buffer)) return false;
        bytes = buffer;
        return true;
    }
}
