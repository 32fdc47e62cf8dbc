using System.Diagnostics;
using Ledger.Contracts.Deployment;
using Ledger.Node.Chain;
using Ledger.Node.Follower;
using Ledger.Node.Index;
using Ledger.Node.Index.Reading;
using Ledger.Node.Index.Rebuild;
using Ledger.Node.Index.Storage;
using Ledger.Node.Index.Writing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Bench.Indexing;

/// <summary>The node's own follower and index on a new folder.</summary>
internal sealed class FollowedIndex : IDisposable
{
    private readonly BenchFolder _folder = new(null);
    private readonly NetworkDescriptor _network;
    private readonly LedgerDatabase _database;

    /// <summary>Creates an empty index.</summary>
    public FollowedIndex(NetworkDescriptor network)
    {
        _network = network;
        _database = LedgerDatabase.Open(new() { FolderPath = _folder.Path });
        Index = LedgerIndex.Open(_database, network, new(1, network.GenesisHash), new(), NoIndexFaults.Instance);
    }

    /// <summary>The index.</summary>
    public LedgerIndex Index { get; }

    /// <summary>Follows a chain to its head, receipts roots verified, and seals all serials.</summary>
    /// <exception cref="InvalidOperationException">The follower halted.</exception>
    public async Task<FollowedTime> FollowAsync(MinedChain mined, CancellationToken cancellationToken)
    {
        var options = new RpcChainOptions { ChainId = _network.ChainId, Endpoints = [mined.Endpoint] };
        await using var chain = new RpcChain(options, TimeProvider.System, NullLogger<RpcChain>.Instance);
        await chain.StartAsync(Index.Writer.NextBlock, cancellationToken);
        var follower = Follower(chain);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var (cpu, allocated) = (Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes());
        var start = Stopwatch.GetTimestamp();
        var following = Task.Run(() => follower.RunAsync(stop.Token), stop.Token);
        var committed = Index.Committed.WaitAboveAsync(mined.Head - 1, stop.Token);
        await Task.WhenAny(committed, following);
        var elapsed = Stopwatch.GetElapsedTime(start);
        (cpu, allocated) = (Environment.CpuUsage.TotalTime - cpu, GC.GetTotalAllocatedBytes() - allocated);
        if (!committed.IsCompletedSuccessfully) throw new InvalidOperationException($"The follower stopped: {follower.Health.Reason}");
        await stop.CancelAsync();
        await following;
        await Index.Serials.SealAsync(cancellationToken);
        return new(elapsed, Stopwatch.GetElapsedTime(start), cpu, allocated);
    }

    /// <summary>Makes the index anew from the receipts that it keeps, verified, in another new folder, and compares digests.</summary>
    /// <returns>How long that took, and this process's processor time. As when following, the clock starts when the empty database stands.</returns>
    /// <exception cref="InvalidOperationException">They differ.</exception>
    public async Task<(TimeSpan Time, TimeSpan Cpu)> RebuildAsync(CancellationToken cancellationToken)
    {
        using var folder = new BenchFolder(null);
        using var views = new IndexViews(Index, TimeProvider.System);
        var rebuild = new IndexRebuild(_network, new(1, _network.GenesisHash), new());
        var started = new RebuildStart(1);
        var report = await rebuild.RunAsync(Index, views, Path.Combine(folder.Path, "rebuilt"), started, cancellationToken);
        return report.Agrees
            ? (Stopwatch.GetElapsedTime(started.Timestamp), Environment.CpuUsage.TotalTime - started.Cpu)
            : throw new InvalidOperationException($"The rebuilt index differs at block {report.FirstDifference}.");
    }

    /// <summary>Reads the index.</summary>
    public void Read(Action<IndexView> read)
    {
        using var views = new IndexViews(Index, TimeProvider.System);
        using var view = views.Open() ?? throw new InvalidOperationException("The index is empty.");
        read(view);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Index.Dispose();
        _database.Dispose();
        _folder.Dispose();
    }

    private ChainFollower Follower(RpcChain chain)
    {
        var options = new FollowerOptions();
        var reader = new BlockReader(chain, _network, Index.Serials, options, TimeProvider.System);
        return new(chain, reader, Index.Writer, Index.Serials, options, TimeProvider.System, NullLogger<ChainFollower>.Instance);
    }
}
