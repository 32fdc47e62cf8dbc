using Ledger.Bench;
using Ledger.Bench.Serials;

return BenchmarkCommand.Run(args, [new SerialBenchmark()], Console.Out, Console.Error);
