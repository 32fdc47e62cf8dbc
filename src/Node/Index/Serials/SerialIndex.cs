using System.Runtime.CompilerServices;
using System.Text;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Serials;
using Ledger.Native.RocksDb;
using Ledger.Node.Index.Writing;

namespace Ledger.Node.Index.Serials;

/// <summary>
/// Serial to unit and unit to serial. Serials are stored once, in chunks of <c>run_blob</c>; hash-prefix buckets of
/// <c>serial_bucket</c> point into them. New runs sit in a table in memory, rebuilt from the chunks at start, until a seal
/// merges them into the buckets. One writer; readers from any thread, without locks.
/// </summary>
internal sealed class SerialIndex : IDisposable
{
    private readonly SerialRows _rows;
    private readonly SerialIndexOptions _options;
    private readonly SerialHash _hash;

    // Of the batch that is open, and of those that are closed and not written yet, in turn by the numbers of the batches.
    private PendingRuns _pending = new();
    private readonly ClosedRuns _closed = new();

    /// <summary>Units of the run being added whose hash an earlier unit has.</summary>
    private readonly List<int> _known = [];
    private readonly CurrentView _current;
    private readonly SerialSealer _sealer;
    private uint _pendingChunkEnd;

    private SerialIndex(SerialRows rows, SerialIndexOptions options, ISerialDuplicateSink sink, IIndexFaults faults)
    {
        (_rows, _options) = (rows, options);
        var state = rows.ReadOrCreateState();
        _hash = new(state.HashKey);
        _pendingChunkEnd = rows.ReadChunkEnd();
        if (state.TargetEnd > (ulong)_pendingChunkEnd * RunChunk.Size)
            throw new SerialIndexCorruptException("The buckets hold units whose run_blob is missing.");
        _current = new(UnsealedUnits.Read(rows, state, _hash, _pendingChunkEnd) with { Filter = SerialSealer.FilterOf(state, options) }, _pendingChunkEnd);
        _rows.OnCommitted(_pendingChunkEnd);
        _sealer = new(rows, options, sink, _current, faults);
    }

    /// <summary>Units in memory, committed but not sealed.</summary>
    public int UnitsInMemory => _current.View.UnitsInMemory;

    /// <summary>Whether a seal runs or enough units are in memory for one.</summary>
    public bool IsSealDue =>
        _current.View.State.IsSealing || _current.View.Active.Count >= _options.SealThreshold || UnsealedOrdinals >= _options.MaxUnsealedOrdinals / 2;

    // Those that a start reads back. More than the units in memory where runs are small, which leave ordinals unused, or serials equal, of which a few are kept.
    private ulong UnsealedOrdinals => (_current.ChunkEnd * (ulong)RunChunk.Size) - _current.View.State.SealedEnd;

    /// <summary>The buckets' state, for tests and figures.</summary>
    internal SealState State => _current.View.State;

    /// <summary>Opens the index and reads the units that are not sealed: no more than <see cref="SerialIndexOptions.TableCapacity"/>, whatever the index holds.</summary>
    /// <param name="database">A database with the families of <see cref="SerialIndexFamilies"/>.</param>
    /// <param name="options">Sizes.</param>
    /// <param name="sink">Takes duplicates that seals find.</param>
    /// <exception cref="SerialIndexCorruptException">The rows are not what this index writes.</exception>
    public static SerialIndex Open(RocksDatabase database, SerialIndexOptions options, ISerialDuplicateSink sink) =>
        Open(database, options, sink, NoIndexFaults.Instance);

    /// <summary>Opens the index, with something that acts between the steps of a seal.</summary>
    /// <param name="database">A database with the families of <see cref="SerialIndexFamilies"/>.</param>
    /// <param name="options">Sizes.</param>
    /// <param name="sink">Takes duplicates that seals find.</param>
    /// <param name="faults">Lets a test act between the steps.</param>
    /// <exception cref="SerialIndexCorruptException">The rows are not what this index writes.</exception>
    public static SerialIndex Open(RocksDatabase database, SerialIndexOptions options, ISerialDuplicateSink sink, IIndexFaults faults) =>
        new(new(database, SerialRowRing.Create(options.RingSizeBytes ?? 0)), options, sink, faults);

    /// <summary>Does all that can be done for a run before its place is known: decodes the list, hashes the serials, encodes the chunks. Thread-safe.</summary>
    /// <param name="run">The run.</param>
    /// <param name="gtin">The product's number as the chain has it.</param>
    /// <param name="blob">The serial list of the run's calldata.</param>
    /// <exception cref="SerialListException">The blob is malformed.</exception>
    public PreparedRun Prepare(RunId run, ulong gtin, ReadOnlySpan<byte> blob) => PreparedRun.Create(_hash, run, gtin, blob);

    /// <summary>Puts a run into a write batch. It is found once the batch is closed, written and <see cref="OnCommitted"/> called.</summary>
    /// <param name="batch">The index writer's batch.</param>
    /// <param name="run">The run; new to the index.</param>
    /// <param name="gtin">The product's number as the chain has it.</param>
    /// <param name="blob">The serial list of the run's calldata.</param>
    /// <param name="checkBuckets">See the other overload.</param>
    /// <returns>Serials that earlier units bear already.</returns>
    /// <exception cref="SerialListException">The blob is malformed; nothing was put.</exception>
    /// <exception cref="InvalidOperationException">The run is known, the batch has too many units, or all ordinals are used; nothing was put.</exception>
    public IReadOnlyList<SerialDuplicate> AddRun(WriteBatch batch, RunId run, ulong gtin, ReadOnlySpan<byte> blob, bool checkBuckets) =>
        AddRun(batch, Prepare(run, gtin, blob), checkBuckets);

    /// <summary>Puts a run into a write batch. It is found once the batch is closed, written and <see cref="OnCommitted"/> called.</summary>
    /// <param name="batch">The index writer's batch.</param>
    /// <param name="run">The run, prepared by this index; new to it.</param>
    /// <param name="checkBuckets">Looks for duplicates in the buckets too, at a read a unit: right at the head of the chain.
    /// Without it, as when catching up, they surface when the run is sealed.</param>
    /// <returns>Serials that earlier units bear already.</returns>
    /// <exception cref="InvalidOperationException">The run is known, the batch has too many units, or all ordinals are used; nothing was put.</exception>
    public IReadOnlyList<SerialDuplicate> AddRun(WriteBatch batch, PreparedRun run, bool checkBuckets)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (run.Hash != _hash) throw new InvalidOperationException($"Run {run.Run} was prepared for another index.");
        if (_pending.Has(run.Run) || _closed.Has(run.Run) || _rows.TryGetRun(run.Run, out _)) throw new InvalidOperationException($"Run {run.Run} is in the index already.");
        MakeRoom(run.Count);
        if ((ulong)(_pendingChunkEnd + (ulong)run.ChunkCount) * RunChunk.Size >= uint.MaxValue)
            throw new InvalidOperationException("The index has no ordinals left: it holds four billion units.");
        var firstChunk = _pendingChunkEnd;
        for (var place = 0; place < run.ChunkCount; place++) _rows.PutChunk(batch, firstChunk + (uint)place, run.ChunkAt(place));
        _rows.PutRun(batch, run.Run, new(firstChunk, run.Count, run.Codec, run.Gtin));
        _pendingChunkEnd += (uint)run.ChunkCount;
        return AddPending(run, firstChunk * RunChunk.Size, checkBuckets);
    }

    /// <summary>How many buckets a lookup of a serial reads now.</summary>
    public int BucketReads(ulong gtin, ReadOnlySpan<byte> serial)
    {
        var (hash, view) = (_hash.Compute(gtin, serial), _current.View);
        var isYoungRead = view.State.YoungPrefixBits != 0 && view.Filter?.MayHave(hash) != false;
        return (view.Locate(hash).Bits == 0 ? 0 : 1) + (isYoungRead ? 1 : 0);
    }

    /// <summary>Closes the batch: runs that are added from now on belong to the next one. At most one closed batch may not be committed yet.</summary>
    public void Close() => _pending = _closed.Exchange(_pending, _pendingChunkEnd);

    /// <summary>Makes the runs of the oldest closed batch found. Call once for each, after it was written; runs may be added beside.</summary>
    public void OnCommitted()
    {
        _closed.Commit(_current);
        _rows.OnCommitted(_current.ChunkEnd);
    }

    /// <summary>Forgets the runs of batches that were not written.</summary>
    public void OnAbandoned()
    {
        _pending.Clear();
        _closed.Clear();
        _pendingChunkEnd = _current.ChunkEnd;
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
        var view = _current.View;
        SerialLookup.FindInMemory(_rows, view, hash, gtin, serial, ref matches);
        SerialLookup.FindInYoung(_rows, view, hash, gtin, serial, ref matches);
        SerialLookup.FindInOld(_rows, _current, hash, gtin, serial, ref matches);
        return matches.Count > 0;
    }

    /// <summary>Reads a unit's serial. Thread-safe.</summary>
    /// <param name="unit">The unit.</param>
    /// <param name="serial">Receives ASCII; <see cref="SerialList.MaxSerialLength"/> bytes always do.</param>
    /// <returns>The serial's length; 0 if there is no such run or unit.</returns>
    [SkipLocalsInit]
    public int GetSerial(UnitReference unit, Span<byte> serial)
    {
        if (!_rows.TryGetRun(unit.Run, out var row) || (uint)unit.Index >= (uint)row.Count) return 0;
        Span<byte> buffer = stackalloc byte[SerialRowRing.MaxRowSizeBytes];
        using var value = _rows.GetChunk(row.FirstChunk + (uint)unit.Index / RunChunk.Size, buffer);
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
        Span<byte> buffer = stackalloc byte[SerialRowRing.MaxRowSizeBytes];
        for (var chunk = row.FirstChunk; serials.Count < row.Count; chunk++)
        {
            using var value = _rows.GetChunk(chunk, buffer);
            var list = new RunChunk(value.Span).ReadAll();
            for (var i = 0; i < list.Count; i++) serials.Add(list.GetStringAt(i));
        }

        return SerialList.FromStrings(serials).Encode(row.Codec);
    }

    /// <summary>Seals all units in memory, and merges the generations when that is due: runs steps on a thread of the pool until none is left. Safe to cancel and to call again.</summary>
    public Task SealAsync(CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            var target = (ulong)_current.ChunkEnd * RunChunk.Size;
            while ((_current.View.State.SealedEnd < target || _sealer.IsMergeDue) && Seal()) cancellationToken.ThrowIfCancellationRequested();
        },
        cancellationToken);

    /// <summary>Seals all units and merges the young generation into the old one, due or not: afterwards every duplicate has been found. Blocks.</summary>
    public void Settle()
    {
        while (Seal())
        {
        }

        while (_sealer.MergeStep())
        {
        }
    }

    /// <summary>Takes one bounded step of the running seal or merge, or begins one. Each step is one write; a crash at any point loses none of it or all.</summary>
    /// <returns>Whether there is more to do.</returns>
    public bool Seal() => _sealer.Step();

    /// <summary>Gives the rows in memory back. Lookups may go on as long as the database is open.</summary>
    public void Dispose() => _rows.Dispose();

    private void MakeRoom(int count)
    {
        while (UnitsInMemory + _pending.Count + count > _options.TableCapacity || UnsealedOrdinals > _options.MaxUnsealedOrdinals)
        {
            if (UnitsInMemory == 0)
                throw new InvalidOperationException($"A batch has at most {_options.TableCapacity} units; write it before adding more.");
            while (Seal())
            {
            }
        }
    }

    private IReadOnlyList<SerialDuplicate> AddPending(PreparedRun run, uint firstOrdinal, bool checkBuckets)
    {
        // Asked before the view is taken: what is committed from now on is in the closed runs, what was before is in the view.
        var closed = _closed.Uncommitted;

        // Whose hash nobody has is nobody's duplicate: all but a few units end in these passes, which read no serial.
        var view = _current.View;
        _known.Clear();
        view.Active.FindKnown(run.Hashes, _known);
        view.Sealing?.FindKnown(run.Hashes, _known);
        foreach (var runs in closed) runs.FindKnown(run.Hashes, _known);
        _pending.Add(run, firstOrdinal, _known);
        if (_known.Count == 0 && !checkBuckets) return [];
        _known.Sort();
        var duplicates = new DuplicateCollection();
        var last = -1;
        for (var i = 0; i < (checkBuckets ? run.Count : _known.Count); i++)
        {
            var index = checkBuckets ? i : _known[i];
            if (index != last && FindEarlier(view, closed, run, index, firstOrdinal, checkBuckets) is { } earlier) duplicates.Add(earlier, new(run.Run, index));
            last = index;
        }

        return duplicates.ToList();
    }

    private UnitReference? FindEarlier(SerialView view, ReadOnlySpan<PendingRuns> closed, PreparedRun run, int index, uint firstOrdinal, bool checkBuckets)
    {
        Span<byte> buffer = stackalloc byte[SerialList.MaxSerialLength];
        ReadOnlySpan<byte> serial = buffer[..run.ReadSerial(index, buffer)];
        var hash = run.Hashes[index];
        var matches = default(SerialMatches);
        SerialLookup.FindInMemory(_rows, view, hash, run.Gtin, serial, ref matches);
        foreach (var runs in closed) runs.Find(hash, run.Gtin, serial, firstOrdinal, ref matches);
        _pending.Find(hash, run.Gtin, serial, firstOrdinal + (uint)index, ref matches);
        if (checkBuckets)
        {
            SerialLookup.FindInYoung(_rows, view, hash, run.Gtin, serial, ref matches);
            SerialLookup.FindInOld(_rows, _current, hash, run.Gtin, serial, ref matches);
        }

        return matches.Count > 0 ? matches[0] : null;
    }
}
