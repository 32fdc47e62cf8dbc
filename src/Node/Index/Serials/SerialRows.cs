using System.Runtime.CompilerServices;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Serials;
using Ledger.Native.RocksDb;

namespace Ledger.Node.Index.Serials;

/// <summary>The index's rows in the database. Thread-safe.</summary>
internal sealed class SerialRows : IDisposable
{
    /// <summary>The key of the seal's state; no bucket has 255 prefix bits, so it comes behind them all.</summary>
    private static readonly byte[] StateKey = [0xFF];

    private readonly ColumnFamily _chunks;
    private readonly ColumnFamily _runs;
    private readonly SerialRowRing? _ring;
    private volatile uint _committedChunkEnd;

    /// <summary>Finds the column families.</summary>
    /// <param name="database">The database.</param>
    /// <param name="ring">Keeps what lookups read, of this opening of the database alone; null where RocksDB's cache is to.</param>
    public SerialRows(RocksDatabase database, SerialRowRing? ring)
    {
        _ring = ring;
        Database = database;
        _chunks = database.GetColumnFamily(SerialIndexFamilies.RunBlob);
        _runs = database.GetColumnFamily(SerialIndexFamilies.RunOrdinal);
        Buckets = database.GetColumnFamily(SerialIndexFamilies.SerialBucket);
    }

    /// <summary>The database.</summary>
    public RocksDatabase Database { get; }

    /// <summary>The buckets' family.</summary>
    public ColumnFamily Buckets { get; }

    /// <summary>Reads the seal's state, or makes that of an empty index.</summary>
    public SealState ReadOrCreateState()
    {
        if (Database.Get(Buckets, StateKey) is { } row) return SealState.Read(row);

        // Synced: the key must outlive the first bucket.
        var state = SealState.Create();
        Database.Put(Buckets, StateKey, state.ToRow(), WriteOptions.Durable);
        return state;
    }

    /// <summary>Writes the seal's state.</summary>
    public void PutState(WriteBatch batch, SealState state) => batch.Put(Buckets, StateKey, state.ToRow());

    /// <summary>The number behind the last chunk.</summary>
    public uint ReadChunkEnd()
    {
        using var iterator = Database.CreateIterator(_chunks);
        return iterator.SeekToLast() ? System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(iterator.Key) + 1 : 0;
    }

    /// <summary>Walks the chunks from a number on.</summary>
    public RocksIterator IterateChunks(uint first, out bool isValid)
    {
        Span<byte> key = stackalloc byte[RunChunk.KeySizeBytes];
        RunChunk.WriteKey(first, key);
        var iterator = Database.CreateIterator(_chunks, new() { FillCache = false, ReadAheadBytes = 2 << 20 });
        isValid = iterator.Seek(key);
        return iterator;
    }

    /// <summary>Writes a chunk.</summary>
    public void PutChunk(WriteBatch batch, uint chunk, ReadOnlySpan<byte> row)
    {
        Span<byte> key = stackalloc byte[RunChunk.KeySizeBytes];
        RunChunk.WriteKey(chunk, key);
        batch.Put(_chunks, key, row);
    }

    /// <summary>Writes where a run is.</summary>
    public void PutRun(WriteBatch batch, RunId run, RunRow row)
    {
        Span<byte> key = stackalloc byte[RunRow.KeySizeBytes];
        Span<byte> value = stackalloc byte[RunRow.SizeBytes];
        RunRow.WriteKey(run, key);
        row.Write(value);
        batch.Put(_runs, key, value);
    }

    /// <summary>Reads where a run is.</summary>
    public bool TryGetRun(RunId run, out RunRow row)
    {
        Span<byte> key = stackalloc byte[RunRow.KeySizeBytes];
        Span<byte> value = stackalloc byte[RunRow.SizeBytes];
        RunRow.WriteKey(run, key);
        row = default;
        if (!Database.TryGet(_runs, key, value, out var length)) return false;
        row = RunRow.Read(value[..Math.Min(length, RunRow.SizeBytes)]);
        return true;
    }

    /// <summary>Notes up to which number chunks are committed: those never change.</summary>
    public void OnCommitted(uint chunkEnd) => _committedChunkEnd = chunkEnd;

    /// <summary>Reads a chunk that must exist.</summary>
    /// <param name="chunk">The chunk's number.</param>
    /// <param name="buffer">Room for <see cref="SerialRowRing.MaxRowSizeBytes"/>, which the row may lie in.</param>
    public SerialRow GetChunk(uint chunk, Span<byte> buffer)
    {
        var name = SerialRowKey.OfChunk(chunk);
        if (_ring?.TryRead(name, buffer) is >= 0 and var length) return new(buffer[..length]);

        // Asked before the row is read: of a batch that is given up the numbers are used again.
        var isCommitted = chunk < _committedChunkEnd;
        Span<byte> key = stackalloc byte[RunChunk.KeySizeBytes];
        RunChunk.WriteKey(chunk, key);
        if (!Database.TryGet(_chunks, key, fillsCache: _ring is null, out var value)) throw new SerialIndexCorruptException($"Chunk {chunk} of run_blob is missing.");
        if (isCommitted) Keep(name, value.Span);
        return new(value);
    }

    /// <summary>Reads a bucket if there is one.</summary>
    /// <param name="isYoung">Which generation.</param>
    /// <param name="prefixBits">Its prefix bits.</param>
    /// <param name="prefix">The bucket's prefix.</param>
    /// <param name="version">What the bucket holds at least, by the view that was taken before this call.</param>
    /// <param name="buffer">Room for <see cref="SerialRowRing.MaxRowSizeBytes"/>, which the row may lie in.</param>
    /// <param name="row">Receives the row.</param>
    public bool TryGetBucket(bool isYoung, int prefixBits, uint prefix, ulong version, Span<byte> buffer, out SerialRow row)
    {
        row = default;
        var name = SerialRowKey.OfBucket(isYoung, prefixBits, prefix, version);
        if (_ring?.TryRead(name, buffer) is >= 0 and var length)
        {
            row = new(buffer[..length]);
            return true;
        }

        Span<byte> key = stackalloc byte[Bucket.KeySizeBytes];
        Bucket.WriteKey(isYoung, prefixBits, prefix, key);
        if (!Database.TryGet(Buckets, key, fillsCache: _ring is null, out var value)) return false;
        Keep(name, value.Span);
        row = new(value);
        return true;
    }

    /// <summary>Walks a generation's buckets from one prefix to another.</summary>
    /// <param name="isYoung">Which generation.</param>
    /// <param name="prefixBits">Its prefix bits.</param>
    /// <param name="first">The first prefix.</param>
    /// <param name="end">The one behind the last.</param>
    /// <param name="isValid">Whether there is one.</param>
    public RocksIterator IterateBuckets(bool isYoung, int prefixBits, uint first, uint end, out bool isValid)
    {
        var start = new byte[Bucket.KeySizeBytes];
        var bound = new byte[Bucket.KeySizeBytes];
        Bucket.WriteKey(isYoung, prefixBits, first, start);
        Bucket.WriteKey(isYoung, prefixBits, end, bound);

        // A seal reads buckets once: through the cache it would push out what lookups need.
        var iterator = Database.CreateIterator(Buckets, new() { UpperBound = bound, FillCache = false });
        isValid = iterator.Seek(start);
        return iterator;
    }

    /// <summary>Deletes all buckets of a generation with some prefix bits.</summary>
    public void DeleteBuckets(WriteBatch batch, bool isYoung, int prefixBits)
    {
        var start = new byte[Bucket.KeySizeBytes];
        var end = new byte[Bucket.KeySizeBytes];
        Bucket.WriteKey(isYoung, prefixBits, 0, start);
        Bucket.WriteKey(isYoung, prefixBits + 1, 0, end);
        batch.DeleteRange(Buckets, start, end);
    }

    /// <summary>Whether the unit of an ordinal bears a serial.</summary>
    [SkipLocalsInit]
    public bool Bears(uint ordinal, ulong gtin, ReadOnlySpan<byte> serial, out UnitReference unit)
    {
        Span<byte> buffer = stackalloc byte[SerialRowRing.MaxRowSizeBytes];
        using var row = GetChunk(ordinal / RunChunk.Size, buffer);
        var chunk = new RunChunk(row.Span);
        unit = default;
        if (chunk.Gtin != gtin) return false;
        Span<byte> own = stackalloc byte[SerialList.MaxSerialLength];
        var index = (int)(ordinal % RunChunk.Size);
        if (!own[..chunk.ReadAt(index, own)].SequenceEqual(serial)) return false;
        unit = chunk.UnitAt(index);
        return true;
    }

    /// <summary>Reads the identity of the unit of an ordinal.</summary>
    /// <returns>The serial's length.</returns>
    [SkipLocalsInit]
    public int ReadIdentity(uint ordinal, Span<byte> serial, out ulong gtin, out UnitReference unit)
    {
        Span<byte> buffer = stackalloc byte[SerialRowRing.MaxRowSizeBytes];
        using var row = GetChunk(ordinal / RunChunk.Size, buffer);
        var chunk = new RunChunk(row.Span);
        var index = (int)(ordinal % RunChunk.Size);
        gtin = chunk.Gtin;
        unit = chunk.UnitAt(index);
        return chunk.ReadAt(index, serial);
    }

    /// <inheritdoc/>
    public void Dispose() => _ring?.Dispose();

    private void Keep(SerialRowKey name, ReadOnlySpan<byte> row)
    {
        if (_ring is { } ring && CacheAdmission.Admits(ring)) ring.Add(name, row);
    }
}
