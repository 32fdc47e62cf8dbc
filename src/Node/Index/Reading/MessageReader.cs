using Ledger.Contracts.Projection;
using Ledger.Ethereum.Primitives;
using Ledger.Native.RocksDb;
using Ledger.Node.Index.Rows;
using Ledger.Node.Index.Storage;

namespace Ledger.Node.Index.Reading;

/// <summary>Finds outcomes of messages: by the first bytes of the digest, the rest of which is held against the event itself.</summary>
internal static class MessageReader
{
    /// <summary>Finds the outcome of a message.</summary>
    /// <param name="database">The database.</param>
    /// <param name="digest">The message's digest.</param>
    /// <param name="snapshot">As of when; null for now.</param>
    /// <param name="isTaken">Whether the first bytes of the digest are another's.</param>
    /// <returns>The projection's record; null when there is none.</returns>
    /// <exception cref="IndexCorruptException">A row names no outcome.</exception>
    public static byte[]? Find(LedgerDatabase database, ReadOnlySpan<byte> digest, Snapshot? snapshot, out bool isTaken)
    {
        isTaken = false;
        if (digest.Length != Bytes32.SizeBytes) throw new ArgumentException("A digest has 32 bytes.", nameof(digest));
        if (Find(database, digest[..MessageRow.ShortKeySizeBytes], snapshot) is not { } place) return null;
        if (TryRead(database, digest, place, snapshot) is { } record) return record;
        isTaken = true;
        return Find(database, digest, snapshot) is { } other
            ? TryRead(database, digest, other, snapshot) ?? throw new IndexCorruptException("A message's row names the outcome of another.")
            : null;
    }

    private static EventRef? Find(LedgerDatabase database, ReadOnlySpan<byte> key, Snapshot? snapshot)
    {
        if (!database.Rocks.TryGet(database.FamilyOf(EntityKind.Message), key, out var row, snapshot)) return null;
        using (row) return MessageRow.ReadPlace(row.Span);
    }

    private static byte[]? TryRead(LedgerDatabase database, ReadOnlySpan<byte> digest, EventRef place, Snapshot? snapshot)
    {
        Span<byte> key = stackalloc byte[ReceiptRow.KeySizeBytes];
        ReceiptRow.WriteKey(place.Block, place.TransactionIndex, key);
        if (!database.Rocks.TryGet(database.Receipts, key, out var receipt, snapshot))
            throw new IndexCorruptException($"A message's row names block {place.Block}, transaction {place.TransactionIndex}, which has no receipt.");
        using (receipt) return MessageRow.TryRead(digest, place, receipt.Span);
    }
}
