namespace Ledger.Bench.Lookup;

/// <summary>What RocksDB's own benchmark reads.</summary>
/// <param name="OneThread">Reads a second on one thread.</param>
/// <param name="FourThreads">Reads a second on four.</param>
internal sealed record DbBenchOutcome(double OneThread, double FourThreads);
