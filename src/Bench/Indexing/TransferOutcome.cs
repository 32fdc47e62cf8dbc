namespace Ledger.Bench.Indexing;

/// <summary>Logs a second.</summary>
/// <param name="Ours">Into our index.</param>
/// <param name="Feed">Read and thrown away.</param>
/// <param name="Rebuilt">From the receipts that our index keeps into another.</param>
/// <param name="Ponder">Into Ponder's table; null when it was left out.</param>
internal sealed record TransferOutcome(double Ours, double Feed, double Rebuilt, double? Ponder);
