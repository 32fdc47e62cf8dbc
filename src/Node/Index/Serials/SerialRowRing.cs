using System.Numerics;
using System.Runtime.InteropServices;
using Ledger.Native.Memory;

namespace Ledger.Node.Index.Serials;

/// <summary>
/// Rows of buckets and chunks that were read, kept where a reader finds them with a handful of cache lines: a ring of rows in one block of memory, the newest
/// written over the oldest, and a table that says where in the ring a row is. Thread-safe. A reader takes no lock, allocates nothing and writes to nothing shared;
/// one thread adds at a time, and who comes meanwhile goes without, since the row comes in another time.
/// </summary>
/// <remarks>
/// <para>
/// <i>Torn rows.</i> A row's place counts on from lap to lap. Before a byte is written over, the counter of what is reserved is moved behind the last byte that will be. A reader copies the row
/// and asks the counter afterwards: if it has not come round to where the row begins, nobody had begun to write there, and the copy is what was written under the place that the table named, which it
/// named only after the row was complete. Else the row is a miss. Nothing is read out of a copy before that.
/// </para>
/// <para>
/// <i>Outdated rows.</i> Chunks never change once their batch is committed, and no others are added. A bucket changes with seals and merges, and it only gains units, until it is deleted. Each state
/// of the index names, for each bucket, the ordinals that the bucket holds at least (<see cref="SealState.YoungVersionOf"/>, <see cref="SealState.OldVersionOf"/>), and a state is published after the rows it
/// speaks of were written. A reader takes the state first and names the row by it, so what it reads from the database afterwards holds at least those units, however late it reads, and may be kept
/// under that name. Who finds it there has a state that asks for no more. It may hold more, as a row read from the database may: units that memory or the other generation tells as well, which
/// lookups know by their ordinals.
/// </para>
/// <para>That a row was read at all was found good by RocksDB's checksums. A ring belongs to one opening of the database, and nothing of it outlives that.</para>
/// </remarks>
internal sealed class SerialRowRing : IDisposable
{
    /// <summary>Longer rows are not kept: four times what a bucket and three times what a chunk has.</summary>
    public const int MaxRowSizeBytes = MaxRowLines * LineSizeBytes - HeaderSizeBytes;

    /// <summary>The least bytes of which a ring can be made.</summary>
    public const int MinSizeBytes = 16 << 10;

    private const int LineSizeBytes = 64;
    private const int MaxRowLines = 64;

    /// <summary>Before a row: its place and its length, its version.</summary>
    private const int HeaderSizeBytes = 16;
    private const int LengthShift = 48;

    // Counter and flag, each on a pair of cache lines of its own. Outside the block: they outlive it.
    private const int ReservedPlace = 16;
    private const int AddingPlace = 32;
    private const int SharedWords = 48;

    // A set is one line of the table.
    private const int Ways = LineSizeBytes / sizeof(ulong);

    // A slot: sixteen bits of the key's hash, never zero, and the line at which the row begins.
    private const int TagBits = 16;
    private const ulong TagMask = (1UL << TagBits) - 1;
    private const ulong MaxLines = 1UL << (64 - TagBits);

    // Rows have some 700 bytes: with two to three slots a row, sets of eight seldom have too many.
    private const int BytesPerSlot = 256;

    private readonly ulong[] _shared = new ulong[SharedWords];
    private readonly NativeBlock _block;
    private readonly int _setShift;
    private readonly long _ringOffset;
    private readonly ulong _lines;
    private readonly ulong _lap;
    private int _isDisposed;

    /// <summary>Makes an empty ring.</summary>
    /// <param name="sizeBytes">All that it takes, table included; at least <see cref="MinSizeBytes"/>.</param>
    public SerialRowRing(long sizeBytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sizeBytes, MinSizeBytes);
        var sets = BitOperations.RoundUpToPowerOf2((ulong)sizeBytes / BytesPerSlot / Ways);
        _setShift = 64 - BitOperations.Log2(sets);
        _ringOffset = (long)sets * LineSizeBytes;
        _lines = (ulong)(sizeBytes - _ringOffset) / LineSizeBytes;
        _lap = BitOperations.RoundUpToPowerOf2(_lines);
        _block = new(_ringOffset + ((long)_lines * LineSizeBytes));
        _block.Clear(0, _ringOffset);
    }

    /// <summary>Makes an empty ring, or none where there is too little room for one.</summary>
    public static SerialRowRing? Create(long sizeBytes) => sizeBytes < MinSizeBytes ? null : new(sizeBytes);

    /// <summary>Whether a further row takes the place of another.</summary>
    public bool IsFull => Volatile.Read(ref Reserved) >= _lap;

    /// <summary>The line behind the last one that is, or is being, written.</summary>
    private ref ulong Reserved => ref _shared[ReservedPlace];

    private ref ulong Adding => ref _shared[AddingPlace];

    /// <summary>Finds a row and copies it.</summary>
    /// <param name="key">The row.</param>
    /// <param name="row">Receives it; <see cref="MaxRowSizeBytes"/> always do.</param>
    /// <returns>Its length; -1 where it is not kept.</returns>
    public int TryRead(SerialRowKey key, Span<byte> row)
    {
        var hash = HashOf(key);
        var set = SetOf(hash);
        var length = -1;
        for (var way = 0; way < set.Length && length < 0; way++)
        {
            var slot = Volatile.Read(ref set[way]);
            if ((slot & TagMask) == TagOf(hash)) length = TryCopy(slot >> TagBits, key, row);
        }

        GC.KeepAlive(_block);
        return length;
    }

    /// <summary>Keeps a row for a while, unless it is too long or another is being added.</summary>
    /// <param name="key">The row, by the view that was taken before it was read.</param>
    /// <param name="row">What was read.</param>
    public void Add(SerialRowKey key, ReadOnlySpan<byte> row)
    {
        if (row.Length > MaxRowSizeBytes || Interlocked.Exchange(ref Adding, 1) != 0) return;
        try
        {
            var hash = HashOf(key);
            var set = SetOf(hash);
            if (!Has(set, hash, key) && TryWrite(key, row, out var line)) Volatile.Write(ref set[WayFor(set, hash)], (line << TagBits) | TagOf(hash));
        }
        finally
        {
            Volatile.Write(ref Adding, 0);
        }

        GC.KeepAlive(_block);
    }

    /// <summary>Forgets all rows, keeps none any more, and gives the memory back. Readers may go on.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0) return;

        // Whoever adds has done with it before the counter is moved to where no row is, and nobody adds any more.
        while (Interlocked.Exchange(ref Adding, 1) != 0) Thread.Yield();
        Volatile.Write(ref Reserved, MaxLines + _lap);
        Interlocked.MemoryBarrier();
        _block.Discard();
    }

    /// <summary>Chooses the set by its highest bits and the tag by its lowest.</summary>
    internal static ulong HashOf(SerialRowKey key)
    {
        // Not by the version: a row's newer version takes the slot of the older one.
        var mixed = key.Place * 0x9E37_79B9_7F4A_7C15;
        return (mixed ^ (mixed >> 32)) * 0xD6E8_FEB8_6659_FD93;
    }

    private static ulong TagOf(ulong hash) => (hash & TagMask) | 1;

    private static ulong HeaderOf(SerialRowKey key, int length) => key.Place | ((ulong)length << LengthShift);

    private Span<ulong> SetOf(ulong hash) => MemoryMarshal.Cast<byte, ulong>(_block.Slice((long)(hash >> _setShift) * LineSizeBytes, LineSizeBytes));

    // Where a place of the ring lies in the block.
    private long OffsetOf(ulong line) => _ringOffset + ((long)(line & (_lap - 1)) * LineSizeBytes);

    // A lap counts a power of two, however many lines it has: what lies a lap back is at the same offset.
    private bool IsWhole(ulong line) => Volatile.Read(ref Reserved) <= line + _lap;

    private int TryCopy(ulong line, SerialRowKey key, Span<byte> row)
    {
        var offset = OffsetOf(line);
        var header = MemoryMarshal.Cast<byte, ulong>(_block.Slice(offset, HeaderSizeBytes));
        var first = Volatile.Read(ref header[0]);
        var length = (int)(first >> LengthShift);

        // The header may be another row's, or half of it: then its length may be anything, and is not trusted beyond the bounds.
        if (first != HeaderOf(key, length) || Volatile.Read(ref header[1]) != key.Version || length > row.Length || offset + HeaderSizeBytes + length > _block.SizeBytes) return -1;
        _block.Slice(offset + HeaderSizeBytes, length).CopyTo(row);

        // All of the copy is read before the counter is.
        Volatile.ReadBarrier();
        return IsWhole(line) ? length : -1;
    }

    // Only who adds asks, so nothing is overwritten meanwhile.
    private bool Has(ReadOnlySpan<ulong> set, ulong hash, SerialRowKey key)
    {
        foreach (var slot in set)
        {
            var line = slot >> TagBits;
            if ((slot & TagMask) != TagOf(hash) || !IsWhole(line)) continue;
            var header = MemoryMarshal.Cast<byte, ulong>(_block.Slice(OffsetOf(line), HeaderSizeBytes));
            if (header[0] == HeaderOf(key, (int)(header[0] >> LengthShift)) && header[1] == key.Version) return true;
        }

        return false;
    }

    private bool TryWrite(SerialRowKey key, ReadOnlySpan<byte> row, out ulong line)
    {
        var lines = (ulong)(HeaderSizeBytes + row.Length + LineSizeBytes - 1) / LineSizeBytes;
        line = Reserved;
        if ((line & (_lap - 1)) + lines > _lines) line = (line | (_lap - 1)) + 1;
        if (lines > _lines || line + lines > MaxLines) return false;

        // Before any byte is written over, readers of what is there learn that it will be.
        Volatile.Write(ref Reserved, line + lines);
        Volatile.WriteBarrier();
        var offset = OffsetOf(line);
        var header = MemoryMarshal.Cast<byte, ulong>(_block.Slice(offset, HeaderSizeBytes));
        header[0] = HeaderOf(key, row.Length);
        header[1] = key.Version;
        row.CopyTo(_block.Slice(offset + HeaderSizeBytes, row.Length));
        return true;
    }

    // The slot of the row's older version or of one alike, else the one whose row is the oldest: if it is not overwritten yet, it will be next.
    private static int WayFor(ReadOnlySpan<ulong> set, ulong hash)
    {
        var oldest = 0;
        for (var way = 0; way < set.Length; way++)
        {
            if ((set[way] & TagMask) == TagOf(hash)) return way;
            if (set[way] < set[oldest]) oldest = way;
        }

        return oldest;
    }
}
