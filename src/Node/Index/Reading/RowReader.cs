using Ledger.Contracts.Projection;
using Ledger.Native.RocksDb;
using Ledger.Node.Index.Rows;
using Ledger.Node.Index.Storage;

namespace Ledger.Node.Index.Reading;

/// <summary>Reads the projection's rows as it wrote them, however they are stored (<see cref="StoredRow"/>).</summary>
internal static class RowReader
{
    /// <summary>Reads a row.</summary>
    /// <param name="database">The database.</param>
    /// <param name="kind">The row's kind.</param>
    /// <param name="key">Its key.</param>
    /// <param name="snapshot">As of when; null for now.</param>
    /// <returns>The row; null when there is none.</returns>
    /// <exception cref="IndexCorruptException">What is stored is not what the index writes.</exception>
    public static byte[]? Get(LedgerDatabase database, EntityKind kind, ReadOnlySpan<byte> key, Snapshot? snapshot = null)
    {
        if (kind is EntityKind.Message) return MessageReader.Find(database, key, snapshot, out _);
        var stored = database.Rocks.Get(database.FamilyOf(kind), key, snapshot);
        return kind is EntityKind.Dispense && stored is not null ? DispenseRow.Read(stored) : stored;
    }
}
