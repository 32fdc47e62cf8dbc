namespace Ledger.Bench.Api;

/// <summary>What came of calls at a fixed rate.</summary>
/// <param name="Times">From when each call should have been sent to its answer.</param>
/// <param name="Lateness">How much later than it should each call was sent, waits for the node left out: the generator's own share of its time.</param>
internal sealed record OpenLoopOutcome(Latencies Times, Latencies Lateness);
