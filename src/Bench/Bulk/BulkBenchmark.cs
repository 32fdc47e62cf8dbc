using Ledger.Bench.History;
using Ledger.Node.Index.Reading;
using Ledger.Node.Index.Rebuild;

namespace Ledger.Bench.Bulk;

/// <summary>
/// Whether a rebuild should write finished tables: the rows of a real index that its writer never reads back, by write batches as a rebuild writes them, by batches
/// that go past the log, and as tables that are taken in; and what the whole rebuild takes.
/// </summary>
internal sealed class BulkBenchmark : IBenchmark
{
    private const string PeerName = "ingested tables";
    private const int DefaultUnits = 3_000_000;

    /// <inheritdoc/>
    public string Name => "bulk";

    /// <inheritdoc/>
    public string Usage => "[--units N] [--rounds N] [--seed S]: rows of a rebuild by write batches and as ingested tables";

    /// <inheritdoc/>
    public IReadOnlyList<BenchmarkFigure> Run(BenchmarkArguments arguments, TextWriter progress)
    {
        var units = arguments.Number("units", DefaultUnits, 1_000, 20_000_000);
        var rounds = arguments.Number("rounds", 3, 1, 100);
        using var folder = new BenchFolder(null);
        using var index = new GeneratedIndex(folder.Path, cacheSizeBytes: 256L << 20);
        index.FollowAsync(new(units, arguments.Number("seed", 1, 0, int.MaxValue), new()), progress, CancellationToken.None).GetAwaiter().GetResult();
        var rebuild = Rebuild(index);
        progress.WriteLine($"a rebuild from the receipts: {rebuild.Wall.TotalSeconds:N2} s, {rebuild.Processor.TotalSeconds:N2} s of processors");
        var (ordered, unordered) = RebuildRows.Read(index);
        var inOrder = Measure("ordered", ordered, TableLoad.RunOrdered, rounds, progress);
        var outOfOrder = Measure("unordered", unordered, TableLoad.RunUnordered, rounds, progress);
        double Share(TimeSpan spared) => Math.Round(100 * spared / rebuild.Processor, 1);
        return
        [
            .. inOrder.Figures,
            .. outOfOrder.Figures,
            new("bulk_rebuild_processor", Math.Round(rebuild.Processor.TotalSeconds, 2), null, null, "", "s"),
            new("bulk_rebuild_spared_by_tables", Share(inOrder.SparedByTables + outOfOrder.SparedByTables), null, null, "", "%"),
            new("bulk_rebuild_spared_without_log", Share(inOrder.SparedWithoutLog + outOfOrder.SparedWithoutLog), null, null, "", "%"),
        ];
    }

    private static LoadCost Rebuild(GeneratedIndex index)
    {
        using var folder = new BenchFolder(null);
        using var views = new IndexViews(index.Index, TimeProvider.System);
        var rebuild = new IndexRebuild(ChainRegistry.Network, new(1, ChainRegistry.Network.GenesisHash), new());
        return LoadCost.Of(() =>
        {
            var report = rebuild.RunAsync(index.Index, views, Path.Combine(folder.Path, "rebuilt"), progress: null, CancellationToken.None).GetAwaiter().GetResult();
            return report.Agrees ? 0 : throw new InvalidOperationException($"The rebuilt index differs at block {report.FirstDifference}.");
        });
    }

    // In turn, so that all meet the same machine; of each the round that took the least processor time.
    private static (IReadOnlyList<BenchmarkFigure> Figures, TimeSpan SparedByTables, TimeSpan SparedWithoutLog) Measure(
        string name, IReadOnlyList<FamilyRows> families, Func<BulkTarget, IReadOnlyList<FamilyRows>, long> ingest, int rounds, TextWriter progress)
    {
        var count = families.Sum(family => family.Count);
        progress.WriteLine($"{name}: {string.Join(", ", families.Select(family => $"{family.Name} {family.Count:N0} rows of {family.SizeBytes / (double)Math.Max(1, family.Count):N0} bytes"))}");
        var (batches, unlogged, tables) = (new List<LoadCost>(), new List<LoadCost>(), new List<LoadCost>());
        for (var round = 0; round < rounds; round++)
        {
            batches.Add(Load(families, BatchLoad.Run));
            unlogged.Add(Load(families, BatchLoad.RunWithoutLog));
            tables.Add(Load(families, ingest));
            progress.WriteLine($"{"",12} batches {Tell(batches[^1])}; without the log {Tell(unlogged[^1])}; tables {Tell(tables[^1])}");
        }

        var (logged, bare, peer) = (Least(batches), Least(unlogged), Least(tables));
        return ([.. Figures($"bulk_{name}", logged), .. Figures($"bulk_{name}_without_log", bare)], logged.Processor - peer.Processor, logged.Processor - bare.Processor);

        IEnumerable<BenchmarkFigure> Figures(string prefix, LoadCost ours) =>
        [
            Figure($"{prefix}_processor", "us/row", ours.Processor.TotalMicroseconds, peer.Processor.TotalMicroseconds),
            Figure($"{prefix}_wall", "us/row", ours.Wall.TotalMicroseconds, peer.Wall.TotalMicroseconds),
            Figure($"{prefix}_written", "bytes/row", ours.WrittenSizeBytes, peer.WrittenSizeBytes),
            Figure($"{prefix}_at_rest", "bytes/row", ours.AtRestSizeBytes, peer.AtRestSizeBytes),
        ];

        BenchmarkFigure Figure(string figure, string unit, double ours, double theirs) =>
            new(figure, Math.Round(ours / count, 3), Math.Round(theirs / count, 3), PeerName, "", unit);

        string Tell(LoadCost load) =>
            $"{load.Processor.TotalMicroseconds / count:N2} us of processors, {load.Wall.TotalMicroseconds / count:N2} us, {load.WrittenSizeBytes / count:N0} bytes a row";

        static LoadCost Least(List<LoadCost> loads) => loads.MinBy(load => load.Processor)!;
    }

    private static LoadCost Load(IReadOnlyList<FamilyRows> families, Func<BulkTarget, IReadOnlyList<FamilyRows>, long> load)
    {
        using var target = new BulkTarget();
        var cost = LoadCost.Of(() => load(target, families));
        foreach (var family in families)
        {
            if (target.Count(family.Name) != family.Count) throw new InvalidOperationException($"'{family.Name}' has not the rows that were written.");
        }

        return cost;
    }
}
