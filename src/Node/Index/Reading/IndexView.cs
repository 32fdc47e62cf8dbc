using System.Buffers;
using System.Buffers.Binary;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Projection;
using Ledger.Contracts.Projection.Records;
using Ledger.Contracts.Projection.Views;
using Ledger.Contracts.Words;
using Ledger.Native.RocksDb;
using Ledger.Node.Index.Rows;
using Ledger.Node.Index.Serials;
using Ledger.Node.Index.Storage;

namespace Ledger.Node.Index.Reading;

/// <summary>The index as of one height: everything that one answer is made of. For one request on one thread.</summary>
internal sealed class IndexView : IProjectionReader, IDisposable
{
    // The longest usual row, and any that is shared; longer ones make the buffer grow.
    private const int InitialBufferSizeBytes = 512;

    private readonly LedgerDatabase _database;
    private readonly SerialIndex _serials;
    private readonly RowCache _cache;
    private readonly SnapshotLease _lease;
    private HistoryReader? _history;
    private RememberedRows? _remembered;

    // The row that was read last, wherever it came from: a value is valid until the next call. Nothing here holds one while it reads another.
    private byte[]? _buffer;

    /// <summary>Opens a view on a snapshot.</summary>
    /// <param name="index">The index.</param>
    /// <param name="lease">The snapshot; given back when the view is disposed.</param>
    public IndexView(LedgerIndex index, SnapshotLease lease)
    {
        (_database, _serials, _cache, _lease) = (index.Database, index.Serials, index.CachedRows, lease);
        Rows = new(this);
        Tree = new(Rows);
    }

    /// <summary>The block that the view is as of.</summary>
    public IndexCursor Cursor => _lease.Cursor;

    private ulong Height => _lease.Cursor.Number;

    /// <summary>Rows by type.</summary>
    public LedgerView Rows { get; }

    /// <summary>Where tokens are.</summary>
    public TokenTree Tree { get; }

    /// <summary>Histories of subjects.</summary>
    public HistoryReader History => _history ??= new(_database, _lease.Snapshot);

    /// <summary>How many rows were read from the database: what an answer costs.</summary>
    public int RowReads { get; private set; }

    /// <inheritdoc/>
    public bool TryRead(EntityKind kind, ReadOnlySpan<byte> key, out ReadOnlySpan<byte> value)
    {
        if (kind == EntityKind.Token && !MayHaveRecord(new(BinaryPrimitives.ReadUInt64BigEndian(key))))
        {
            value = default;
            return false;
        }

        if (kind == EntityKind.Dispense || !RowCache.Keeps(kind, key)) return TryReadOwn(kind, key, out value);
        var exists = TryReadShared(kind, key, out value);
        if (exists && kind == EntityKind.Touched && UnitBits.IsOfUnits(key)) value = value[..StorageWord.SizeBytes];
        return exists;
    }

    /// <summary>Reads a row as it was after a block.</summary>
    /// <param name="kind">One of <see cref="PastRow.Kinds"/>.</param>
    /// <param name="key">Its key.</param>
    /// <param name="height">The block.</param>
    /// <param name="value">The row; valid until the next call on this view.</param>
    /// <returns>Whether there was one.</returns>
    public bool TryReadAt(EntityKind kind, ReadOnlySpan<byte> key, ulong height, out ReadOnlySpan<byte> value)
    {
        if (!PastRow.Kinds.Contains(kind)) throw new ArgumentOutOfRangeException(nameof(kind), kind, "Rows of this kind are not kept by height.");
        var first = PastRow.KeyOf(kind, key, height + 1);
        using var rows = _database.Rocks.CreateIterator(_database.Past, new() { Snapshot = _lease.Snapshot });
        if (!rows.Seek(first) || !PastRow.IsOfSameRow(rows.Key, first)) return TryRead(kind, key, out value);
        var wasThere = PastRow.TryDecode(rows.Value, out var before);
        value = wasThere ? before.ToArray() : default;
        return wasThere;
    }

    /// <summary>The rows as they were after a block: the view's own when that is the newest.</summary>
    public LedgerView RowsAt(ulong height) => height == Cursor.Number ? Rows : new(new HistoricalReader(this, EventPosition.EndOf(height)));

    /// <summary>Walks the rows of a kind whose keys start with a prefix.</summary>
    public RocksIterator Iterate(EntityKind kind, ReadOnlySpan<byte> prefix) => Iterate(_database.FamilyOf(kind), prefix);

    /// <summary>Walks the alerts.</summary>
    public RocksIterator IterateAlerts() => Iterate(_database.Alerts, [0]);

    /// <summary>The events after a position, in the order of the chain.</summary>
    public IEnumerable<EventRow> EventsAfter(EventPosition position)
    {
        using var rows = Iterate(_database.Events, []);

        // A row has several events and is kept by its first: the position may lie within one.
        var first = EventRow.KeyOf(position.Next);
        for (var isValid = (position.Next.LogIndex > 0 && rows.SeekForPrev(first)) || rows.Seek(first); isValid; isValid = rows.Next())
        {
            foreach (var row in EventRow.Read(rows.Key, rows.Value))
            {
                if (new EventPosition(row.Place.Block, row.Place.LogIndex) > position) yield return row;
            }
        }
    }

    /// <summary>A block's row; null when the view has no such block.</summary>
    public BlockRow? Block(ulong number) =>
        _database.Rocks.Get(_database.Blocks, BlockRow.KeyOf(number), _lease.Snapshot) is { } row ? BlockRow.Decode(row) : null;

    /// <summary>A block's time in seconds since 1970; null when the view has no such block.</summary>
    public ulong? TimestampSeconds(ulong block)
    {
        Span<byte> key = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(key, block);
        if (!_database.Rocks.TryGet(_database.Blocks, key, out var row, _lease.Snapshot)) return null;
        using (row) return BlockRow.ReadTimestampSeconds(row.Span);
    }

    /// <summary>A transaction's receipt; null when the view has no such transaction.</summary>
    public ReceiptRow? Receipt(ulong block, uint transactionIndex) =>
        _database.Rocks.Get(_database.Receipts, ReceiptRow.KeyOf(block, transactionIndex), _lease.Snapshot) is { } row ? ReceiptRow.Decode(row) : null;

    /// <summary>Finds a transaction's receipt where it lies, without a copy: <see cref="ReceiptRow"/> reads it.</summary>
    /// <param name="block">The block.</param>
    /// <param name="transactionIndex">The transaction.</param>
    /// <param name="row">The row; to be disposed when there is one.</param>
    /// <returns>Whether the view has such a transaction.</returns>
    public bool TryFindReceipt(ulong block, uint transactionIndex, out PinnedValue row)
    {
        Span<byte> key = stackalloc byte[ReceiptRow.KeySizeBytes];
        ReceiptRow.WriteKey(block, transactionIndex, key);
        return _database.Rocks.TryGet(_database.Receipts, key, out row, _lease.Snapshot);
    }

    /// <summary>The first block of the index; null when it is empty.</summary>
    public ulong? FirstBlock()
    {
        using var blocks = Iterate(_database.Blocks, []);
        return blocks.SeekToFirst() ? BinaryPrimitives.ReadUInt64BigEndian(blocks.Key) : null;
    }

    /// <summary>Units that bear a serial, those commissioned after the view left out; earliest first.</summary>
    /// <param name="gtin">The product's number.</param>
    /// <param name="serial">The serial, ASCII.</param>
    /// <param name="unit">The earliest.</param>
    /// <returns>How many there are.</returns>
    public int FindUnits(ulong gtin, ReadOnlySpan<byte> serial, out TokenId unit)
    {
        unit = default;
        if (!_serials.TryFind(gtin, serial, out var matches)) return 0;
        var count = 0;
        for (var i = 0; i < matches.Count; i++)
        {
            if (Rows.RunWord(matches[i].Run).Count == 0) continue;
            if (count++ == 0) unit = TokenId.UnitOf(matches[i].Run, (uint)matches[i].Index);
        }

        return count;
    }

    /// <summary>A unit's serial; null when its run's list was unreadable.</summary>
    public string? Serial(TokenId unit) => _serials.GetSerial(new(unit.Run, (int)unit.Index));

    /// <inheritdoc/>
    public void Dispose()
    {
        _history?.Dispose();
        _history = null;
        if (_buffer is not null) ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = null;
        _lease.Dispose();
    }

    // Units, cases and pallets are touched when they get a record; a unit that was dispensed without one never gets one. So few of the many
    // rows that are asked for in vain are looked for, and whether a token is touched stands in one row with 255 neighbours. A history is
    // another matter: attested conditions are part of that of tokens which nobody touched.
    private bool MayHaveRecord(TokenId token)
    {
        if (token.Level > TokenLevel.Pallet) return true;
        var key = ProjectionKeys.WordOf(token);
        if (!TryReadShared(EntityKind.Touched, key.Span, out var touched)) return false;
        if (token.Level != TokenLevel.Unit) return HasBit(touched, (byte)token.Value);
        var which = touched[^1];
        return HasBit(touched[..^1], (byte)token.Value) && (which == UnitBits.None || (which == UnitBits.Some && !IsDispensedSilently(key.Span, (byte)token.Value)));
    }

    private bool IsDispensedSilently(ReadOnlySpan<byte> key, byte number)
    {
        Span<byte> bits = stackalloc byte[StorageWord.SizeBytes];
        if (_cache.TryRead(EntityKind.Dispense, key, Height, bits, out var length)) return HasBit(bits[..length], number);
        ReadDispensed(key, bits);
        _cache.Add(EntityKind.Dispense, key, Height, exists: true, bits);
        return HasBit(bits, number);
    }

    // Of the cache's rows only what is made of a dispense row, which itself may be long, is no row of the database: the 256 bits of the units that it names, and the byte behind
    // touched bits that spares most of those.
    private void ReadDispensed(ReadOnlySpan<byte> key, Span<byte> bits)
    {
        bits.Clear();
        if (!TryReadOwn(EntityKind.Dispense, key, out var row)) return;
        foreach (var span in DispenseRecord.Read(row).Events)
        {
            for (int number = span.First; number <= span.Last; number++) bits[^((number / 8) + 1)] |= (byte)(1 << (number % 8));
        }
    }

    private ReadOnlySpan<byte> AppendWhich(ReadOnlySpan<byte> key, ReadOnlySpan<byte> touched)
    {
        if (touched.Length != StorageWord.SizeBytes) throw NoBits(touched.Length);
        Span<byte> row = stackalloc byte[UnitBits.SizeBytes];
        Span<byte> silently = stackalloc byte[StorageWord.SizeBytes];
        touched.CopyTo(row);
        ReadDispensed(key, silently);
        row[^1] = UnitBits.Which(row[..^1], silently);
        if (row[^1] == UnitBits.Some) _cache.Add(EntityKind.Dispense, key, Height, exists: true, silently);
        row.CopyTo(_buffer);
        return _buffer.AsSpan(0, row.Length);
    }

    private static bool HasBit(ReadOnlySpan<byte> word, byte number) => word.Length == StorageWord.SizeBytes
        ? (word[^((number / 8) + 1)] & (1 << (number % 8))) != 0
        : throw NoBits(word.Length);

    private static IndexCorruptException NoBits(int length) => new($"A row of {length} bytes is where 256 bits of tokens should be.");

    // Touched bits of units come with the byte of UnitBits.
    private bool TryReadShared(EntityKind kind, ReadOnlySpan<byte> key, out ReadOnlySpan<byte> value)
    {
        _buffer ??= ArrayPool<byte>.Shared.Rent(InitialBufferSizeBytes);
        if (_cache.TryRead(kind, key, Height, _buffer, out var length))
        {
            value = length >= 0 ? _buffer.AsSpan(0, length) : default;
            return length >= 0;
        }

        RowReads++;
        var exists = TryReadRow(kind, key, out value);
        if (exists && kind == EntityKind.Touched && UnitBits.IsOfUnits(key)) value = AppendWhich(key, value);
        _cache.Add(kind, key, Height, exists, value);
        return exists;
    }

    private bool TryReadOwn(EntityKind kind, ReadOnlySpan<byte> key, out ReadOnlySpan<byte> value)
    {
        _remembered ??= new();
        if (_remembered.TryFind(kind, key, out var known))
        {
            value = known;
            return known is not null;
        }

        RowReads++;
        var exists = StoredRow.IsAsItIs(kind) ? TryReadRow(kind, key, out value) : TryReadMade(kind, key, out value);
        _remembered.Add(kind, key, exists, value);
        return exists;
    }

    private bool TryReadMade(EntityKind kind, ReadOnlySpan<byte> key, out ReadOnlySpan<byte> value)
    {
        var row = RowReader.Get(_database, kind, key, _lease.Snapshot);
        value = row;
        return row is not null;
    }

    private bool TryReadRow(EntityKind kind, ReadOnlySpan<byte> key, out ReadOnlySpan<byte> value)
    {
        var family = _database.FamilyOf(kind);
        _buffer ??= ArrayPool<byte>.Shared.Rent(InitialBufferSizeBytes);
        var exists = _database.Rocks.TryGet(family, key, _buffer, out var length, _lease.Snapshot);
        if (exists && length > _buffer.Length)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = ArrayPool<byte>.Shared.Rent(length);
            _database.Rocks.TryGet(family, key, _buffer, out length, _lease.Snapshot);
        }

        value = exists ? _buffer.AsSpan(0, length) : default;
        return exists;
    }

    private RocksIterator Iterate(ColumnFamily family, ReadOnlySpan<byte> prefix) => _database.Rocks.CreateIterator(
        family, new() { Snapshot = _lease.Snapshot, LowerBound = prefix.ToArray(), UpperBound = KeyRange.After(prefix) });
}
