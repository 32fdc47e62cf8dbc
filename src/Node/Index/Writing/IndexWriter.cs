using Ledger.Contracts.Deployment;
using Ledger.Contracts.Projection;
using Ledger.Ethereum.Primitives;
using Ledger.Native.RocksDb;
using Ledger.Node.Chain;
using Ledger.Node.Index.Reading;
using Ledger.Node.Index.Rows;
using Ledger.Node.Index.Serials;
using Ledger.Node.Index.Storage;

namespace Ledger.Node.Index.Writing;

/// <summary>The only one who writes the index: each batch of blocks with all its effects, or nothing of it. One caller at a time.</summary>
/// <remarks>
/// Blocks are applied to the open batch while of the closed ones, at most two, one is filled with its rows and the one before it is written. Batches are filled and
/// written in order; the cursor, and who waits for it, learn of a batch after its write. When a write fails, everything that was applied and not written is
/// forgotten, and the next call says so.
/// </remarks>
internal sealed class IndexWriter : IDisposable
{
    /// <summary>Changed rows and events from which on a batch is closed although its range goes on.</summary>
    public const int MaxRowsPerBatch = 120_000;

    /// <summary>
    /// Changed rows and events from which on a batch is closed although its range goes on, when no other is being written. With fewer, rows that change again and
    /// again are written more often; with more, nothing is written while the first are applied, and much is left to be written after the last.
    /// </summary>
    public const int MinRowsPerBatch = 60_000;

    /// <summary>Bytes of serial lists from which on a batch is closed although its range goes on.</summary>
    public const int MaxBlobSizeBytesPerBatch = 4 << 20;

    /// <summary>Bytes of receipts from which on a batch is closed although its range goes on.</summary>
    public const int MaxReceiptsSizeBytesPerBatch = 16 << 20;

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
    private readonly OpenSink _sink;

    // The open one and the closed ones, taken in turn.
    private readonly StagedBatch[] _batches = [new(), new(), new()];
    private StagedBatch _open;
    private int _turn;
    private Task _filling = Task.CompletedTask;
    private Task _writing = Task.CompletedTask;
    private Task _writingBefore = Task.CompletedTask;
    private IndexCursor? _staged;
    private IndexCursor? _cursor;

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
        _open = _batches[0];
        _sink = new() { Target = _open.Sink };
        _projection = new(network, _store, _sink);
        _cursor = _staged = database.Rocks.Get(database.Meta, IndexCursor.Key) is { } row ? IndexCursor.Decode(row) : null;
        Committed.Raise(_cursor?.Number ?? 0);
    }

    /// <summary>Where an empty index begins.</summary>
    public IndexStart Start { get; }

    /// <summary>The newest block in the index; null when there is none.</summary>
    public IndexCursor? Cursor => Volatile.Read(ref _cursor);

    /// <summary>The newest block that was applied, written or not; null when there is none. For the caller that applies.</summary>
    public IndexCursor? Staged => _staged;

    /// <summary>The number of the newest block in the index, to be waited for. Whoever waits reads the index afterwards, at its own pace.</summary>
    public BlockHeight Committed { get; } = new();

    /// <summary>The block that comes next in the index.</summary>
    public ulong NextBlock => Cursor is { } cursor ? cursor.Number + 1 : Start.FirstBlock;

    /// <summary>The hash that the next block to be applied must name as its parent; null when that is not known. For the caller that applies.</summary>
    public Bytes32? ParentHash => _staged?.Hash ?? Start.ParentHash;

    /// <summary>Blocks in the open batch. For the caller that applies.</summary>
    public int OpenBlocks => _open.Blocks.Count;

    /// <summary>Ends when all closed batches are written, or could not be.</summary>
    public Task Writing => _writing;

    /// <summary>Applies blocks in order. Batches that become full are written beside; the last one stays open until <see cref="HandOverAsync"/> or <see cref="FlushAsync"/>.</summary>
    /// <param name="blocks">The blocks that come next, without a gap.</param>
    /// <param name="isAtHead">Whether these are the newest: then duplicates of serials are looked for at once, not when the run is sealed.</param>
    /// <exception cref="IndexCorruptException">The first block does not follow those before.</exception>
    /// <exception cref="ProjectionException">An event contradicts the index; every block before its own is written.</exception>
    /// <exception cref="NoRoomException">The disk is full; blocks since the last full batch are not written.</exception>
    public async Task StageAsync(IReadOnlyList<VerifiedBlock> blocks, bool isAtHead)
    {
        isAtHead = LooksUpAtOnce(blocks, isAtHead);
        foreach (var block in blocks)
        {
            try
            {
                Stage(block, isAtHead);
            }
            catch (ProjectionException)
            {
                await RestageAsync(isAtHead);
                throw;
            }
            catch
            {
                await AbandonAsync();
                throw;
            }

            if (IsFull || (IsPlaceFree && OpenRows >= MinRowsPerBatch)) await HandOverAsync();
        }
    }

    /// <summary>Closes the batch, if there is anything in it, and has it written. Returns when the last but one before it is written.</summary>
    /// <exception cref="NoRoomException">The disk was full for a batch before; see <see cref="StageAsync"/>.</exception>
    public async Task HandOverAsync()
    {
        if (_open.Last is null) return;
        await _writingBefore.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        if (_store.IsFull || !_writingBefore.IsCompletedSuccessfully) await DrainAsync();
        var batch = await CloseAsync();

        // Where there is a context, as in a simulation that replays a seed on one thread, the work stays on it.
        var scheduler = SynchronizationContext.Current is null ? TaskScheduler.Default : TaskScheduler.FromCurrentSynchronizationContext();
        _writingBefore = _writing;
        _filling = FillAsync(batch, _filling, scheduler);
        _writing = WriteAsync(batch, _filling, _writingBefore, scheduler);
    }

    /// <summary>Writes everything that was applied.</summary>
    /// <exception cref="NoRoomException">The disk is full; see <see cref="StageAsync"/>.</exception>
    public async Task FlushAsync()
    {
        await DrainAsync();
        if (_open.Last is null) return;
        var batch = await CloseAsync();
        try
        {
            Fill(batch);
            Write(batch);
        }
        catch
        {
            Forget();
            throw;
        }
    }

    /// <summary>Whether each new serial of some blocks is looked for among all others at once.</summary>
    internal static bool LooksUpAtOnce(IReadOnlyList<VerifiedBlock> blocks, bool isAtHead) =>
        isAtHead && blocks.Sum(block => block.Runs.Sum(run => (long)(run.Prepared?.Count ?? 0))) <= MaxUnitsLookedUpAtOnce;

    /// <inheritdoc/>
    public void Dispose()
    {
        _projection.Dispose();
        foreach (var batch in _batches) batch.Dispose();
    }

    private int OpenRows => _store.ChangedRows + _open.Sink.Entries;

    // A batch that is closed now waits for nobody.
    private bool IsPlaceFree => _filling.IsCompleted && _writingBefore.IsCompleted;

    private bool IsFull =>
        OpenRows >= MaxRowsPerBatch
        || _open.Changes.SizeBytes >= MaxBlobSizeBytesPerBatch
        || _open.ReceiptsSizeBytes >= MaxReceiptsSizeBytesPerBatch;

    // What was applied before the poisoned block is good, but the store holds part of that block: it is applied again.
    private async Task RestageAsync(bool isAtHead)
    {
        var good = _open.Blocks.Select(staged => staged.Block).ToList();
        await AbandonAsync();
        try
        {
            foreach (var block in good) Stage(block, isAtHead);
        }
        catch
        {
            Forget();
            throw;
        }

        await FlushAsync();
    }

    private void Stage(VerifiedBlock block, bool isAtHead)
    {
        RequireNext(block);
        _store.Begin(block.Number);
        var digest = Project(block);
        _runs.Add(_open.Changes, block, _store, _sink, isAtHead);
        _open.Add(block, digest);
        _staged = _open.Last;
    }

    private void RequireNext(VerifiedBlock block)
    {
        var expected = _staged is { } staged ? staged.Number + 1 : Start.FirstBlock;
        if (block.Number != expected) throw new InvalidOperationException($"Block {block.Number} was given where {expected} comes next.");
        if (ParentHash is not { } hash || block.Header.ParentHash == hash) return;
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

    // Its place was that of the last batch but two, which is written by now: its memory is free, and what it changed is read from the database.
    private async Task<StagedBatch> CloseAsync()
    {
        var batch = _open;
        _store.Close(batch.Rows, areOthersWritten: _writing.IsCompleted);
        _serials.Close();
        _turn = (_turn + 1) % _batches.Length;
        _open = _batches[_turn];
        _sink.Target = _open.Sink;
        try
        {
            _faults.At(IndexStep.BatchClosed, batch.Last!.Number);
        }
        catch
        {
            await AbandonAsync();
            throw;
        }

        return batch;
    }

    private async Task FillAsync(StagedBatch batch, Task before, TaskScheduler scheduler)
    {
        await before;
        await Task.Factory.StartNew(() => Fill(batch), CancellationToken.None, TaskCreationOptions.DenyChildAttach, scheduler);
    }

    private async Task WriteAsync(StagedBatch batch, Task filling, Task before, TaskScheduler scheduler)
    {
        await before;
        await filling;
        await Task.Factory.StartNew(() => Write(batch), CancellationToken.None, TaskCreationOptions.DenyChildAttach, scheduler);
    }

    // Beside the thread that applies the next blocks, and the one that writes the batch before: touches this batch alone.
    private void Fill(StagedBatch batch) => batch.Fill(_database);

    // Beside the thread that applies, and the one that fills the next batch: touches this batch alone, and what readers may touch at any time. Alerts are looked for
    // among those that are written.
    private void Write(StagedBatch batch)
    {
        if (!_database.Room.HasRoom) throw new NoRoomException(_database.Room.Complaint);
        var last = batch.Last!;
        batch.PutAlerts(_alerts);
        batch.Rows.NoteChanges(_cachedRows, last.Number);
        _faults.At(IndexStep.BatchFilled, last.Number);
        WriteBatch(batch.Changes);
        _faults.At(IndexStep.BatchWritten, last.Number);
        _serials.OnCommitted();
        _newest.Supersede();
        batch.Clear();
        Volatile.Write(ref _cursor, last);
        _faults.At(IndexStep.MemoryUpdated, last.Number);
        Committed.Raise(last.Number);
    }

    // Not synced: what a crash of the machine takes is a tail of the log, index and block log alike, and is followed again.
    private void WriteBatch(WriteBatch changes)
    {
        try
        {
            _database.Rocks.Write(changes);
        }
        catch (RocksDbException exception) when (exception.Kind is RocksDbErrorKind.NoSpace)
        {
            throw _database.Room.ReportRefusal(exception);
        }
    }

    // Whatever is under way ends before anything is forgotten.
    private async Task DrainAsync()
    {
        try
        {
            await _filling;
            await _writing;
        }
        catch
        {
            await _writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            Forget();
            throw;
        }
        finally
        {
            _filling = _writing = _writingBefore = Task.CompletedTask;
        }
    }

    private async Task AbandonAsync()
    {
        await DrainAsync();
        Forget();
    }

    private void Forget()
    {
        _serials.OnAbandoned();
        _store.OnAbandoned();
        foreach (var batch in _batches) batch.Clear();
        _staged = _cursor;
    }
}
