using Ledger.Contracts.Projection;

namespace Ledger.Node.Index.Rows;

/// <summary>How the projection's rows are stored: most as they are, some without what stands elsewhere.</summary>
internal static class StoredRow
{
    /// <summary>Whether rows of a kind are stored as they are.</summary>
    public static bool IsAsItIs(EntityKind kind) => kind is not (EntityKind.Dispense or EntityKind.Message);

    /// <summary>Makes what is stored of a row.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="row">The row.</param>
    /// <param name="scratch">Holds what is made.</param>
    /// <returns>What is stored; valid until the scratch is used again.</returns>
    public static ReadOnlySpan<byte> Of(EntityKind kind, byte[] row, PackedWriter scratch)
    {
        scratch.Clear();
        switch (kind)
        {
            case EntityKind.Dispense:
                DispenseRow.Write(row, scratch);
                return scratch.Written;
            case EntityKind.Message:
                MessageRow.Write(row, scratch);
                return scratch.Written;
            default:
                return row;
        }
    }
}
