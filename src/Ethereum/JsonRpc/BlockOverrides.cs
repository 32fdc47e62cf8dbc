using System.Text.Json;
using Ledger.Ethereum.Primitives;

namespace Ledger.Ethereum.JsonRpc;

/// <summary>What the block is pretended to be during one <c>eth_call</c>; null members stay as they are.</summary>
/// <remarks>A bare <c>latest</c> runs with the last block's timestamp, which is stale on a chain that mines on demand.</remarks>
public sealed record BlockOverrides
{
    /// <summary>The block's number.</summary>
    public ulong? Number { get; init; }

    /// <summary>The block's time in seconds since 1970.</summary>
    public ulong? TimestampSeconds { get; init; }

    /// <summary>The block's gas limit.</summary>
    public ulong? GasLimit { get; init; }

    /// <summary>The block's fee recipient.</summary>
    public Address? FeeRecipient { get; init; }

    internal void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        if (Number is { } number) writer.WriteString("number"u8, JsonQuantity.Of(number));
        if (TimestampSeconds is { } time) writer.WriteString("time"u8, JsonQuantity.Of(time));
        if (GasLimit is { } gasLimit) writer.WriteString("gasLimit"u8, JsonQuantity.Of(gasLimit));
        if (FeeRecipient is { } recipient) writer.WriteString("feeRecipient"u8, recipient.ToString());
        writer.WriteEndObject();
    }
}
