using System.Buffers.Binary;
using Ledger.Contracts.Projection;
using Ledger.Contracts.Projection.Records;
using Ledger.Contracts.Words;
using Ledger.Node.Index.Rows;

namespace Ledger.Node.Index.Reading;

/// <summary>The rows that answers about the past are made of, as they were then: one seek a row.</summary>
/// <remarks>
/// Tokens come from their histories, touched bits from the events that dispensed units without a record, all others from what the writer kept
/// before it changed them. A kind of which the past is not known is refused, so no answer mixes two heights.
/// </remarks>
/// <param name="view">The index.</param>
/// <param name="position">After which event. Within a block only tokens are exact; other rows are those after it.</param>
internal sealed class HistoricalReader(IndexView view, EventPosition position) : IProjectionReader
{
    private readonly byte[] _word = new byte[StorageWord.SizeBytes];

    /// <inheritdoc/>
    public bool TryRead(EntityKind kind, ReadOnlySpan<byte> key, out ReadOnlySpan<byte> value) => kind switch
    {
        EntityKind.Token => TryReadToken(BinaryPrimitives.ReadUInt64BigEndian(key), out value),
        EntityKind.Touched => TryReadTouched(key, out value),

        // Written once, with what they belong to, which was not there before.
        EntityKind.RunSource or EntityKind.ShipmentManifest => view.TryRead(kind, key, out value),
        _ => view.TryReadAt(kind, key, position.Block, out value),
    };

    private bool TryReadToken(ulong id, out ReadOnlySpan<byte> value)
    {
        value = default;
        if (view.History.Last(new(SubjectKind.Token, id), position) is not { } entry) return false;
        entry.SlotAfter.Span.CopyTo(_word);
        value = _word;
        return value.ContainsAnyExcept((byte)0);
    }

    // What was dispensed without a record until then is touched; tokens with a record answer by it.
    private bool TryReadTouched(ReadOnlySpan<byte> key, out ReadOnlySpan<byte> value)
    {
        value = default;
        if (!view.TryRead(EntityKind.Dispense, key, out var row)) return false;
        var spans = DispenseRecord.Read(row).Events;
        _word.AsSpan().Clear();
        foreach (var span in spans)
        {
            if (new EventPosition(span.Event.Block, span.Event.LogIndex) > position) continue;
            for (int number = span.First; number <= span.Last; number++) _word[StorageWord.SizeBytes - 1 - (number / 8)] |= (byte)(1 << (number % 8));
        }

        value = _word;
        return true;
    }
}
