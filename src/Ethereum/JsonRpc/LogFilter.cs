using System.Text.Json;
using Ledger.Ethereum.Primitives;

namespace Ledger.Ethereum.JsonRpc;

/// <summary>Which logs to find or to subscribe to; an empty filter matches all.</summary>
public sealed record LogFilter
{
    /// <summary>First block; the newest when null.</summary>
    public BlockTag? From { get; init; }

    /// <summary>Last block; the newest when null.</summary>
    public BlockTag? To { get; init; }

    /// <summary>Exactly one block, instead of a range.</summary>
    public Bytes32? BlockHash { get; init; }

    /// <summary>The emitters wanted; any when empty.</summary>
    public IReadOnlyList<Address> Addresses { get; init; } = [];

    /// <summary>For each topic position the alternatives wanted; an empty list matches any topic.</summary>
    public IReadOnlyList<IReadOnlyList<Bytes32>> Topics { get; init; } = [];

    internal void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        if (BlockHash is { } hash) writer.WriteString("blockHash"u8, hash.ToString());
        if (From is { } from) writer.WriteString("fromBlock"u8, from.ToString());
        if (To is { } to) writer.WriteString("toBlock"u8, to.ToString());
        if (Addresses.Count > 0)
        {
            writer.WriteStartArray("address"u8);
            foreach (var address in Addresses) writer.WriteStringValue(address.ToString());
            writer.WriteEndArray();
        }

        if (Topics.Count > 0) WriteTopics(writer);
        writer.WriteEndObject();
    }

    private void WriteTopics(Utf8JsonWriter writer)
    {
        writer.WriteStartArray("topics"u8);
        foreach (var alternatives in Topics)
        {
            if (alternatives.Count == 0)
            {
                writer.WriteNullValue();
                continue;
            }

            writer.WriteStartArray();
            foreach (var topic in alternatives) writer.WriteStringValue(topic.ToString());
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
    }
}
