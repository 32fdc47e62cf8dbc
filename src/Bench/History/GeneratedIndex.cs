using System.Diagnostics;
using Ledger.Node.Follower;
using Ledger.Node.Index;
using Ledger.Node.Index.Serials;
using Ledger.Node.Index.Storage;
using Ledger.Node.Index.Writing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Bench.History;

/// <summary>An index in a folder, filled from a generated history by the node's own follower and writer.</summary>
internal sealed class GeneratedIndex : IDisposable
{
    /// <summary>What is resident is looked at again when it has risen by so much.</summary>
    private const long SmallestRiseBytes = 8L << 20;

    private readonly LedgerDatabaseOptions _options;

    /// <summary>Opens or creates the index.</summary>
    public GeneratedIndex(string folder, long cacheSizeBytes)
    {
        _options = new() { FolderPath = folder, CacheSizeBytes = cacheSizeBytes };
        (Database, Index) = Open();
    }

    /// <summary>The column families of the index.</summary>
    public static IReadOnlyList<string> Families { get; } =
    [
        .. LedgerFamilies.Kinds.Select(LedgerFamilies.NameOf), LedgerFamilies.Meta, LedgerFamilies.Block, LedgerFamilies.Receipt, LedgerFamilies.History,
        LedgerFamilies.Binding, LedgerFamilies.Event, LedgerFamilies.Past, LedgerFamilies.Alert, SerialIndexFamilies.RunBlob, SerialIndexFamilies.RunOrdinal,
        SerialIndexFamilies.SerialBucket,
    ];

    /// <summary>The database.</summary>
    public LedgerDatabase Database { get; private set; }

    /// <summary>The index in it.</summary>
    public LedgerIndex Index { get; private set; }

    /// <summary>Follows a history to its end, seals and flushes it.</summary>
    /// <returns>How long it took, and how much of that the chain was being made.</returns>
    /// <exception cref="InvalidOperationException">The follower halted.</exception>
    public async Task<FollowOutcome> FollowAsync(HistoryGenerator generator, TextWriter progress, CancellationToken cancellationToken)
    {
        await using var chain = new GeneratedChain(generator);
        var options = new FollowerOptions();
        var reader = new BlockReader(chain, ChainRegistry.Network, Index.Serials, options, TimeProvider.System);
        var follower = new ChainFollower(
            chain, reader, Index.Writer, Index.Serials, options, TimeProvider.System, NullLogger<ChainFollower>.Instance);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var start = Stopwatch.GetTimestamp();
        var making = Task.Run(() => chain.GenerateAsync(stop.Token), stop.Token);
        var following = Task.Run(() => follower.RunAsync(stop.Token), stop.Token);
        var most = await WatchAsync(chain, follower, generator, progress, start, following, stop.Token);
        await stop.CancelAsync();
        await following;
        await making;
        await Index.Serials.SealAsync(cancellationToken);
        var followed = Stopwatch.GetElapsedTime(start);
        progress.WriteLine($"{"",7} at most {most}");
        return new(followed, chain.MakingTime, most);
    }

    /// <summary>Brings everything into table files at rest, as a node reaches it by itself in time.</summary>
    /// <returns>Bytes of each column family, largest first.</returns>
    public IReadOnlyList<(string Family, long SizeBytes)> Settle()
    {
        var sizes = new List<(string, long)>();
        foreach (var family in Families)
        {
            Database.Rocks.Flush(Database.Rocks.GetColumnFamily(family));
            Database.Rocks.CompactRange(Database.Rocks.GetColumnFamily(family));
            sizes.Add((family, Database.Rocks.GetNumberProperty(Database.Rocks.GetColumnFamily(family), "rocksdb.live-sst-files-size") ?? 0));
        }

        return [.. sizes.OrderByDescending(size => size.Item2)];
    }

    /// <summary>Closes the index, drops its files from the machine's page cache, and opens it.</summary>
    /// <returns>Seconds until a first serial was answered.</returns>
    public double Reopen(Action firstAnswer)
    {
        Dispose();
        PageCache.Drop(_options.FolderPath);
        var start = Stopwatch.GetTimestamp();
        (Database, Index) = Open();
        firstAnswer();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Index.Dispose();
        Database.Dispose();
    }

    private async Task<MemoryParts> WatchAsync(
        GeneratedChain chain, ChainFollower follower, HistoryGenerator generator, TextWriter progress, long start, Task following, CancellationToken cancellationToken)
    {
        var (units, reported) = (0L, start);
        var most = MemoryParts.Take(Database);
        while (!chain.End.IsCompleted || follower.Lag > 0)
        {
            if (chain.End.IsFaulted) await chain.End;
            if (following.IsCompleted) throw new InvalidOperationException($"The follower stopped: {follower.Health.Reason}");
            await Task.Delay(TimeSpan.FromMilliseconds(50), cancellationToken);
            var resident = ProcessMemory.SizeBytes;
            if (resident > most.ResidentSizeBytes + SmallestRiseBytes) most = MemoryParts.Take(Database);
            if (Stopwatch.GetElapsedTime(reported) < TimeSpan.FromSeconds(10)) continue;
            var seconds = Stopwatch.GetElapsedTime(reported).TotalSeconds;
            progress.WriteLine($"{Stopwatch.GetElapsedTime(start).TotalSeconds,5:N0} s: {generator.Units:N0} units, {(generator.Units - units) / seconds:N0} units/s, {resident >> 20:N0} MiB");
            (units, reported) = (generator.Units, Stopwatch.GetTimestamp());
        }

        return most;
    }

    private (LedgerDatabase Database, LedgerIndex Index) Open()
    {
        var database = LedgerDatabase.Open(_options);
        return (database, LedgerIndex.Open(database, ChainRegistry.Network, new(1, ChainRegistry.Network.GenesisHash), new(), NoIndexFaults.Instance));
    }
}
