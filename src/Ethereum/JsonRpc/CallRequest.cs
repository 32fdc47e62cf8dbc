using System.Numerics;
using System.Text.Json;
using Ledger.Ethereum.Primitives;

namespace Ledger.Ethereum.JsonRpc;

/// <summary>A message to run without a transaction: for <c>eth_call</c> and <c>eth_estimateGas</c>.</summary>
public sealed record CallRequest
{
    /// <summary>The sender; the zero address when null.</summary>
    public Address? From { get; init; }

    /// <summary>The account called; null runs <see cref="Data"/> as creation code.</summary>
    public Address? To { get; init; }

    /// <summary>The calldata.</summary>
    public ReadOnlyMemory<byte> Data { get; init; }

    /// <summary>Wei sent along.</summary>
    public BigInteger Value { get; init; }

    /// <summary>The gas limit; the node's own limit when null.</summary>
    public ulong? Gas { get; init; }

    internal void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        if (From is { } from) writer.WriteString("from"u8, from.ToString());
        if (To is { } to) writer.WriteString("to"u8, to.ToString());
        if (Gas is { } gas) writer.WriteString("gas"u8, JsonQuantity.Of(gas));
        if (!Value.IsZero) writer.WriteString("value"u8, JsonQuantity.Of(Value));
        if (!Data.IsEmpty) writer.WriteString("data"u8, Hex.ToHex(Data.Span));
        writer.WriteEndObject();
    }
}
