using System.Collections.Concurrent;
using Ledger.Client;
using Ledger.Client.Acts;
using Ledger.Gs1.Keys;

namespace Ledger.Bench.Api;

/// <summary>A history made through the relay as partners make theirs, and what is known of it.</summary>
internal static class RecordedHistory
{
    private const int StoriesAtOnce = 4;
    private const int RecallEvery = 4;
    private static readonly int[] RunSizes = [1_000, 2_000, 5_000, 10_000];
    private static readonly string[] Products = ["0950600013435", "0950600013436", "0950600013437"];

    /// <summary>Commissions the units in runs of 1,000 to 10,000, moves them about, and recalls one lot of four.</summary>
    /// <param name="client">A client of the node.</param>
    /// <param name="partners">The partners, admitted.</param>
    /// <param name="units">How many, a multiple of a thousand.</param>
    /// <param name="cancellationToken">Stops playing.</param>
    /// <returns>The units in the order of their runs.</returns>
    public static async Task<IReadOnlyList<RecordedUnit>> PlayAsync(LedgerClient client, BenchmarkPartners partners, int units, CancellationToken cancellationToken)
    {
        string[] gtins = [.. Products.Select(body => body + CheckDigit.Compute(body))];
        foreach (var gtin in gtins) await client.RegisterProductAsync(gtin, $"Product {gtin}", partners.Manufacturer, cancellationToken);
        var sizes = SizesOf(units);
        var lots = sizes.Select((_, number) => new RecordedLot(gtins[number % gtins.Length], $"LOT{number:d3}")).ToArray();
        var runs = new ConcurrentDictionary<int, IReadOnlyList<RecordedUnit>>();
        await Parallel.ForAsync(
            0,
            sizes.Count,
            new ParallelOptions { MaxDegreeOfParallelism = StoriesAtOnce, CancellationToken = cancellationToken },
            async (number, stop) => runs[number] = await new RunStory(client, partners, lots[number]).PlayAsync(sizes[number], seed: number, stop));
        foreach (var lot in lots.Where((_, number) => number % RecallEvery == 0))
        {
            var offer = await client.PrepareRecall.LotAsync(lot.Gtin, lot.Code, new(RecallClass: 2, "Out of specification", []), partners.Regulator.Name, cancellationToken);
            await client.ActAsync(offer, [partners.Regulator], cancellationToken);
            lot.IsRecalled = true;
        }

        return [.. runs.OrderBy(run => run.Key).SelectMany(run => run.Value)];
    }

    private static List<int> SizesOf(int units)
    {
        var sizes = new List<int>();
        for (var left = units; left > 0; left -= sizes[^1]) sizes.Add(Math.Min(left, RunSizes[sizes.Count % RunSizes.Length]));
        return sizes;
    }
}
