using Ledger.Contracts.Generated;
using Ledger.Contracts.Projection;
using Ledger.Contracts.Projection.Records;
using Ledger.Ethereum.Primitives;

namespace Ledger.Node.Index.Rows;

/// <summary>
/// Codec of <c>message</c>: the first bytes of a digest → where the event stands that told the outcome. The rest, the whole digest included, stands in the event.
/// A digest whose first bytes are another's has a row under all of its bytes.
/// </summary>
internal static class MessageRow
{
    /// <summary>The bytes of a digest that a row is kept by: of a hundred million messages, one in ten thousand that are asked for meets another's row.</summary>
    public const int ShortKeySizeBytes = 5;

    /// <summary>Makes the row of a record.</summary>
    /// <param name="record">The projection's record.</param>
    /// <param name="row">Takes the row.</param>
    public static void Write(ReadOnlySpan<byte> record, PackedWriter row)
    {
        var place = MessageRecord.Read(record).Event;
        row.Number(place.Block);
        row.Number(place.TransactionIndex);
        row.Number(place.ReceiptLogIndex);
    }

    /// <summary>Reads where the event stands, its index in the block left out.</summary>
    /// <exception cref="IndexCorruptException">It is no row.</exception>
    public static EventRef ReadPlace(ReadOnlySpan<byte> row)
    {
        var reader = new PackedReader(row);
        var (block, transaction, log) = (reader.Number(), reader.Number(), reader.Number());
        if (!reader.IsAtEnd || transaction > uint.MaxValue || log > uint.MaxValue) throw new IndexCorruptException($"A message's row has {row.Length} bytes.");
        return new(block, (uint)transaction, 0, (uint)log);
    }

    /// <summary>Makes the projection's record of a digest from the receipt that its row names.</summary>
    /// <param name="digest">The digest.</param>
    /// <param name="place">Where its row says that the event stands.</param>
    /// <param name="receipt">The receipt's row.</param>
    /// <returns>The record; null when the event is about another message.</returns>
    /// <exception cref="IndexCorruptException">There is no such event.</exception>
    public static byte[]? TryRead(ReadOnlySpan<byte> digest, EventRef place, ReadOnlySpan<byte> receipt)
    {
        var at = place with { LogIndex = ReceiptRow.ReadFirstLogIndex(receipt) + place.ReceiptLogIndex };
        var log = ReceiptLog.Read(ReceiptRow.ReadReceipt(receipt), at);
        var (told, record) =
            AppliedEvent.TryDecode(log.Topics.Span, log.Data.Span, out var applied) ? (applied.Digest, new MessageRecord(MessageState.Applied, at, applied.Document, []))
            : FailedEvent.TryDecode(log.Topics.Span, log.Data.Span, out var failed) ? (failed.Digest, new MessageRecord(MessageState.Failed, at, Bytes32.Zero, failed.Reason))
            : throw new IndexCorruptException($"Log {place.ReceiptLogIndex} of block {place.Block}, transaction {place.TransactionIndex} is no message's outcome.");
        return told.Span.SequenceEqual(digest) ? record.Encode() : null;
    }
}
