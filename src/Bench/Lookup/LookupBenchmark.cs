using Ledger.Bench.History;

namespace Ledger.Bench.Lookup;

/// <summary>Serial to token to owner, beside RocksDB's own benchmark and PostgreSQL on the same machine.</summary>
internal sealed class LookupBenchmark : IBenchmark
{
    private const string DbBenchName = "db_bench readrandom";
    private const string PostgresName = "PostgreSQL 15, prepared, 4 clients";
    private const int Threads = 4;
    private const int CountedAnswers = 20_000;
    private const int AnswersPerSharedView = 256;

    /// <inheritdoc/>
    public string Name => "lookup";

    /// <inheritdoc/>
    public string Usage => "[--units N] [--seconds N] [--seed S] [--cache-mib N] [--no-peer]: serial to token to owner at 1 and 4 threads, beside db_bench and PostgreSQL";

    /// <inheritdoc/>
    public IReadOnlyList<BenchmarkFigure> Run(BenchmarkArguments arguments, TextWriter progress)
    {
        var units = arguments.Number("units", 1_000_000, 10_000, 200_000_000);
        var duration = TimeSpan.FromSeconds(arguments.Number("seconds", 5, 1, 600));
        var cacheSizeBytes = (long)arguments.Number("cache-mib", 256, 8, 1 << 16) << 20;
        var ours = Measure(units, arguments.Number("seed", 1, 0, int.MaxValue), cacheSizeBytes, duration, progress);
        DbBenchOutcome? rocks = null;
        double? postgres = null;
        if (!arguments.Has("no-peer"))
        {
            rocks = DbBench.Measure(ours.Units, cacheSizeBytes, duration, progress);
            postgres = Postgres.Measure(ours.Units, Threads, duration, progress);
        }

        return
        [
            new("lookup_answers_one_thread", ours.OneThread.Rate, rocks?.OneThread, DbBenchName, ">= 0.25 x", "answers/s"),
            new("lookup_answers_four_threads", ours.FourThreads.Rate, rocks?.FourThreads, DbBenchName, ">= 0.25 x", "answers/s"),
            new("lookup_reads_one_thread", Math.Round(ours.OneThread.Rate * ours.ReadsPerAnswer), rocks?.OneThread, DbBenchName, ">= 0.7 x", "reads/s"),
            new("lookup_reads_four_threads", Math.Round(ours.FourThreads.Rate * ours.ReadsPerAnswer), rocks?.FourThreads, DbBenchName, ">= 0.7 x", "reads/s"),
            new("lookup_answers_against_sql", ours.FourThreads.Rate, postgres, PostgresName, ">= 2 x", "answers/s"),
            new("lookup_reads_an_answer", ours.ReadsPerAnswer, null, null, "", "reads"),
            new("lookup_processor_four_threads", ours.FourThreads.ProcessorMicroseconds, ours.OneThread.ProcessorMicroseconds, "one thread", "<= 1.2 x", "us/answer"),
            new("lookup_processor_four_threads_shared_view", ours.FourThreadsSharedView.ProcessorMicroseconds, ours.OneThreadSharedView.ProcessorMicroseconds, "one thread", "<= 1.2 x", "us/answer"),
            new("lookup_processor_scaling", ours.AloneFourThreads, ours.AloneOneThread, "one thread", "", "ns/round"),
            new("lookup_answers_four_threads_shared_view", ours.FourThreadsSharedView.Rate, ours.FourThreads.Rate, "a view an answer", "", "answers/s"),
        ];
    }

    private static Outcome Measure(int units, int seed, long cacheSizeBytes, TimeSpan duration, TextWriter progress)
    {
        using var folder = new BenchFolder(null);
        var generator = new HistoryGenerator(units, seed, new());
        using var index = new GeneratedIndex(folder.Path, cacheSizeBytes);
        index.FollowAsync(generator, progress, CancellationToken.None).GetAwaiter().GetResult();
        index.Settle();
        var load = new LookupLoad(generator.Runs);
        load.Run(index.Index, Threads, duration);
        var one = load.Run(index.Index, 1, duration);
        var four = load.Run(index.Index, Threads, duration);
        var sharedOne = load.Run(index.Index, 1, duration, AnswersPerSharedView);
        var sharedFour = load.Run(index.Index, Threads, duration, AnswersPerSharedView);
        var (aloneOne, aloneFour) = (ProcessorScaling.Measure(1, duration), ProcessorScaling.Measure(Threads, duration));
        var reads = load.ReadsPerAnswer(index.Index, CountedAnswers);
        progress.WriteLine($"{generator.Units:N0} units: {one.Rate:N0} answers/s on one thread, {four.Rate:N0} on {Threads}, {reads:N2} reads an answer");
        progress.WriteLine($"threads that share nothing: {aloneOne:N2} ns of a processor a round on one, {aloneFour:N2} on {Threads}");
        return new(generator.Units, one, four, sharedOne, sharedFour, aloneOne, aloneFour, reads);
    }

    private sealed record Outcome(
        long Units,
        LoadOutcome OneThread,
        LoadOutcome FourThreads,
        LoadOutcome OneThreadSharedView,
        LoadOutcome FourThreadsSharedView,
        double AloneOneThread,
        double AloneFourThreads,
        double ReadsPerAnswer);
}
