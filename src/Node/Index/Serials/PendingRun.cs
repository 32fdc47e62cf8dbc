namespace Ledger.Node.Index.Serials;

/// <summary>A run in a write batch.</summary>
/// <param name="Run">The run.</param>
/// <param name="FirstOrdinal">The ordinal of its first unit; the others follow.</param>
internal readonly record struct PendingRun(PreparedRun Run, uint FirstOrdinal);
