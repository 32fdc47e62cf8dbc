namespace Ledger.Node.Embedded;

/// <summary>All that is needed to build a block again: given these, every replay yields the same hash.</summary>
/// <param name="Number">The block's number.</param>
/// <param name="TimestampSeconds">The block's time, not before its parent's.</param>
/// <param name="Transactions">The signed transactions, in order, as they go over the wire.</param>
internal sealed record BlockLogEntry(ulong Number, ulong TimestampSeconds, IReadOnlyList<ReadOnlyMemory<byte>> Transactions);
