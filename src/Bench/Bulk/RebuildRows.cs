using System.Buffers.Binary;
using Ledger.Bench.History;
using Ledger.Node.Index.Rows;
using Ledger.Node.Index.Serials;
using Ledger.Node.Index.Storage;

namespace Ledger.Bench.Bulk;

/// <summary>
/// The rows of an index that its writer never reads back while it rebuilds, in the order of a rebuild: all that could go in as finished tables. The block of a row
/// stands in its key; chunks of serials, whose keys have none, are spread evenly over the batches.
/// </summary>
internal static class RebuildRows
{
    /// <summary>Blocks in a batch: what a rebuild's batches have at most.</summary>
    private const int BlocksPerBatch = 32;

    /// <summary>Families whose keys come in order.</summary>
    private static readonly (string Name, int BlockOffset)[] Ordered = [(LedgerFamilies.Block, 0), (LedgerFamilies.Receipt, 0), (LedgerFamilies.Event, 0)];

    /// <summary>Families whose keys begin with a subject or row, and come in no order.</summary>
    private static readonly (string Name, int BlockOffset)[] Unordered =
    [
        (LedgerFamilies.History, HistoryRow.SubjectSizeBytes), (LedgerFamilies.Binding, HistoryRow.SubjectSizeBytes), (LedgerFamilies.Past, -sizeof(ulong)),
    ];

    /// <summary>Reads an index: first the families that are written in order, then the others.</summary>
    /// <param name="index">The index, flushed.</param>
    public static (IReadOnlyList<FamilyRows> Ordered, IReadOnlyList<FamilyRows> Unordered) Read(GeneratedIndex index)
    {
        var batches = 1 + (int)(index.Index.Cursor!.Number / BlocksPerBatch);
        List<FamilyRows> ordered = [.. Ordered.Select(family => Read(index, family.Name, family.BlockOffset, batches)), Spread(index, SerialIndexFamilies.RunBlob, batches)];
        return (ordered, [.. Unordered.Select(family => Read(index, family.Name, family.BlockOffset, batches))]);
    }

    private static FamilyRows Read(GeneratedIndex index, string name, int blockOffset, int batches)
    {
        var rows = new List<BulkRow>[batches];
        for (var i = 0; i < rows.Length; i++) rows[i] = [];
        foreach (var row in All(index, name))
        {
            var block = BinaryPrimitives.ReadUInt64BigEndian(row.Key.AsSpan(blockOffset < 0 ? row.Key.Length + blockOffset : blockOffset));
            rows[block / BlocksPerBatch].Add(row);
        }

        return new(name, rows);
    }

    private static FamilyRows Spread(GeneratedIndex index, string name, int batches)
    {
        var all = All(index, name).ToList();
        return new(name, [.. Enumerable.Range(0, batches).Select(i => all[Place(i)..Place(i + 1)])]);

        int Place(int batch) => (int)((long)all.Count * batch / batches);
    }

    private static IEnumerable<BulkRow> All(GeneratedIndex index, string name)
    {
        using var rows = index.Database.Rocks.CreateIterator(index.Database.Rocks.GetColumnFamily(name), new() { FillCache = false });
        for (var isValid = rows.SeekToFirst(); isValid; isValid = rows.Next()) yield return new(rows.Key.ToArray(), rows.Value.ToArray());
    }
}
