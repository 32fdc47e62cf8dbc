using Ledger.Contracts.Projection;
using Ledger.Contracts.Projection.Records;
using Ledger.Node.Index.Reading;

namespace Ledger.Node.Queries.Holdings;

/// <summary>Reads sums as of a height: of each sum's versions the newest at or below it.</summary>
internal static class VersionedSums
{
    private const int VersionSizeBytes = sizeof(ulong);

    /// <summary>Takes one sum; its key is without the version. Returns whether to go on.</summary>
    public delegate bool Take(ReadOnlySpan<byte> key, UnitSum sum);

    /// <summary>Walks the sums of a kind whose keys start with a prefix, those that are zero left out.</summary>
    /// <param name="view">The index.</param>
    /// <param name="kind">Holding sums or their mirror.</param>
    /// <param name="prefix">Partner or lot.</param>
    /// <param name="after">Begins after this sum's key; empty begins with the first.</param>
    /// <param name="height">The block.</param>
    /// <param name="take">Takes each.</param>
    public static void Walk(IndexView view, EntityKind kind, ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> after, ulong height, Take take)
    {
        using var rows = view.Iterate(kind, prefix);
        Span<byte> version = stackalloc byte[VersionSizeBytes];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(version, ~height);
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

    private static bool Skip(Native.RocksDb.RocksIterator rows, ReadOnlySpan<byte> key)
    {
        var next = KeyRange.After(key);
        return next.Length > 0 && rows.Seek(next);
    }
}
