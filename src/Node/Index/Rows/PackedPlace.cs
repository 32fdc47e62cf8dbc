using Ledger.Contracts.Projection;

namespace Ledger.Node.Index.Rows;

/// <summary>Tells events of one block from the ones before them in a packed row: of a transaction's events, each after the first takes three bytes.</summary>
/// <param name="block">The block.</param>
/// <param name="firstLog">The log that the first event is told from.</param>
internal struct PackedPlace(ulong block, uint firstLog)
{
    private ulong _log = firstLog;
    private ulong _transaction;

    // The first log of a transaction is the same for all of its events, so it is told in place of the log's index in the receipt.
    private ulong _transactionLog = firstLog;

    /// <summary>Writes an event's place.</summary>
    public void Write(PackedWriter row, in EventRef place)
    {
        var transactionLog = (ulong)place.LogIndex - place.ReceiptLogIndex;
        row.Step(_log, place.LogIndex);
        row.Step(_transaction, place.TransactionIndex);
        row.Step(_transactionLog, transactionLog);
        (_log, _transaction, _transactionLog) = (place.LogIndex, place.TransactionIndex, transactionLog);
    }

    /// <summary>Reads an event's place.</summary>
    /// <exception cref="IndexCorruptException">It is none.</exception>
    public EventRef Read(ref PackedReader row)
    {
        _log = row.Step32(_log);
        _transaction = row.Step32(_transaction);
        _transactionLog = row.Step(_transactionLog);
        var inReceipt = _log - _transactionLog;
        if (inReceipt > uint.MaxValue) throw new IndexCorruptException("A log of a packed row is not in its receipt.");
        return new(block, (uint)_transaction, (uint)_log, (uint)inReceipt);
    }
}
