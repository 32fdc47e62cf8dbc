using Ledger.Native.RocksDb;

namespace Ledger.Node.Index.Serials;

/// <summary>
/// Which blocks that had to be read go into the block cache: all while it has room, then one in eight. Buckets and chunks are asked for evenly, so once there are
/// more of them than the cache holds, a block that is let in is worth no more than the one that has to go, and the exchange costs as much as the read. What is
/// asked for more often than the rest comes in all the same, a few reads later. Thread-safe.
/// </summary>
internal sealed class CacheAdmission(RocksDatabase database, ColumnFamily family)
{
    /// <summary>Of how many reads one lets its block in when the cache is full.</summary>
    public const int OneIn = 8;

    // The cache adds up its shards under their locks: seldom asked, it costs nothing.
    private const uint LookEvery = 1_024;

    // Below the capacity, which blocks of different sizes never fill to the last byte.
    private const double FullFrom = 0.9;

    [ThreadStatic]
    private static uint LastTurn;

    private volatile bool _isFull;

    /// <summary>Whether the next read shall let its block in.</summary>
    public bool Admits()
    {
        var turn = ++LastTurn;
        if (turn % LookEvery == 0) Look();
        return !_isFull || IsChosen(turn);
    }

    /// <summary>Whether a read of a full cache is the one of so many. Scattered: a lookup reads a bucket and a chunk in turn, and each shall have its share.</summary>
    internal static bool IsChosen(uint turn) => turn * 0x9E37_79B9U < uint.MaxValue / OneIn;

    private void Look() =>
        _isFull = database.GetNumberProperty(family, "rocksdb.block-cache-usage") >= FullFrom * database.GetNumberProperty(family, "rocksdb.block-cache-capacity");
}
