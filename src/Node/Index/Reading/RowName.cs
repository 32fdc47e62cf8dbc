using System.Buffers.Binary;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Projection;

namespace Ledger.Node.Index.Reading;

/// <summary>Which row: its kind, and its key as a number.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Number">The key.</param>
internal readonly record struct RowName(EntityKind Kind, ulong Number)
{
    private const int KindShift = 56;

    /// <summary>Whether few answers ask for the row, beside those that ask for another: a case's word serves its units alone, some dozens.</summary>
    public bool IsForFew => Kind == EntityKind.Token && new TokenId(Number).Level == TokenLevel.Case;

    /// <summary>Scatters names over all 64 bits.</summary>
    public ulong Hash
    {
        get
        {
            var mixed = (Number ^ ((ulong)Kind << KindShift)) * 0x9E37_79B9_7F4A_7C15;
            return (mixed ^ (mixed >> 32)) * 0xD6E8_FEB8_6659_FD93;
        }
    }

    /// <summary>The name of a row of a kind whose keys have four bytes, or eight.</summary>
    public static RowName Of(EntityKind kind, ReadOnlySpan<byte> key) =>
        new(kind, key.Length == sizeof(ulong) ? BinaryPrimitives.ReadUInt64BigEndian(key) : BinaryPrimitives.ReadUInt32BigEndian(key));
}
