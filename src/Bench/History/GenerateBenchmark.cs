using Ledger.Contracts.Projection;
using Ledger.Node.Index;
using Ledger.Node.Index.Reading;

namespace Ledger.Bench.History;

/// <summary>Makes a chain's history and feeds it through the node's follower and index.</summary>
internal sealed class GenerateBenchmark : IBenchmark
{
    private const int DefaultUnits = 1_000_000;
    private const int LargestUnits = 200_000_000;

    /// <inheritdoc/>
    public string Name => "generate";

    /// <inheritdoc/>
    public string Usage => "[--units N] [--out DIR] [--seed S] [--cache-mib N] [--singly PERCENT]: a realistic history through the real follower and index";

    /// <inheritdoc/>
    public IReadOnlyList<BenchmarkFigure> Run(BenchmarkArguments arguments, TextWriter progress)
    {
        var units = arguments.Number("units", DefaultUnits, 1_000, LargestUnits);
        var seed = arguments.Number("seed", 1, 0, int.MaxValue);
        var cacheSizeBytes = (long)arguments.Number("cache-mib", 256, 8, 1 << 16) << 20;
        var shares = new HistoryShares { SinglyDispensedCases = arguments.Number("singly", new HistoryShares().SinglyDispensedCases, 0, 100) };
        using var folder = new BenchFolder(arguments.Text("out"));
        ProcessMemory.ResetPeak();
        var before = ProcessMemory.SizeBytes;
        var generator = new HistoryGenerator(units, seed, shares);
        using var index = new GeneratedIndex(folder.Path, cacheSizeBytes);
        var outcome = index.FollowAsync(generator, progress, CancellationToken.None).GetAwaiter().GetResult();
        var peak = ProcessMemory.PeakSizeBytes - before;
        UnitLookup.Check(index.Index, generator.Sample);
        Report(generator, outcome, progress);
        var sizes = index.Settle();
        foreach (var (family, size) in sizes.Where(size => size.SizeBytes > 0))
            progress.WriteLine($"  {family,-16} {size,14:N0} bytes {size / (double)generator.Units,8:N2} a unit");
        var dispensed = Dispensed(index.Index);
        progress.WriteLine($"seed {seed}; {dispensed:N0} units dispensed; {generator.Sample.Count:N0} units agree with the model; in {folder.Path}");
        var seconds = outcome.Followed.TotalSeconds;
        return
        [
            new("generate_units", Math.Round(generator.Units / seconds), null, null, "", "units/s"),
            new("generate_logs", Math.Round(generator.Logs / seconds), null, null, "", "logs/s"),
            new("generate_bytes_on_disk", Math.Round(sizes.Sum(size => size.SizeBytes) / (double)generator.Units, 2), null, null, "", "bytes/unit"),
            new("generate_memory_beyond_start", peak >> 20, null, null, $"<= cache {cacheSizeBytes >> 20} + {HistoryMemory.BoundMebibytes}", "MiB"),
            .. outcome.MostMemory.ToFigures("generate_memory"),
        ];
    }

    private static ulong Dispensed(LedgerIndex index)
    {
        using var views = new IndexViews(index, TimeProvider.System);
        using var view = views.Open() ?? throw new InvalidOperationException("The index is empty.");
        return view.Rows.Counter(ProjectionCounters.Dispensed);
    }

    private static void Report(HistoryGenerator generator, FollowOutcome outcome, TextWriter progress)
    {
        progress.WriteLine(
            $"{generator.Units:N0} units in {generator.Runs.Count:N0} runs, {generator.Transactions:N0} transactions, {generator.Logs:N0} logs in {outcome.Followed.TotalSeconds:N1} s, "
            + $"{outcome.Making.TotalSeconds:N1} s of it playing the history beside");
    }
}
