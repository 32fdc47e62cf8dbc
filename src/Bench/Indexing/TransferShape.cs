namespace Ledger.Bench.Indexing;

/// <summary>A history of transfers.</summary>
/// <param name="LogsPerTransaction">Events of each transaction.</param>
/// <param name="Transactions">Transactions of all.</param>
/// <param name="TransactionsPerBlock">Transactions of each block.</param>
internal readonly record struct TransferShape(int LogsPerTransaction, int Transactions, int TransactionsPerBlock)
{
    /// <summary>Events of all transactions.</summary>
    public long Logs => (long)LogsPerTransaction * Transactions;
}
