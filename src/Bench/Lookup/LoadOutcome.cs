namespace Ledger.Bench.Lookup;

/// <summary>What a load came to.</summary>
/// <param name="Rate">Answers a second, all threads together.</param>
/// <param name="ProcessorMicroseconds">Time of a processor for each answer: unlike the rate, it hardly depends on who else uses the machine.</param>
internal sealed record LoadOutcome(double Rate, double ProcessorMicroseconds);
