using System.Numerics;
using System.Text.Json;
using Ledger.Ethereum.Primitives;

namespace Ledger.Ethereum.JsonRpc;

/// <summary>What an account is pretended to be during one <c>eth_call</c>; null members stay as they are.</summary>
public sealed record StateOverride
{
    /// <summary>Its balance in wei.</summary>
    public BigInteger? Balance { get; init; }

    /// <summary>Its nonce.</summary>
    public ulong? Nonce { get; init; }

    /// <summary>Its code.</summary>
    public ReadOnlyMemory<byte>? Code { get; init; }

    /// <summary>Storage slots that differ; all others stay.</summary>
    public IReadOnlyDictionary<Bytes32, Bytes32>? StateDiff { get; init; }

    internal void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        if (Balance is { } balance) writer.WriteString("balance"u8, JsonQuantity.Of(balance));
        if (Nonce is { } nonce) writer.WriteString("nonce"u8, JsonQuantity.Of(nonce));
        if (Code is { } code) writer.WriteString("code"u8, Hex.ToHex(code.Span));
        if (StateDiff is not null)
        {
            writer.WriteStartObject("stateDiff"u8);
            foreach (var (slot, word) in StateDiff) writer.WriteString(slot.ToString(), word.ToString());
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }
}
