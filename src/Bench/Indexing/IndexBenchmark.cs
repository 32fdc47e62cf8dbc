using Ledger.Bench.Peers;
using Ledger.Bench.Serials;

namespace Ledger.Bench.Indexing;

/// <summary>From the embedded chain's RPC into the index, beside what the RPC gives at most and beside Ponder with PostgreSQL on the same chain.</summary>
internal sealed class IndexBenchmark : IBenchmark
{
    private const string FeedName = "eth_getBlockReceipts, 4 in flight, discarded";
    private const int DefaultRuns = 300;

    // As many blocks as anvil keeps receipts of, founding and finality left out: a second or more of indexing, so that its beginning and end weigh little.
    private static readonly TransferShape[] Shapes =
    [
        new(LogsPerTransaction: 1, Transactions: 40_000, TransactionsPerBlock: 500),
        new(LogsPerTransaction: 5, Transactions: 40_000, TransactionsPerBlock: 200),
        new(LogsPerTransaction: 1_000, Transactions: 400, TransactionsPerBlock: 2),
    ];

    /// <inheritdoc/>
    public string Name => "index";

    /// <inheritdoc/>
    public string Usage => "[--percent N] [--repeats N] [--seed S] [--logs N] [--runs THOUSANDS] [--no-peer]: transfers at 1, 5 and 1,000 logs a transaction, and runs, from anvil's RPC into the index";

    // Benchmarks are run one by one from a thread that has nothing else to do, so this one may block it.
    /// <inheritdoc/>
    public IReadOnlyList<BenchmarkFigure> Run(BenchmarkArguments arguments, TextWriter progress) =>
        RunAsync(arguments, progress, CancellationToken.None).GetAwaiter().GetResult();

    private static async Task<IReadOnlyList<BenchmarkFigure>> RunAsync(BenchmarkArguments arguments, TextWriter progress, CancellationToken cancellationToken)
    {
        var percent = arguments.Number("percent", 100, 1, 100);
        var repeats = arguments.Number("repeats", 3, 1, 99);
        var seed = arguments.Number("seed", 1, 0, int.MaxValue);
        var runs = arguments.Number("runs", DefaultRuns, 0, 2_000);
        var logs = arguments.Number("logs", 0, 0, int.MaxValue);
        var figures = new List<BenchmarkFigure>();
        using var ponder = arguments.Has("no-peer") ? null : PonderIndexer.TryStart(progress);
        foreach (var full in Shapes.Where(shape => logs == 0 || shape.LogsPerTransaction == logs))
        {
            var shape = full with { Transactions = Math.Max(full.TransactionsPerBlock, full.Transactions * percent / 100) };
            var outcome = await TransferMeasurement.MeasureAsync(shape, seed, repeats, ponder, progress, cancellationToken);
            var name = $"index_logs_{shape.LogsPerTransaction}_a_transaction";
            figures.Add(new(name, outcome.Ours, outcome.Feed, FeedName, ">= 0.6 x", "logs/s"));
            figures.Add(new($"index_rebuild_logs_{shape.LogsPerTransaction}_a_transaction", outcome.Rebuilt, outcome.Ours, "ours from the chain", ">= 2 x", "logs/s"));
            figures.Add(new($"{name}_beside_ponder", outcome.Ours, outcome.Ponder, PonderApplication.Name, shape.LogsPerTransaction == 1 ? ">= 4 x" : ">= 8 x", "logs/s"));
        }

        if (runs == 0) return figures;
        foreach (var (shape, size) in ((SerialShape, uint)[])[
            (SerialShape.TwelveDigits, 1_000), (SerialShape.TwelveDigits, 10_000), (SerialShape.SortedTwelveDigits, 10_000), (SerialShape.TwentyCharacters, 10_000)])
        {
            var rate = await RunMeasurement.MeasureAsync(shape, size, runs, repeats, progress, cancellationToken);
            figures.Add(new($"index_units_runs_of_{size}_{shape.Name}", rate, null, null, ">= 1,000,000", "units/s"));
        }

        return figures;
    }
}
