using Ledger.Bench.History;
using Ledger.Bench.Lookup;
using Ledger.Bench.Peers;

namespace Ledger.Bench.Growth;

/// <summary>How lookups, size, start and memory change while units grow tenfold at a time.</summary>
internal sealed class GrowthBenchmark : IBenchmark
{
    private const int Factor = 10;
    private const double LargestSlowdown = 2.5;

    /// <summary>Bytes a unit from which on a column family has a figure of its own.</summary>
    private const double SmallestShare = 0.1;

    private const string PeerName = "db_bench readrandom";

    private static readonly TimeSpan LookupTime = TimeSpan.FromSeconds(3);

    // Until a cache of 256 MiB has what it will have: rows come into it one by one, some hundreds of thousands of them.
    private static readonly TimeSpan WarmUpTime = TimeSpan.FromSeconds(12);

    /// <inheritdoc/>
    public string Name => "growth";

    /// <inheritdoc/>
    public string Usage => "[--from N] [--to N] [--seed S] [--cache-mib N] [--no-singly] [--no-peer]: lookups, size, start and memory at N = 1e5, 1e6, 1e7 … units, lookups beside db_bench";

    /// <inheritdoc/>
    public IReadOnlyList<BenchmarkFigure> Run(BenchmarkArguments arguments, TextWriter progress)
    {
        var to = arguments.Number("to", 10_000_000, 1_000, 200_000_000);
        var seed = arguments.Number("seed", 1, 0, int.MaxValue);
        var cacheMebibytes = arguments.Number("cache-mib", 256, 8, 1 << 16);
        var figures = new List<BenchmarkFigure>();
        Decline? decline = null;
        for (long units = arguments.Number("from", 100_000, 1_000, to); units <= to; units *= Factor)
        {
            var point = Measure(units, seed, (long)cacheMebibytes << 20, progress);
            decline = Follow(decline, point.Lookups, arguments.Has("no-peer") ? null : Peer(units, (long)cacheMebibytes << 20, progress));
            figures.AddRange(
            [
                new($"growth_{units}_indexed", point.Indexed, null, null, "", "units/s"),
                new($"growth_{units}_lookups_one_thread", point.Lookups, decline.OursFirst, "the smallest size", $">= 1 / {LargestSlowdown}", "answers/s"),
                new($"growth_{units}_lookups_after_a_cold_start", point.LookupsFromDisk, null, null, "", "answers/s"),
                new($"growth_{units}_traces_one_thread", point.Traces, null, null, "", "answers/s"),
                new($"growth_{units}_at_rest", point.BytesPerUnit, null, null, "", "bytes/unit"),
                new($"growth_{units}_at_rest_index", Math.Round(point.BytesPerUnit - point.EvidencePerUnit, 2), null, null, "", "bytes/unit"),
                new($"growth_{units}_at_rest_receipts", point.EvidencePerUnit, null, null, "", "bytes/unit"),
                new($"growth_{units}_serials_at_rest", point.SerialBytesPerUnit, null, null, "", "bytes/unit"),
                new($"growth_{units}_serials_beyond_the_lists", point.BeyondListsPerUnit, null, null, "<= 7", "bytes/unit"),
                .. point.Families.Select(family => new BenchmarkFigure($"growth_{units}_at_rest_{family.Name}", family.BytesPerUnit, null, null, "", "bytes/unit")),
                new($"growth_{units}_cold_start_to_first_answer", point.StartSeconds, null, null, "<= 2", "s"),
                new($"growth_{units}_memory", point.MemoryMebibytes, null, null, $"<= {cacheMebibytes + HistoryMemory.BoundMebibytes}", "MiB"),
                .. point.MemoryParts.ToFigures($"growth_{units}_memory"),
            ]);
        }

        figures.Add(new("growth_lookup_decline", decline!.Ours, decline.Peer, PeerName, $"<= {LargestSlowdown}", "x"));
        if (!arguments.Has("no-singly")) figures.AddRange(SinglyDispensed.Measure(seed, (long)cacheMebibytes << 20, progress));
        return figures;
    }

    private static Decline Follow(Decline? before, double ours, double? peer) =>
        before is null ? new(ours, ours, peer, peer) : before with { OursLast = ours, PeerLast = peer };

    // RocksDB's own benchmark with as many keys: what the engine, with the same cache, loses by itself.
    private static double? Peer(long units, long cacheSizeBytes, TextWriter progress)
    {
        try
        {
            var reads = DbBench.MeasureOneThread(units, cacheSizeBytes, LookupTime);
            progress.WriteLine($"{"",12} {PeerName}, {units:N0} keys: {reads:N0} reads/s");
            return reads;
        }
        catch (PeerMissingException missing)
        {
            progress.WriteLine(missing.Message);
            return null;
        }
    }

    private static Point Measure(long units, int seed, long cacheSizeBytes, TextWriter progress)
    {
        GC.Collect();
        ProcessMemory.ResetPeak();
        using var folder = new BenchFolder(null);
        var generator = new HistoryGenerator(units, seed, new());
        using var index = new GeneratedIndex(folder.Path, cacheSizeBytes);
        var outcome = index.FollowAsync(generator, progress, CancellationToken.None).GetAwaiter().GetResult();
        var memory = ProcessMemory.PeakSizeBytes >> 20;
        UnitLookup.Check(index.Index, generator.Sample);
        var sizes = index.Settle();
        var load = new LookupLoad(generator.Runs);
        var start = index.Reopen(() => load.AnswerOne(index.Index, new Random(seed)));
        var fromDisk = load.Run(index.Index, threads: 1, LookupTime).Rate;
        PageCache.Fill(folder.Path);
        load.Run(index.Index, threads: 1, WarmUpTime);
        var lookups = load.Run(index.Index, threads: 1, LookupTime).Rate;
        var histories = new TraceLoad(load);
        histories.Run(index.Index, WarmUpTime);
        var traces = histories.Run(index.Index, LookupTime);
        progress.WriteLine($"{generator.Units:N0} units: {outcome.Followed.TotalSeconds:N1} s, {lookups:N0} answers/s, {traces:N0} histories/s, first answer {start:N3} s after a cold start, {memory:N0} MiB");
        progress.WriteLine($"{"",12} {"bytes a unit at rest",20}: {string.Join(", ", sizes.Where(size => size.SizeBytes > 0).Select(size => $"{size.Family} {PerUnit(size.SizeBytes)}"))}");
        double serials = sizes.Where(size => size.Family is "run_blob" or "run_ordinal" or "serial_bucket").Sum(size => size.SizeBytes);
        return new(
            Math.Round(generator.Units / outcome.Followed.TotalSeconds),
            lookups,
            fromDisk,
            traces,
            PerUnit(sizes.Sum(size => size.SizeBytes)),
            PerUnit(sizes.Where(size => SinglyDispensed.IsEvidence(size.Family)).Sum(size => size.SizeBytes)),
            PerUnit(serials),
            PerUnit(serials - generator.ListSizeBytes),
            [.. sizes.Select(size => (size.Family, PerUnit(size.SizeBytes))).Where(family => family.Item2 >= SmallestShare)],
            Math.Round(start, 3),
            memory,
            outcome.MostMemory);

        double PerUnit(double sizeBytes) => Math.Round(sizeBytes / generator.Units, 2);
    }

    /// <summary>The rates at the smallest size and at the last one.</summary>
    private sealed record Decline(double OursFirst, double OursLast, double? PeerFirst, double? PeerLast)
    {
        public double Ours => Math.Round(OursFirst / OursLast, 2);

        public double? Peer => PeerFirst is { } first && PeerLast is { } last ? Math.Round(first / last, 2) : null;
    }

    private sealed record Point(
        double Indexed,
        double Lookups,
        double LookupsFromDisk,
        double Traces,
        double BytesPerUnit,
        double EvidencePerUnit,
        double SerialBytesPerUnit,
        double BeyondListsPerUnit,
        IReadOnlyList<(string Name, double BytesPerUnit)> Families,
        double StartSeconds,
        double MemoryMebibytes,
        MemoryParts MemoryParts);
}
