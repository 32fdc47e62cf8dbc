namespace Ledger.Node.Index.Serials;

/// <summary>
/// Which rows that had to be read go into the ring: all while it has room, then one in eight. Buckets and chunks are asked for evenly, so once there are
/// more of them than the ring holds, a row that is let in is worth no more than the one that has to go, and the exchange costs as much as the read. What is
/// asked for more often than the rest comes in all the same, a few reads later.
/// </summary>
internal static class CacheAdmission
{
    /// <summary>Of how many reads one lets its row in when the ring is full.</summary>
    public const int OneIn = 8;

    [ThreadStatic]
    private static uint LastTurn;

    /// <summary>Whether a row that has just been read shall come into the ring.</summary>
    public static bool Admits(SerialRowRing ring) => !ring.IsFull || IsChosen(++LastTurn);

    /// <summary>Whether a read beside a full ring is the one of so many. Scattered: a lookup reads a bucket and a chunk in turn, and each shall have its share.</summary>
    internal static bool IsChosen(uint turn) => turn * 0x9E37_79B9U < uint.MaxValue / OneIn;
}
