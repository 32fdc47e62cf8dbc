using Ledger.Bench;
using Ledger.Bench.Api;
using Ledger.Bench.Bulk;
using Ledger.Bench.Growth;
using Ledger.Bench.History;
using Ledger.Bench.Indexing;
using Ledger.Bench.Lookup;
using Ledger.Bench.Serials;

return BenchmarkCommand.Run(
    args,
    [new SerialBenchmark(), new ApiBenchmark(), new GenerateBenchmark(), new GrowthBenchmark(), new LookupBenchmark(), new IndexBenchmark(), new BulkBenchmark()],
    Console.Out,
    Console.Error);
