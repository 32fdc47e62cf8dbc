using System.Buffers.Binary;
using Ledger.Node.Index.Storage;

namespace Ledger.Node.Index.Rows;

/// <summary>Reads the receipts of a block.</summary>
internal static class ReceiptRows
{
    /// <summary>The receipts of a block in order; none when the index lacks the block.</summary>
    /// <param name="database">The index's database.</param>
    /// <param name="number">The block's number.</param>
    public static IReadOnlyList<ReceiptRow> Of(LedgerDatabase database, ulong number)
    {
        if (database.Rocks.Get(database.Blocks, BlockRow.KeyOf(number)) is not { } block) return [];
        var rows = new List<ReceiptRow>((int)BlockRow.Decode(block).TransactionCount);
        using var iterator = database.Rocks.CreateIterator(database.Receipts);
        for (var isValid = iterator.Seek(ReceiptRow.KeyOf(number, 0)); isValid; isValid = iterator.Next())
        {
            if (BinaryPrimitives.ReadUInt64BigEndian(iterator.Key) != number) break;
            rows.Add(ReceiptRow.Decode(iterator.Value.ToArray()));
        }

        return rows;
    }
}
