using Ledger.Contracts.Projection.Records;

namespace Ledger.Node.Index.Rows;

/// <summary>Codec of <c>dispense</c>: the projection's record of 256 units, each event told from the one before it, so that one of a batch takes six bytes and not 22.</summary>
internal static class DispenseRow
{
    private const int MaxSpans = 256;

    /// <summary>Makes the row of a record.</summary>
    /// <param name="record">The projection's record.</param>
    /// <param name="row">Takes the row.</param>
    public static void Write(ReadOnlySpan<byte> record, PackedWriter row)
    {
        var place = default(PackedPlace);
        var (block, next) = (0ul, 0ul);
        foreach (var span in DispenseRecord.Read(record).Events)
        {
            row.Step(block, span.Event.Block);
            if (span.Event.Block != block) place = default;
            block = span.Event.Block;
            place.Write(row, span.Event);
            row.Step(next, span.First);
            row.Number((uint)(span.Last - span.First));
            next = span.Last + 1u;
        }
    }

    /// <summary>Makes the projection's record of a row.</summary>
    /// <exception cref="IndexCorruptException">It is no row.</exception>
    public static byte[] Read(ReadOnlySpan<byte> row)
    {
        var reader = new PackedReader(row);
        var spans = new List<DispenseRecord.Span>();
        var place = default(PackedPlace);
        var (block, next) = (0ul, 0ul);
        while (!reader.IsAtEnd)
        {
            if (spans.Count == MaxSpans) throw new IndexCorruptException("A row of 256 units names more events than that.");
            var at = reader.Step(block);
            if (at != block) place = default;
            block = at;
            var read = place.Read(ref reader) with { Block = block };
            var first = reader.Step32(next);
            var last = first + reader.Number();
            if (first > last || last > byte.MaxValue) throw new IndexCorruptException("A row of 256 units names another unit.");
            spans.Add(new((byte)first, (byte)last, read));
            next = last + 1;
        }

        return new DispenseRecord(spans).Encode();
    }
}
