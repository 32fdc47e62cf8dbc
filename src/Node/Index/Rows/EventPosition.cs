namespace Ledger.Node.Index.Rows;

/// <summary>Where an event stands in the order of the chain.</summary>
/// <param name="Block">The block's number.</param>
/// <param name="LogIndex">The log's index in the block.</param>
internal readonly record struct EventPosition(ulong Block, uint LogIndex) : IComparable<EventPosition>
{
    /// <summary>Before every event.</summary>
    public static EventPosition Start => default;

    /// <summary>After every event.</summary>
    public static EventPosition End => new(ulong.MaxValue, uint.MaxValue);

    /// <summary>After every event of a block.</summary>
    public static EventPosition EndOf(ulong block) => new(block, uint.MaxValue);

    /// <summary>The position right after this one.</summary>
    public EventPosition Next => LogIndex == uint.MaxValue ? new(Block + 1, 0) : new(Block, LogIndex + 1);

    /// <summary>Orders as the chain does.</summary>
    public static bool operator <(EventPosition left, EventPosition right) => left.CompareTo(right) < 0;

    /// <summary>Orders as the chain does.</summary>
    public static bool operator >(EventPosition left, EventPosition right) => left.CompareTo(right) > 0;

    /// <summary>Orders as the chain does.</summary>
    public static bool operator <=(EventPosition left, EventPosition right) => left.CompareTo(right) <= 0;

    /// <summary>Orders as the chain does.</summary>
    public static bool operator >=(EventPosition left, EventPosition right) => left.CompareTo(right) >= 0;

    /// <inheritdoc/>
    public int CompareTo(EventPosition other) => Block != other.Block ? Block.CompareTo(other.Block) : LogIndex.CompareTo(other.LogIndex);
}
