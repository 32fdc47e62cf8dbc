using Ledger.Bench.History;
using Ledger.Bench.Serials;

namespace Ledger.Bench.Indexing;

/// <summary>Measures commissioned runs: receipts and calldata from the chain's RPC, serial lists checked and sealed.</summary>
internal static class RunMeasurement
{
    private const int UnitsPerBlock = 100_000;
    private const int CheckedUnits = 1_000;

    /// <summary>Makes the chain and follows it.</summary>
    /// <returns>Units a second, the seal included; the median.</returns>
    public static async Task<double> MeasureAsync(
        SerialShape shape, uint unitsPerRun, int thousands, int repeats, TextWriter progress, CancellationToken cancellationToken)
    {
        await using var chain = await MinedChain.StartAsync(cancellationToken);
        var history = new RunHistory(shape);
        await chain.MineAsync(history.Founding, cancellationToken);
        // The first round warms up and does not count.
        var indexes = new List<FollowedIndex>();
        try
        {
            for (var i = 0; i <= repeats; i++)
            {
                indexes.Add(new(chain.Network));
                await indexes[i].FollowAsync(chain, cancellationToken);
            }

            var runs = (int)(thousands * 10_000L / unitsPerRun);
            foreach (var block in history.Commissions(unitsPerRun, runs, (int)(UnitsPerBlock / unitsPerRun))) await chain.MineAsync(block, cancellationToken);
            var units = history.Runs.Sum(run => (long)run.Units);
            progress.WriteLine($"runs of {unitsPerRun:N0}, {shape.Name}: {units:N0} units in {chain.Head - 1} blocks");
            var rates = new List<double>();
            foreach (var index in indexes)
            {
                var time = await index.FollowAsync(chain, cancellationToken);
                Check(index, history);
                if (index == indexes[0]) continue;
                rates.Add(Math.Round(units / time.Sealed.TotalSeconds));
                progress.WriteLine($"  {rates[^1]:N0} units/s; {units / time.Committed.TotalSeconds:N0} without the last seal");
            }

            rates.Sort();
            return rates[rates.Count / 2];
        }
        finally
        {
            foreach (var index in indexes) index.Dispose();
        }
    }

    private static void Check(FollowedIndex index, RunHistory history) => index.Read(view =>
    {
        var random = new Random(1);
        Span<byte> buffer = stackalloc byte[32];
        for (var i = 0; i < CheckedUnits; i++)
        {
            var run = history.Runs[random.Next(history.Runs.Count)];
            var unit = (uint)random.Next((int)run.Units);
            var found = UnitLookup.Find(view, run.Product.Gtin, UnitLookup.SerialOf(run, unit, buffer));
            if (found.Unit.Run != run.Run || found.Unit.Index != unit) throw new InvalidOperationException($"The index takes unit {unit} of run {run.Run} for {found.Unit}.");
        }
    });
}
