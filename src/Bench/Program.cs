using Ledger.Bench;
using Ledger.Bench.Api;
using Ledger.Bench.Serials;

return BenchmarkCommand.Run(args, [new SerialBenchmark(), new ApiBenchmark()], Console.Out, Console.Error);
