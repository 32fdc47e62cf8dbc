using System.Diagnostics.CodeAnalysis;
using Ledger.Ethereum.Primitives;

namespace Ledger.Ethereum.JsonRpc;

/// <summary>A log as the receipts root commits to it: emitter, topics, data; and its index in the block.</summary>
/// <remarks>A large struct, kept in arrays: pass it by reference.</remarks>
public readonly struct LogEntry
{
    private readonly TopicList _topics;
    private readonly Address _address;

    /// <summary>Creates a log.</summary>
    /// <param name="address">The contract that emitted it.</param>
    /// <param name="topics">Its topics.</param>
    /// <param name="data">Its ABI-encoded data.</param>
    /// <param name="index">Its index among the block's logs, from 0.</param>
    public LogEntry(in Address address, in TopicList topics, ReadOnlyMemory<byte> data, uint index)
    {
        _address = address;
        _topics = topics;
        Data = data;
        Index = index;
    }

    /// <summary>The contract that emitted it.</summary>
    [UnscopedRef]
    public ref readonly Address Address => ref _address;

    /// <summary>Its topics; the first is the event's signature hash unless the event is anonymous.</summary>
    [UnscopedRef]
    public ref readonly TopicList Topics => ref _topics;

    /// <summary>Its ABI-encoded data.</summary>
    public ReadOnlyMemory<byte> Data { get; }

    /// <summary>Its index among the block's logs, from 0.</summary>
    public uint Index { get; }
}
