namespace Ledger.Bench.History;

/// <summary>What will be in a block.</summary>
/// <param name="Number">Its number.</param>
/// <param name="TimestampSeconds">Its time.</param>
/// <param name="FirstTransaction">Transactions before it.</param>
/// <param name="Drafts">Its transactions.</param>
/// <param name="IsLast">Whether the history ends with it.</param>
internal sealed record BlockPlan(ulong Number, ulong TimestampSeconds, ulong FirstTransaction, IReadOnlyList<TransactionDraft> Drafts, bool IsLast);
