using System.Buffers.Binary;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Projection;
using Ledger.Contracts.Projection.Records;
using Ledger.Contracts.Words;
using Ledger.Node.Index.Rows;

namespace Ledger.Node.Index.Reading;

/// <summary>The rows that a token's state is made of, as they were after a block of the past: one seek in the history a row.</summary>
/// <remarks>
/// Rows of tokens, lots, products, liens, holds, shipments and partners are those of today with the storage word of then; touched bits come from the
/// events that dispensed units without a record. Recalled ranges are those of the holds in force then. Counters, sums, junior claims and a free container's list of lots are those of today.
/// </remarks>
internal sealed class HistoricalReader(IndexView view, ulong block) : IProjectionReader
{
    // Records start with a version; the word comes right after it.
    private const int WordOffset = 1;

    // Of a run's word, the byte with the number of its recalled ranges: bits 144 to 151 of 256, big-endian.
    private const int RangeCountOffset = StorageWord.SizeBytes - 1 - (144 / 8);

    private readonly EventPosition _end = EventPosition.EndOf(block);
    private readonly Dictionary<RunId, List<(uint Hold, uint First, uint Last)>> _ranges = [];
    private byte[] _row = new byte[256];

    /// <inheritdoc/>
    public bool TryRead(EntityKind kind, ReadOnlySpan<byte> key, out ReadOnlySpan<byte> value) => kind switch
    {
        EntityKind.Token => TryReadToken(BinaryPrimitives.ReadUInt64BigEndian(key), out value),
        EntityKind.Touched => TryReadTouched(key, out value),
        EntityKind.Run => TryReadRun(key, out value),
        EntityKind.RunRange => TryReadRange(key, out value),
        EntityKind.Lot => TryReadRecord(kind, key, SubjectKind.Lot, out value),
        EntityKind.Product => TryReadRecord(kind, key, SubjectKind.Product, out value),
        EntityKind.Partner => TryReadRecord(kind, key, SubjectKind.Partner, out value),
        EntityKind.Lien => TryReadRecord(kind, key, SubjectKind.Lien, out value),
        EntityKind.Hold => TryReadRecord(kind, key, SubjectKind.Hold, out value),
        EntityKind.Shipment => TryReadRecord(kind, key, SubjectKind.Shipment, out value),
        _ => view.TryRead(kind, key, out value),
    };

    private bool TryReadToken(ulong id, out ReadOnlySpan<byte> value)
    {
        value = default;
        if (view.History.Last(new(SubjectKind.Token, id), _end) is not { } entry) return false;
        entry.SlotAfter.Span.CopyTo(_row);
        value = _row.AsSpan(0, StorageWord.SizeBytes);
        return value.ContainsAnyExcept((byte)0);
    }

    // What was dispensed without a record until then is touched; tokens with a record answer by it.
    private bool TryReadTouched(ReadOnlySpan<byte> key, out ReadOnlySpan<byte> value)
    {
        value = default;
        if (!view.TryRead(EntityKind.Dispense, key, out var row)) return false;
        var spans = DispenseRecord.Read(row).Events;
        var bits = _row.AsSpan(0, StorageWord.SizeBytes);
        bits.Clear();
        foreach (var span in spans)
        {
            if (span.Event.Block > block) continue;
            for (int number = span.First; number <= span.Last; number++) bits[StorageWord.SizeBytes - 1 - (number / 8)] |= (byte)(1 << (number % 8));
        }

        value = bits;
        return true;
    }

    private bool TryReadRun(ReadOnlySpan<byte> key, out ReadOnlySpan<byte> value)
    {
        value = default;
        var id = new RunId(BinaryPrimitives.ReadUInt32BigEndian(key));
        if (!view.Rows.TryRun(id, out var run) || run.Commissioned.Block > block) return false;
        var ranges = RangesOf(id);
        if (!view.TryRead(EntityKind.Run, key, out var row)) return false;
        if (_row.Length < row.Length) _row = new byte[row.Length];
        row.CopyTo(_row);
        _row[WordOffset + RangeCountOffset] = (byte)ranges.Count;
        value = _row.AsSpan(0, row.Length);
        return true;
    }

    // The list as the contract had it may have had another order, which means nothing.
    private bool TryReadRange(ReadOnlySpan<byte> key, out ReadOnlySpan<byte> value)
    {
        value = default;
        var ranges = RangesOf(new(BinaryPrimitives.ReadUInt32BigEndian(key)));
        var index = key[sizeof(uint)];
        if (index >= ranges.Count) return false;
        var (hold, first, last) = ranges[index];
        new StorageWord(0, 0, last, ((ulong)first << 32) | hold).Write(_row);
        value = _row.AsSpan(0, StorageWord.SizeBytes);
        return true;
    }

    private List<(uint Hold, uint First, uint Last)> RangesOf(RunId run)
    {
        if (_ranges.TryGetValue(run, out var known)) return known;
        var ranges = new List<(uint, uint, uint)>();
        var prefix = ProjectionKeys.HoldTarget(HoldScope.Range, run.Value);
        using var holds = view.Iterate(EntityKind.HoldByTarget, prefix.Span);
        for (var isValid = holds.SeekToFirst(); isValid; isValid = holds.Next())
        {
            var id = BinaryPrimitives.ReadUInt32BigEndian(holds.Key[^sizeof(uint)..]);
            if (!view.Rows.TryHold(new(id), out var hold) || hold.Placed.Block > block) continue;
            if (hold.Word.IsActive || hold.Lifted.Block > block) ranges.Add((id, hold.First, hold.Last));
        }

        return _ranges[run] = ranges;
    }

    private bool TryReadRecord(EntityKind kind, ReadOnlySpan<byte> key, SubjectKind subject, out ReadOnlySpan<byte> value)
    {
        value = default;
        if (view.History.Last(new(subject, BinaryPrimitives.ReadUInt32BigEndian(key)), _end) is not { } entry) return false;
        if (!view.TryRead(kind, key, out var row)) return false;
        if (_row.Length < row.Length) _row = new byte[row.Length];
        row.CopyTo(_row);
        entry.SlotAfter.Span.CopyTo(_row.AsSpan(WordOffset));
        value = _row.AsSpan(0, row.Length);
        return true;
    }
}
