using System.Diagnostics;
using Ledger.Native.RocksDb;
using Ledger.Node.Index.Storage;

namespace Ledger.Bench.Serials;

/// <summary>Writes units by runs, looks them up on one thread, weighs them; beside plain rows in the same RocksDB.</summary>
internal sealed class SerialBenchmark : IBenchmark
{
    private const int RunSize = 10_000;

    /// <summary>Just short of a seal: the most that a node which seals when due has to read back at start.</summary>
    private const int UnsealedUnits = 990_000;
    private const string PeerName = "RocksDB, a row a unit";

    /// <inheritdoc/>
    public string Name => "serials";

    /// <inheritdoc/>
    public string Usage => "[--units N] [--lookups N] [--shape NAME] [--cache-mib N] [--no-peer]: the serial index beside plain RocksDB rows";

    /// <inheritdoc/>
    public IReadOnlyList<BenchmarkFigure> Run(BenchmarkArguments arguments, TextWriter progress)
    {
        var units = arguments.Number("units", 1_000_000, RunSize, 400_000_000) / RunSize * RunSize;
        var lookups = arguments.Number("lookups", 500_000, 1, 100_000_000);
        var cacheMebibytes = arguments.Number("cache-mib", 256, 8, 1 << 16);
        var figures = new List<BenchmarkFigure>();
        var name = arguments.Text("shape");
        SerialShape[] shapes = [SerialShape.TwelveDigits, SerialShape.TwentyCharacters, SerialShape.TwentyOfSet82, SerialShape.SortedTwelveDigits];
        foreach (var shape in shapes.Where(shape => name is null || string.Equals(shape.Name, name, StringComparison.Ordinal)))
        {
            Outcome? peer = null;
            if (!arguments.Has("no-peer"))
            {
                using var cache = new BlockCache((long)cacheMebibytes << 20);
                using var rows = new PlainRowsContestant(shape, cache);
                peer = Measure(rows, shape, units, lookups, progress);
            }

            // In the shares of a node, whose other rows are not here.
            var shares = new LedgerDatabaseOptions { FolderPath = "", CacheSizeBytes = (long)cacheMebibytes << 20 };
            var ringSizeBytes = (long)((double)shares.SerialRingSizeBytes / (shares.SerialRingSizeBytes + shares.BlockCacheSizeBytes) * shares.CacheSizeBytes);
            using var blocks = new BlockCache(shares.CacheSizeBytes - ringSizeBytes);
            using var index = new IndexContestant(shape, blocks, ringSizeBytes);
            var ours = Measure(index, shape, units, lookups, progress);
            var blob = index.BlobSizeBytes / (double)units;
            var openFull = ReopenUnsealed(index, units);
            figures.AddRange(
            [
                new($"serials_{shape.Name}_written", ours.WritesPerSecond, peer?.WritesPerSecond, PeerName, ">= 1000000", "units/s"),
                new($"serials_{shape.Name}_lookups_one_thread", ours.LookupsPerSecond, peer?.LookupsPerSecond, PeerName, ">= 105000", "lookups/s"),
                new($"serials_{shape.Name}_at_rest", ours.BytesPerUnit, peer?.BytesPerUnit, PeerName, "<= blob + 7", "bytes/unit"),
                new($"serials_{shape.Name}_beyond_the_blob", Math.Round(ours.BytesPerUnit - blob, 2), null, null, "<= 7", "bytes/unit"),
                new($"serials_{shape.Name}_open_{UnsealedUnits}_unsealed", openFull, null, null, "<= 2", "s"),
                new($"serials_{shape.Name}_open", ours.OpenSeconds, peer?.OpenSeconds, PeerName, "<= 2", "s"),
            ]);
        }

        return figures;
    }

    private static Outcome Measure(SerialContestant contestant, SerialShape shape, int units, int lookups, TextWriter progress)
    {
        var name = contestant.GetType().Name;
        long ticks = 0;
        var processor = Environment.CpuUsage.TotalTime;
        for (var first = 0; first < units; first += RunSize) ticks += contestant.WriteRun((uint)(first / RunSize) + 1, first, RunSize);
        var start = Stopwatch.GetTimestamp();
        contestant.Finish();
        var finish = Stopwatch.GetTimestamp() - start;
        var seconds = (ticks + finish) / (double)Stopwatch.Frequency;
        processor = Environment.CpuUsage.TotalTime - processor;
        progress.WriteLine(
            $"{name} {shape.Name}: wrote {units:N0} units in {seconds:N2} s, {finish / (double)Stopwatch.Frequency:N2} s of it finishing; "
            + $"{processor.TotalMicroseconds / units:N2} µs of processor time a unit, making the serials up included");

        var size = contestant.SizeBytes() / (double)units;
        var open = contestant.Reopen();
        Lookup(contestant, shape, units, lookups / 2, seed: 1);
        var lookupSeconds = Lookup(contestant, shape, units, lookups, seed: 2);
        progress.WriteLine($"{name} {shape.Name}: {lookups:N0} lookups in {lookupSeconds:N2} s, {size:N2} bytes a unit, opened in {open:N3} s");
        return new(Math.Round(units / seconds), Math.Round(lookups / lookupSeconds), Math.Round(size, 2), Math.Round(open, 4));
    }

    private static double ReopenUnsealed(IndexContestant index, int units)
    {
        for (var first = units; first < units + UnsealedUnits; first += RunSize) index.WriteRun((uint)(first / RunSize) + 1, first, RunSize);
        return Math.Round(index.Reopen(), 3);
    }

    private static double Lookup(SerialContestant contestant, SerialShape shape, int units, int lookups, int seed)
    {
        var random = new Random(seed);
        Span<byte> serial = stackalloc byte[shape.Width];
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < lookups; i++)
        {
            var number = random.Next(units);
            shape.Write(number, serial);
            if (!contestant.Find(serial, number)) throw new InvalidOperationException($"Unit {number} is lost.");
        }

        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private sealed record Outcome(double WritesPerSecond, double LookupsPerSecond, double BytesPerUnit, double OpenSeconds);
}
