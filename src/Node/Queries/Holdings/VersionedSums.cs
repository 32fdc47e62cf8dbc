using System.Buffers.Binary;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Projection;
using Ledger.Contracts.Projection.Records;
using Ledger.Contracts.Words;
using Ledger.Native.RocksDb;
using Ledger.Node.Index.Reading;

namespace Ledger.Node.Queries.Holdings;

/// <summary>Reads sums as of a height: of each sum's versions the newest at or below it.</summary>
internal static class VersionedSums
{
    private const int VersionSizeBytes = sizeof(ulong);

    /// <summary>Takes one sum; its key is without the version. Returns whether to go on.</summary>
    public delegate bool Take(ReadOnlySpan<byte> key, UnitSum sum);

    /// <summary>Walks the sums whose keys start with a prefix, those that are zero left out.</summary>
    /// <param name="view">The index.</param>
    /// <param name="prefix">Partner, or partner and product.</param>
    /// <param name="after">Begins after this sum's key; empty begins with the first.</param>
    /// <param name="height">The block.</param>
    /// <param name="take">Takes each.</param>
    public static void Walk(IndexView view, ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> after, ulong height, Take take)
    {
        using var rows = view.Iterate(EntityKind.HoldingSum, prefix);
        Span<byte> version = stackalloc byte[VersionSizeBytes];
        BinaryPrimitives.WriteUInt64BigEndian(version, ~height);
        var isValid = after.IsEmpty ? rows.SeekToFirst() : Skip(rows, after);
        while (isValid)
        {
            var key = rows.Key[..^VersionSizeBytes].ToArray();
            isValid = rows.Seek([.. key, .. version]);
            if (isValid && rows.Key[..^VersionSizeBytes].SequenceEqual(key))
            {
                var sum = UnitSum.Read(rows.Value);
                if (!sum.IsZero && !take(key, sum)) return;
            }

            isValid = Skip(rows, key);
        }
    }

    /// <summary>The sums of a lot, by partner and status, those that are zero left out: a seek for each that there is or once was.</summary>
    /// <param name="view">The index.</param>
    /// <param name="lot">The lot.</param>
    /// <param name="height">The block.</param>
    public static IEnumerable<(PartnerId Partner, TokenStatus Status, UnitSum Sum)> OfLot(IndexView view, LotId lot, ulong height)
    {
        if (!view.Rows.TryLot(lot, out var record)) yield break;
        using var holders = view.Iterate(EntityKind.LotHolder, ProjectionKeys.Lot(lot).Span);
        using var sums = view.Iterate(EntityKind.HoldingSum, []);
        for (var isValid = holders.SeekToFirst(); isValid; isValid = holders.Next())
        {
            var (partner, status) = HolderOf(holders.Key);
            var sum = SumAt(sums, ProjectionKeys.HoldingSum(partner, record.Word.Product, lot, status), height);
            if (!sum.IsZero) yield return (partner, status, sum);
        }
    }

    private static (PartnerId Partner, TokenStatus Status) HolderOf(ReadOnlySpan<byte> key) =>
        (new(BinaryPrimitives.ReadUInt32BigEndian(key[sizeof(uint)..])), (TokenStatus)key[2 * sizeof(uint)]);

    // Zero before the first version.
    private static UnitSum SumAt(RocksIterator sums, ProjectionKey versions, ulong height)
    {
        var newest = ProjectionKeys.AtBlock(versions, height);
        return sums.Seek(newest.Span) && sums.Key.StartsWith(versions.Span) ? UnitSum.Read(sums.Value) : default;
    }

    private static bool Skip(RocksIterator rows, ReadOnlySpan<byte> key)
    {
        var next = KeyRange.After(key);
        return next.Length > 0 && rows.Seek(next);
    }
}
