using System.Buffers.Binary;
using System.Diagnostics;
using Ledger.Native.RocksDb;

namespace Ledger.Bench.Serials;

/// <summary>The peer: a row for each unit, GTIN and serial to token id and back, in RocksDB as it is usually set up.</summary>
internal sealed class PlainRowsContestant : SerialContestant
{
    private const string Rows = "rows";

    private readonly WriteBatch _batch = new();
    private ColumnFamily _rows;

    /// <summary>Opens an empty database.</summary>
    public PlainRowsContestant(SerialShape shape, BlockCache cache)
        : base(shape, [new(Rows, Describe(cache))]) => _rows = Database.GetColumnFamily(Rows);

    /// <inheritdoc/>
    public override long WriteRun(uint run, long first, int count)
    {
        var serials = new byte[count * Shape.Width];
        for (var i = 0; i < count; i++) Shape.Write(first + i, serials.AsSpan(i * Shape.Width, Shape.Width));
        var start = Stopwatch.GetTimestamp();
        _batch.Clear();
        Span<byte> key = stackalloc byte[8 + Shape.Width];
        Span<byte> value = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(key, Gtin);
        for (var i = 0; i < count; i++)
        {
            serials.AsSpan(i * Shape.Width, Shape.Width).CopyTo(key[8..]);
            BinaryPrimitives.WriteUInt64BigEndian(value, (ulong)(first + i));
            _batch.Put(_rows, key, value);
        }

        Database.Write(_batch);
        return Stopwatch.GetTimestamp() - start;
    }

    /// <inheritdoc/>
    public override bool Find(ReadOnlySpan<byte> serial, long number)
    {
        Span<byte> key = stackalloc byte[8 + serial.Length];
        Span<byte> value = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(key, Gtin);
        serial.CopyTo(key[8..]);
        return Database.TryGet(_rows, key, value, out _) && BinaryPrimitives.ReadUInt64BigEndian(value) == (ulong)number;
    }

    /// <inheritdoc/>
    protected override void OnOpened() => _rows = Database.GetColumnFamily(Rows);

    private static ColumnFamilyOptions Describe(BlockCache cache) => new()
    {
        WriteBufferSizeBytes = 64L << 20,
        MaximumWriteBuffers = 4,
        Compression = CompressionSupport.FirstAvailable(CompressionKind.Lz4, CompressionKind.Snappy),
        BottommostCompression = CompressionSupport.FirstAvailable(CompressionKind.Lz4, CompressionKind.Snappy),
        DynamicLevelSizes = true,
        OptimizeFiltersForHits = true,
        Table = new() { Cache = cache, Filter = KeyFilter.Bloom(10), CacheIndexAndFilterBlocks = true, FormatVersion = 5 },
    };
}
