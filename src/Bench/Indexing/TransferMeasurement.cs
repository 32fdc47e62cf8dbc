using Ledger.Bench.Peers;

namespace Ledger.Bench.Indexing;

/// <summary>Measures one shape of transfers: what the chain's RPC gives, what the index takes, what Ponder takes.</summary>
internal static class TransferMeasurement
{
    /// <summary>Makes the chain and measures all sides on it.</summary>
    /// <param name="shape">The transfers.</param>
    /// <param name="seed">Chooses the partners.</param>
    /// <param name="repeats">How often ours and the feed are measured; the median counts.</param>
    /// <param name="ponder">The peer; null leaves it out.</param>
    /// <param name="progress">Where to say what is going on.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Logs a second of each.</returns>
    public static async Task<TransferOutcome> MeasureAsync(
        TransferShape shape, int seed, int repeats, PonderIndexer? ponder, TextWriter progress, CancellationToken cancellationToken)
    {
        await using var chain = await MinedChain.StartAsync(cancellationToken);
        var history = new TransferHistory(seed);
        foreach (var block in history.Founding()) await chain.MineAsync(block, cancellationToken);

        // The first round warms up and does not count. The founding is followed before the clock runs: it has events of other kinds than the transfers that are measured.
        var indexes = new List<FollowedIndex>();
        try
        {
            for (var i = 0; i <= repeats; i++)
            {
                indexes.Add(new(chain.Network));
                await indexes[i].FollowAsync(chain, cancellationToken);
            }

            var first = chain.Head + 1;
            foreach (var block in history.Sales(shape)) await chain.MineAsync(block, cancellationToken);
            var last = chain.Head;

            // Ponder takes what lies this deep as history, not as news. The empty blocks are on the chain for all.
            for (var i = 0; i < PonderIndexer.FinalityBlocks; i++) await chain.MineAsync([], cancellationToken);
            progress.WriteLine($"{shape.LogsPerTransaction:N0} logs a transaction: {shape.Logs:N0} transfers in {last - first + 1} blocks");
            return await MeasureAsync(new(chain, first, last), indexes, history, shape, ponder, progress, cancellationToken);
        }
        finally
        {
            foreach (var index in indexes) index.Dispose();
        }
    }

    private static async Task<TransferOutcome> MeasureAsync(
        MinedRange range, List<FollowedIndex> indexes, TransferHistory history, TransferShape shape, PonderIndexer? ponder, TextWriter progress, CancellationToken cancellationToken)
    {
        var (feeds, ours, rebuilds) = (new List<double>(), new List<double>(), new List<double>());
        foreach (var index in indexes)
        {
            var chainCpu = range.Chain.Cpu;
            var feed = await RawFeed.MeasureAsync(range.Chain.Endpoint, range.First, range.Last, cancellationToken);
            var feedCpu = range.Chain.Cpu - chainCpu;
            chainCpu = range.Chain.Cpu;
            var followed = await index.FollowAsync(range.Chain, cancellationToken);
            var followCpu = range.Chain.Cpu - chainCpu;
            index.Read(view => history.Check(view.Rows));
            var rebuilt = await index.RebuildAsync(cancellationToken);
            if (index == indexes[0]) continue;
            feeds.Add(Math.Round(shape.Logs / feed.Time.TotalSeconds));
            ours.Add(Math.Round(shape.Logs / followed.Committed.TotalSeconds));
            rebuilds.Add(Math.Round(shape.Logs / rebuilt.Time.TotalSeconds));
            progress.WriteLine(
                $"  feed {feeds[^1]:N0} logs/s ({feed.SizeBytes / shape.Logs:N0} bytes and {feedCpu.TotalMicroseconds / shape.Logs:N1} us of anvil's processor time a log), index {ours[^1]:N0} logs/s ({followed.Cpu.TotalMicroseconds / shape.Logs:N1} us of our own processor time, {followCpu.TotalMicroseconds / shape.Logs:N1} of anvil's "
                + $"and {followed.AllocatedSizeBytes / shape.Logs:N0} bytes allocated a log), "
                + $"rebuilt {rebuilds[^1]:N0} logs/s ({rebuilt.Cpu.TotalMicroseconds / shape.Logs:N1} us)");
        }

        return new(Median(ours), Median(feeds), Median(rebuilds), ponder is null ? null : await ponder.TryMeasureAsync(range, shape.Logs, progress, cancellationToken));
    }

    private static double Median(List<double> rates)
    {
        rates.Sort();
        return rates[rates.Count / 2];
    }
}
