using Ledger.Contracts.Projection;
using Ledger.Ethereum.JsonRpc;
using Ledger.Ethereum.Primitives;
using Ledger.Ethereum.Rlp;
using Ledger.Node.Index;
using Ledger.Node.Index.Reading;
using Ledger.Node.Index.Rows;

namespace Ledger.Node.Queries.Trace;

/// <summary>Reads one log out of a stored receipt, stepping over the others unread.</summary>
internal static class LogReader
{
    // Before a receipt's logs stand status, gas and bloom.
    private const int MembersBeforeLogs = 3;
    private const byte HighestTypePrefix = 0x7f;

    /// <summary>The log at a place; null when the view has no such transaction.</summary>
    /// <exception cref="IndexCorruptException">The receipt has no such log.</exception>
    public static LogEntry? Read(IndexView view, EventRef place) => Read(view, place, out _);

    /// <summary>The log at a place; null when the view has no such transaction.</summary>
    /// <param name="view">The index.</param>
    /// <param name="place">The place.</param>
    /// <param name="transactionHash">The transaction's hash.</param>
    /// <exception cref="IndexCorruptException">The receipt has no such log.</exception>
    public static LogEntry? Read(IndexView view, EventRef place, out Bytes32 transactionHash)
    {
        transactionHash = default;
        if (!view.TryFindReceipt(place.Block, place.TransactionIndex, out var row)) return null;
        using (row)
        {
            transactionHash = ReceiptRow.ReadTransactionHash(row.Span);
            return Read(ReceiptRow.ReadReceipt(row.Span), place);
        }
    }

    /// <summary>The log at a place of a receipt.</summary>
    /// <param name="encoded">The receipt's consensus encoding.</param>
    /// <param name="place">The place.</param>
    /// <exception cref="IndexCorruptException">The receipt has no such log.</exception>
    public static LogEntry Read(ReadOnlySpan<byte> encoded, EventRef place)
    {
        try
        {
            var outer = new RlpReader(encoded[0] <= HighestTypePrefix ? encoded[1..] : encoded);
            var members = outer.ReadList();
            for (var i = 0; i < MembersBeforeLogs; i++) members.Skip();
            var logs = members.ReadList();
            for (var i = 0; i < place.ReceiptLogIndex; i++) logs.Skip();
            return ReadLog(logs.ReadList(), place.LogIndex);
        }
        catch (EthereumFormatException exception)
        {
            throw new IndexCorruptException($"The receipt of block {place.Block}, transaction {place.TransactionIndex} has no log {place.ReceiptLogIndex}.", exception);
        }
    }

    private static LogEntry ReadLog(RlpReader log, uint index)
    {
        var address = log.ReadAddress();
        var items = log.ReadList();
        Span<Bytes32> topics = stackalloc Bytes32[TopicList.MaxCount];
        var count = 0;
        while (!items.IsAtEnd && count < topics.Length) topics[count++] = items.ReadBytes32();
        return new(address, new TopicList(topics[..count]), log.ReadBytes().ToArray(), index);
    }
}
