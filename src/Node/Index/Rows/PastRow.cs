using System.Buffers.Binary;
using System.Collections.Frozen;
using Ledger.Contracts.Projection;

namespace Ledger.Node.Index.Rows;

/// <summary>Codec of <c>past</c>: kind (1) | row's key | block (8) → the row before that block changed it, or that there was none.</summary>
/// <remarks>A row as of a height is the one that the first block above the height found; without such a block it is the row of today.</remarks>
internal static class PastRow
{
    private const byte Absent = 0;
    private const byte Present = 1;

    /// <summary>
    /// The kinds that are kept. Tokens are not among them, since their histories have every word; sums have versions of their own; the others never change once
    /// they are there, or no answer about the past is made of them.
    /// </summary>
    public static FrozenSet<EntityKind> Kinds { get; } = new[]
    {
        EntityKind.Run, EntityKind.RunRange, EntityKind.Lot, EntityKind.Product, EntityKind.Partner, EntityKind.Lien, EntityKind.Hold, EntityKind.Shipment,
        EntityKind.Contents, EntityKind.Inside,
    }.ToFrozenSet();

    /// <summary>A key.</summary>
    public static byte[] KeyOf(EntityKind kind, ReadOnlySpan<byte> rowKey, ulong block)
    {
        var key = new byte[1 + rowKey.Length + sizeof(ulong)];
        key[0] = (byte)kind;
        rowKey.CopyTo(key.AsSpan(1));
        BinaryPrimitives.WriteUInt64BigEndian(key.AsSpan(1 + rowKey.Length), block);
        return key;
    }

    /// <summary>Whether two keys are of one row.</summary>
    public static bool IsOfSameRow(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) =>
        left.Length == right.Length && left[..^sizeof(ulong)].SequenceEqual(right[..^sizeof(ulong)]);

    /// <summary>Writes a row.</summary>
    /// <param name="before">What was there before the block; null for nothing.</param>
    public static byte[] Encode(byte[]? before) => before is null ? [Absent] : [Present, .. before];

    /// <summary>Reads a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="before">What was there before the block.</param>
    /// <returns>Whether there was anything.</returns>
    /// <exception cref="IndexCorruptException">It is no such row.</exception>
    public static bool TryDecode(ReadOnlySpan<byte> row, out ReadOnlySpan<byte> before)
    {
        if (row.IsEmpty || row[0] > Present || (row[0] == Absent && row.Length > 1)) throw new IndexCorruptException($"A row of the past has {row.Length} bytes that cannot be read.");
        before = row[1..];
        return row[0] == Present;
    }
}
