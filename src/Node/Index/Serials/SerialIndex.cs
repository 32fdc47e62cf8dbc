using System.Buffers.Binary;
using System.Text;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Serials;
using Ledger.Native.RocksDb;

namespace Ledger.Node.Index.Serials;

/// <summary>
/// Serial to unit and unit to serial. Serials are stored once, in chunks of <c>run_blob</c>; hash-prefix buckets of
/// <c>serial_bucket</c> point into them. New runs sit in a table in memory, rebuilt from the chunks at start, until a seal
/// merges them into the buckets. One writer; readers from any thread, without locks.
/// </summary>
internal sealed class SerialIndex
{
    private readonly SerialRows _rows;
    private readonly SerialIndexOptions _options;
    private readonly ISerialDuplicateSink _sink;
    private readonly SerialHash _hash;
    private readonly PendingRuns _pending = new();

    /// <summary>Held while the view or the active table changes: microseconds, but for a whole commit's entries.</summary>
    private readonly Lock _viewSync = new();

    /// <summary>Held for one seal step.</summary>
    private readonly Lock _sealSync = new();
    private readonly Func<SerialView> _current;
    private volatile SerialView _view;
    private SealWork? _work;
    private uint _committedChunkEnd;
    private uint _pendingChunkEnd;

    private SerialIndex(SerialRows rows, SerialIndexOptions options, ISerialDuplicateSink sink)
    {
        (_rows, _options, _sink) = (rows, options, sink);
        _current = () => _view!;
        var state = rows.ReadOrCreateState();
        _hash = new(state.HashKey);
        _view = new(state, new(), state.IsSealing ? new() : null);
        _committedChunkEnd = _pendingChunkEnd = rows.ReadChunkEnd();
        if (state.TargetEnd > (ulong)_committedChunkEnd * RunChunk.Size)
            throw new SerialIndexCorruptException("The buckets hold units whose run_blob is missing.");
        Rebuild();
    }

    /// <summary>Units in memory, committed but not sealed.</summary>
    public int UnitsInMemory => _view.UnitsInMemory;

    /// <summary>Whether a seal runs or enough units are in memory for one.</summary>
    public bool IsSealDue => _view.State.IsSealing || _view.Active.Count >= _options.SealThreshold;

    /// <summary>The buckets' state, for tests and figures.</summary>
    internal SealState State => _view.State;

    /// <summary>Opens the index and reads the units that are not sealed: no more than <see cref="SerialIndexOptions.TableCapacity"/>, whatever the index holds.</summary>
    /// <param name="database">A database with the families of <see cref="SerialIndexFamilies"/>.</param>
    /// <param name="options">Sizes.</param>
    /// <param name="sink">Takes duplicates that seals find.</param>
    /// <exception cref="SerialIndexCorruptException">The rows are not what this index writes.</exception>
    public static SerialIndex Open(RocksDatabase database, SerialIndexOptions options, ISerialDuplicateSink sink) =>
        new(new(database), options, sink);

    /// <summary>Puts a run into a write batch. It is found once the batch is written and <see cref="OnCommitted"/> called.</summary>
    /// <param name="batch">The index writer's batch.</param>
    /// <param name="run">The run; new to the index.</param>
    /// <param name="gtin">The product's number as the chain has it.</param>
    /// <param name="blob">The serial list of the run's calldata.</param>
    /// <param name="checkBuckets">Looks for duplicates in the buckets too, at a read a unit: right at the head of the chain.
    /// Without it, as when catching up, they surface when the run is sealed.</param>
    /// <returns>Serials that earlier units bear already.</returns>
    /// <exception cref="SerialListException">The blob is malformed; nothing was put.</exception>
    /// <exception cref="InvalidOperationException">The run is known, the batch has too many units, or all ordinals are used; nothing was put.</exception>
    public IReadOnlyList<SerialDuplicate> AddRun(WriteBatch batch, RunId run, ulong gtin, ReadOnlySpan<byte> blob, bool checkBuckets)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var list = SerialList.Decode(blob);
        if (_pending.Has(run) || _rows.TryGetRun(run, out _)) throw new InvalidOperationException($"Run {run} is in the index already.");
        MakeRoom(list.Count);
        var chunks = (uint)((list.Count + RunChunk.Size - 1) / RunChunk.Size);
        if ((ulong)(_pendingChunkEnd + (ulong)chunks) * RunChunk.Size >= uint.MaxValue)
            throw new InvalidOperationException("The index has no ordinals left: it holds four billion units.");
        var firstChunk = _pendingChunkEnd;
        PutChunks(batch, run, gtin, list, firstChunk);
        _rows.PutRun(batch, run, new(firstChunk, list.Count, (SerialCodec)blob[0], gtin));
        _pendingChunkEnd += chunks;
        return AddPending(run, gtin, list, firstChunk * RunChunk.Size, checkBuckets);
    }

    /// <summary>Makes the runs of the batch found. Call once, after the batch was written.</summary>
    public void OnCommitted()
    {
        lock (_viewSync)
        {
            var active = _view.Active;
            foreach (var (hash, ordinal) in _pending.Entries) active.Add(hash, ordinal);
            _committedChunkEnd = _pendingChunkEnd;
        }

        _pending.Clear();
    }

    /// <summary>Forgets the runs of a batch that was not written.</summary>
    public void OnAbandoned()
    {
        _pending.Clear();
        _pendingChunkEnd = _committedChunkEnd;
    }

    /// <summary>Finds the units that bear a serial. Thread-safe, lock-free; sees every run whose <see cref="OnCommitted"/> returned.</summary>
    /// <param name="gtin">The product's number.</param>
    /// <param name="serial">The serial, ASCII.</param>
    /// <param name="matches">The units, earliest first; more than one means that the serial was commissioned twice.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryFind(ulong gtin, ReadOnlySpan<byte> serial, out SerialMatches matches)
    {
        matches = default;
        if (serial.Length is 0 or > SerialList.MaxSerialLength) return false;
        var hash = _hash.Compute(gtin, serial);

        // Memory first, by a view taken before the buckets are read: a unit leaves memory only after it is in its bucket.
        SerialLookup.FindInMemory(_rows, _view, hash, gtin, serial, ref matches);
        SerialLookup.FindInBuckets(_rows, _current, hash, gtin, serial, ref matches);
        return matches.Count > 0;
    }

    /// <summary>Reads a unit's serial. Thread-safe.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="serial">Receives ASCII; <see cref="SerialList.MaxSerialLength"/> bytes always do.</param>
    /// <returns>The serial's length; 0 if there is no such run or unit.</returns>
    public int GetSerial(UnitReference unit, Span<byte> serial)
    {
        if (!_rows.TryGetRun(unit.Run, out var row) || (uint)unit.Index >= (uint)row.Count) return 0;
        using var value = _rows.GetChunk(row.FirstChunk + (uint)unit.Index / RunChunk.Size);
        var chunk = new RunChunk(value.Span);
        if (chunk.Run != unit.Run) throw new SerialIndexCorruptException($"Run {unit.Run} points at a chunk of run {chunk.Run}.");
        return chunk.ReadAt(unit.Index % RunChunk.Size, serial);
    }

    /// <summary>Reads a unit's serial, or null if there is no such run or unit. Thread-safe.</summary>
    public string? GetSerial(UnitReference unit)
    {
        Span<byte> serial = stackalloc byte[SerialList.MaxSerialLength];
        var length = GetSerial(unit, serial);
        return length == 0 ? null : Encoding.ASCII.GetString(serial[..length]);
    }

    /// <summary>Gives a run's blob back, byte for byte as it was in calldata, or null if there is no such run. Thread-safe.</summary>
    public byte[]? ReadBlob(RunId run)
    {
        if (!_rows.TryGetRun(run, out var row)) return null;
        var serials = new List<string>(row.Count);
        for (var chunk = row.FirstChunk; serials.Count < row.Count; chunk++)
        {
            using var value = _rows.GetChunk(chunk);
            var list = new RunChunk(value.Span).ReadAll();
            for (var i = 0; i < list.Count; i++) serials.Add(list.GetStringAt(i));
        }

        return SerialList.FromStrings(serials).Encode(row.Codec);
    }

    /// <summary>Seals all units in memory: runs steps on a thread of the pool until none is left. Safe to cancel and to call again.</summary>
    public Task SealAsync(CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            var target = (ulong)_committedChunkEnd * RunChunk.Size;
            while (_view.State.SealedEnd < target && Seal()) cancellationToken.ThrowIfCancellationRequested();
        },
        cancellationToken);

    /// <summary>Takes one bounded step of the running seal, or begins one. Each step is one write; a crash at any point loses none of it or all.</summary>
    /// <returns>Whether there is more to do.</returns>
    public bool Seal()
    {
        lock (_sealSync)
        {
            if (!_view.State.IsSealing && !BeginSeal()) return false;
            if (_view.State.IsCursorAtEnd) EndSeal();
            else StepSeal();
            return _view.State.IsSealing;
        }
    }

    private bool BeginSeal()
    {
        lock (_viewSync)
        {
            var view = _view;
            var state = view.State;
            var targetEnd = _committedChunkEnd * RunChunk.Size;
            if (targetEnd == state.SealedEnd) return false;
            var bits = ChoosePrefixBits(state.PrefixBits, (ulong)state.EntryCount + (ulong)view.Active.Count);
            var begun = state with
            {
                TargetEnd = targetEnd,
                TargetPrefixBits = bits,
                Cursor = 0,
                Epochs = bits == state.PrefixBits ? state.Epochs : [.. state.Epochs, new SealEpoch(state.SealedEnd, bits)],
            };
            _view = new(begun, new(), view.Active);
            return true;
        }
    }

    private void StepSeal()
    {
        var view = _view;

        // No bucket may reach the disk before the serials that it points at: their log is synced first.
        if (view.State.Cursor == 0) _rows.Database.FlushWal(sync: true);
        _work ??= new(view.Sealing!);
        using var batch = new WriteBatch();
        var (next, duplicates) = SealStep.Fill(_rows, view.State, _work, _options.BucketsPerSealStep, batch);
        if (!duplicates.IsEmpty) _sink.Record(duplicates.ToList());

        // Without the log: a step lost in a crash is taken again, and buckets and cursor are lost together, since a column
        // family keeps a prefix of its writes.
        _rows.Database.Write(batch, new(DisableWal: true));
        Publish(next, view.Sealing);
    }

    private void EndSeal()
    {
        var state = _view.State;
        using var batch = new WriteBatch();
        if (state.PrefixBits != 0 && state.PrefixBits != state.TargetPrefixBits)
        {
            var start = new byte[Bucket.KeySizeBytes];
            var end = new byte[Bucket.KeySizeBytes];
            Bucket.WriteKey(state.PrefixBits, 0, start);
            Bucket.WriteKey(state.PrefixBits + 1, 0, end);
            batch.DeleteRange(_rows.Buckets, start, end);
        }

        var ended = state with { SealedEnd = state.TargetEnd, PrefixBits = state.TargetPrefixBits, Cursor = 0 };
        _rows.PutState(batch, ended);
        _rows.Database.Write(batch, new(DisableWal: true));

        // On the disk before memory forgets: otherwise a crash could leave more units to rebuild than the table may hold.
        _rows.Database.Flush(_rows.Buckets);
        _work = null;
        Publish(ended, sealing: null);
    }

    private void Publish(SealState state, SerialTable? sealing)
    {
        lock (_viewSync) _view = new(state, _view.Active, sealing);
    }

    private int ChoosePrefixBits(int current, ulong entries)
    {
        var bits = (int)Math.Round(Math.Log2(Math.Max(1.0, (double)entries / _options.BucketTarget)));
        return Math.Max(current, Math.Clamp(bits, SealState.MinPrefixBits, SealState.MaxPrefixBits));
    }

    private void MakeRoom(int count)
    {
        while (UnitsInMemory + _pending.Count + count > _options.TableCapacity)
        {
            if (UnitsInMemory == 0)
                throw new InvalidOperationException($"A batch has at most {_options.TableCapacity} units; write it before adding more.");
            while (Seal())
            {
            }
        }
    }

    private static SerialCodec SmallestCodec(SerialList list)
    {
        var sample = list.Slice(0, Math.Min(list.Count, RunChunk.Size));
        return Enum.GetValues<SerialCodec>().Where(list.CanEncode).MinBy(codec => sample.Encode(codec).Length);
    }

    private void PutChunks(WriteBatch batch, RunId run, ulong gtin, SerialList list, uint firstChunk)
    {
        var codec = SmallestCodec(list);
        Span<byte> header = stackalloc byte[RunChunk.HeaderSizeBytes];
        for (var start = 0; start < list.Count; start += RunChunk.Size)
        {
            var place = start / RunChunk.Size;
            var blob = list.Slice(start, Math.Min(RunChunk.Size, list.Count - start)).Encode(codec);
            RunChunk.WriteHeader(header, run, place, gtin);
            _rows.PutChunk(batch, firstChunk + (uint)place, [.. header, .. blob]);
        }
    }

    private IReadOnlyList<SerialDuplicate> AddPending(RunId run, ulong gtin, SerialList list, uint firstOrdinal, bool checkBuckets)
    {
        var duplicates = new DuplicateCollection();
        var view = _view;
        _pending.Begin(run, gtin, list, firstOrdinal);
        for (var i = 0; i < list.Count; i++)
        {
            var serial = list.GetAt(i);
            var hash = _hash.Compute(gtin, serial);
            var matches = default(SerialMatches);
            SerialLookup.FindInMemory(_rows, view, hash, gtin, serial, ref matches);
            _pending.Find(hash, gtin, serial, ref matches);
            if (checkBuckets) SerialLookup.FindInBuckets(_rows, _current, hash, gtin, serial, ref matches);
            if (matches.Count > 0) duplicates.Add(matches[0], new(run, i));
            _pending.Add(hash, firstOrdinal + (uint)i);
        }

        return duplicates.ToList();
    }

    private void Rebuild()
    {
        var view = _view;
        using var chunks = _rows.IterateChunks(view.State.SealedEnd / RunChunk.Size, out var isValid);
        for (; isValid; isValid = chunks.Next())
        {
            var chunk = new RunChunk(chunks.Value);
            var list = chunk.ReadAll();
            var first = BinaryPrimitives.ReadUInt32BigEndian(chunks.Key) * RunChunk.Size;
            var table = first < view.State.TargetEnd ? view.Sealing! : view.Active;
            for (var i = 0; i < list.Count; i++) table.Add(_hash.Compute(chunk.Gtin, list.GetAt(i)), first + (uint)i);
        }
    }
}
