using Ledger.Contracts.Deployment;
using Ledger.Contracts.Projection;
using Ledger.Ethereum.Headers;
using Ledger.Ethereum.Primitives;
using Ledger.Ethereum.Trie;
using Ledger.Native.RocksDb;
using Ledger.Node.Chain;
using Ledger.Node.Index.Reading;
using Ledger.Node.Index.Rows;
using Ledger.Node.Index.Serials;
using Ledger.Node.Index.Storage;

namespace Ledger.Node.Index.Writing;

/// <summary>The only one who writes the index: each range of blocks with all its effects, or nothing of it. One caller at a time.</summary>
internal sealed class IndexWriter : IDisposable
{
    /// <summary>Changed rows from which on a batch is written although its range goes on.</summary>
    public const int MaxRowsPerBatch = 50_000;

    /// <summary>Bytes of serial lists from which on a batch is written although its range goes on.</summary>
    public const int MaxBlobSizeBytesPerBatch = 4 << 20;

    /// <summary>
    /// Units of the newest blocks up to which each serial is looked for in the buckets at once, which is a read a unit: a run of any size, or some seconds of a
    /// busy chain. More than that is catching up, where seals and merges look, which is a read a bucket.
    /// </summary>
    public const int MaxUnitsLookedUpAtOnce = 1 << 16;

    private readonly LedgerDatabase _database;
    private readonly SerialIndex _serials;
    private readonly AlertLog _alerts;
    private readonly LedgerProjection _projection;
    private readonly NewestSnapshot _newest;
    private readonly RowCache _cachedRows;
    private readonly IIndexFaults _faults;
    private readonly RunWriter _runs;
    private readonly BatchStore _store;
    private readonly BatchSink _sink = new();
    private readonly WriteBatch _batch = new();
    private IndexCursor? _staged;
    private IndexCursor? _cursor;
    private QbftTrust? _trust;

    /// <summary>Opens the writer where the last one stopped.</summary>
    /// <param name="database">The database.</param>
    /// <param name="serials">The serial index in it.</param>
    /// <param name="alerts">The alerts in it.</param>
    /// <param name="newest">The snapshot that answers share.</param>
    /// <param name="cachedRows">The rows that they share.</param>
    /// <param name="network">Whose events are indexed.</param>
    /// <param name="start">Where an empty index begins.</param>
    /// <param name="faults">Lets a test act between the steps.</param>
    public IndexWriter(
        LedgerDatabase database,
        SerialIndex serials,
        AlertLog alerts,
        NewestSnapshot newest,
        RowCache cachedRows,
        NetworkDescriptor network,
        IndexStart start,
        IIndexFaults faults)
    {
        (_database, _serials, _alerts, _newest, _cachedRows, _faults, Start) = (database, serials, alerts, newest, cachedRows, faults, start);
        _runs = new(serials);
        _store = new(database);
        _projection = new(network, _store, _sink);
        _cursor = _staged = database.Rocks.Get(database.Meta, IndexCursor.Key) is { } row ? IndexCursor.Decode(row) : null;
        Committed.Raise(_cursor?.Number ?? 0);
    }

    /// <summary>Where an empty index begins.</summary>
    public IndexStart Start { get; }

    /// <summary>The newest block in the index; null when there is none.</summary>
    public IndexCursor? Cursor => Volatile.Read(ref _cursor);

    /// <summary>The number of the newest block in the index, to be waited for. Whoever waits reads the index afterwards, at its own pace.</summary>
    public BlockHeight Committed { get; } = new();

    /// <summary>The block that comes next.</summary>
    public ulong NextBlock => Cursor is { } cursor ? cursor.Number + 1 : Start.FirstBlock;

    /// <summary>The hash that the next block must name as its parent; null when that is not known.</summary>
    public Bytes32? ParentHash => Cursor?.Hash ?? Start.ParentHash;

    /// <summary>Applies blocks in order and writes them.</summary>
    /// <param name="blocks">The blocks that come next, without a gap.</param>
    /// <param name="isAtHead">Whether these are the newest: then duplicates of serials are looked for at once, not when the run is sealed.</param>
    /// <exception cref="IndexCorruptException">The first block does not follow the cursor.</exception>
    /// <exception cref="ProjectionException">An event contradicts the index; every block before its own is written.</exception>
    /// <exception cref="NoRoomException">The disk is full; blocks since the last full batch are not written.</exception>
    public void Apply(IReadOnlyList<VerifiedBlock> blocks, bool isAtHead)
    {
        var applied = 0;
        isAtHead &= blocks.Sum(block => block.Runs.Sum(run => run.Prepared?.Count ?? 0)) <= MaxUnitsLookedUpAtOnce;
        try
        {
            for (; applied < blocks.Count; applied++) Stage(blocks[applied], isAtHead);
            Write();
        }
        catch (ProjectionException)
        {
            var written = blocks.TakeWhile(block => block.Number <= (Cursor?.Number ?? 0)).Count();
            Abandon();
            Rewrite(blocks, written, applied, isAtHead);
            throw;
        }
        catch
        {
            Abandon();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _projection.Dispose();
        _batch.Dispose();
    }

    // What was staged before the poisoned block is good, but the store holds part of that block: it is staged again.
    private void Rewrite(IReadOnlyList<VerifiedBlock> blocks, int from, int to, bool isAtHead)
    {
        try
        {
            for (var i = from; i < to; i++) Stage(blocks[i], isAtHead);
            Write();
        }
        catch
        {
            Abandon();
            throw;
        }
    }

    private void Stage(VerifiedBlock block, bool isAtHead)
    {
        RequireNext(block);
        _store.Begin(block.Number);
        var digest = Project(block);
        _runs.Add(_batch, block, _store, _sink, isAtHead);
        PutBlock(block, digest);
        _staged = new(block.Number, block.Hash, digest, block.Header.TimestampSeconds);
        _trust = block.Trust;
        if (_store.ChangedRows >= MaxRowsPerBatch || _batch.SizeBytes >= MaxBlobSizeBytesPerBatch) Write();
    }

    private void RequireNext(VerifiedBlock block)
    {
        var expected = _staged is { } staged ? staged.Number + 1 : Start.FirstBlock;
        if (block.Number != expected) throw new InvalidOperationException($"Block {block.Number} was given where {expected} comes next.");
        var parent = _staged?.Hash ?? Start.ParentHash;
        if (parent is not { } hash || block.Header.ParentHash == hash) return;
        throw new IndexCorruptException($"Block {block.Number} ({block.Hash}) names {block.Header.ParentHash} as its parent, the index has {hash}: a final block was changed.");
    }

    private Bytes32 Project(VerifiedBlock block)
    {
        _projection.Begin(new(block.Number, block.Hash, block.Header.TimestampSeconds), _staged?.Digest ?? Bytes32.Zero);
        for (var i = 0; i < block.Receipts.Count; i++)
        {
            var logs = block.Receipts[i].Logs.Span;
            for (var j = 0; j < logs.Length; j++) _projection.Apply(new(block.Number, (uint)i, logs[j].Index, (uint)j), logs[j]);
        }

        return _projection.End();
    }

    private void PutBlock(VerifiedBlock block, Bytes32 digest)
    {
        _batch.Put(
            _database.Blocks,
            BlockRow.KeyOf(block.Number),
            new BlockRow(block.Hash, digest, block.Header.TimestampSeconds, (uint)block.Receipts.Count, block.HeaderRlp).Encode());
        var logs = 0u;
        for (var i = 0; i < block.Receipts.Count; i++)
        {
            var row = new ReceiptRow(block.TransactionHashes[i], logs, ReceiptRlp.Encode(block.Receipts[i]));
            _batch.Put(_database.Receipts, ReceiptRow.KeyOf(block.Number, (uint)i), row.Encode());
            logs += (uint)block.Receipts[i].Logs.Length;
        }
    }

    private void Write()
    {
        if (_staged is not { } staged || staged.Number == _cursor?.Number) return;
        if (!_database.Room.HasRoom) throw new NoRoomException(_database.Room.Complaint);
        _store.CopyTo(_batch);
        _sink.CopyTo(_batch, _database);
        foreach (var alert in _sink.Alerts) _alerts.Put(_batch, alert);
        _batch.Put(_database.Meta, IndexCursor.Key, staged.Encode());
        if (_trust is { } trust) _batch.Put(_database.Meta, Follower.SealTracker.Key, trust.Encode());
        _faults.At(IndexStep.BatchFilled, staged.Number);
        _store.NoteChanges(_cachedRows, staged.Number);
        WriteBatch();
        _faults.At(IndexStep.BatchWritten, staged.Number);
        _serials.OnCommitted();
        _newest.Supersede();
        _store.OnCommitted();
        _sink.Clear();
        _batch.Clear();
        Volatile.Write(ref _cursor, staged);
        _faults.At(IndexStep.MemoryUpdated, staged.Number);
        Committed.Raise(staged.Number);
    }

    // Not synced: what a crash of the machine takes is a tail of the log, index and block log alike, and is followed again.
    private void WriteBatch()
    {
        try
        {
            _database.Rocks.Write(_batch);
        }
        catch (RocksDbException exception) when (exception.Kind is RocksDbErrorKind.NoSpace)
        {
            throw _database.Room.ReportRefusal(exception);
        }
    }

    private void Abandon()
    {
        _serials.OnAbandoned();
        _store.OnAbandoned();
        _sink.Clear();
        _batch.Clear();
        _staged = _cursor;
    }
}
