using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Ledger.Ethereum.Primitives;

namespace Ledger.Ethereum.JsonRpc;

/// <summary>The topics of a log: none to four words, held in place.</summary>
public struct TopicList
{
    /// <summary>Most topics a log can have (LOG4).</summary>
    public const int MaxCount = 4;

    private Slots _slots;

    /// <summary>Copies the topics.</summary>
    /// <param name="topics">At most <see cref="MaxCount"/>.</param>
    /// <exception cref="EthereumFormatException">There are more.</exception>
    public TopicList(ReadOnlySpan<Bytes32> topics)
    {
        if (topics.Length > MaxCount) throw new EthereumFormatException($"A log has at most {MaxCount} topics.");
        topics.CopyTo(_slots);
        Count = topics.Length;
    }

    /// <summary>How many topics there are.</summary>
    public int Count { get; private set; }

    /// <summary>The topics, without a copy; valid while the list itself stays in place.</summary>
    [UnscopedRef]
    public readonly ReadOnlySpan<Bytes32> Span => ((ReadOnlySpan<Bytes32>)_slots)[..Count];

    /// <summary>The topic at an index.</summary>
    /// <param name="index">From 0.</param>
    [UnscopedRef]
    public readonly ref readonly Bytes32 this[int index] => ref Span[index];

    internal void Add(in Bytes32 topic)
    {
        if (Count == MaxCount) throw new EthereumFormatException($"A log has at most {MaxCount} topics.");
        _slots[Count++] = topic;
    }

    [InlineArray(MaxCount)]
    private struct Slots
    {
        private Bytes32 _element;
    }
}
