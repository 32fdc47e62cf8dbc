using Ledger.Contracts.Projection;
using Ledger.Ethereum.JsonRpc;
using Ledger.Ethereum.Primitives;
using Ledger.Ethereum.Rlp;

namespace Ledger.Node.Index.Rows;

/// <summary>Reads one log out of a stored receipt, stepping over the others unread.</summary>
internal static class ReceiptLog
{
    // Before a receipt's logs stand status, gas and bloom.
    private const int MembersBeforeLogs = 3;
    private const byte HighestTypePrefix = 0x7f;

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
