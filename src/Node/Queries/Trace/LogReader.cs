using Ledger.Contracts.Projection;
using Ledger.Ethereum.JsonRpc;
using Ledger.Ethereum.Primitives;
using Ledger.Node.Index;
using Ledger.Node.Index.Reading;
using Ledger.Node.Index.Rows;

namespace Ledger.Node.Queries.Trace;

/// <summary>Reads one log out of a stored receipt, stepping over the others unread.</summary>
internal static class LogReader
{
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
            return ReceiptLog.Read(ReceiptRow.ReadReceipt(row.Span), place);
        }
    }
}
