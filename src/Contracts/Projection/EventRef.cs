namespace Ledger.Contracts.Projection;

/// <summary>Where an event stands on the chain: enough to find its receipt and, in it, the log.</summary>
/// <param name="Block">The block's number.</param>
/// <param name="TransactionIndex">The transaction's index in the block.</param>
/// <param name="LogIndex">The log's index in the block.</param>
/// <param name="ReceiptLogIndex">The log's index in its transaction's receipt.</param>
public readonly record struct EventRef(ulong Block, uint TransactionIndex, uint LogIndex, uint ReceiptLogIndex);
