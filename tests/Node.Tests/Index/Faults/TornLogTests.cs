using Ledger.Node.Follower;
using Ledger.Node.Hosting;
using Ledger.Node.Index;
using Ledger.Node.Index.Reading;
using Ledger.Node.Index.Rebuild;
using Ledger.Node.Index.Rows;
using Ledger.Node.Index.Storage;
using Ledger.Node.Index.Writing;
using Ledger.Node.Tests.Chain.Faults;
using Ledger.Node.Tests.Hosting;
using Ledger.Node.Tests.Operations;
using Xunit.Abstractions;

namespace Ledger.Node.Tests.Index.Faults;

/// <summary>The write-ahead log of a killed node as a crash of the machine leaves it: without its tail, or with garbage in it.</summary>
public sealed class TornLogTests(RpcNetworkFixture network, ITestOutputHelper output) : IClassFixture<RpcNetworkFixture>, IDisposable
{
    private const int Cuts = 16;
    private const int Continued = 2;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly TestFolder _folder = new();

    [Theory]
    [InlineData("cut")]
    [InlineData("zeros")]
    [InlineData("garbage")]
    public async Task Open_AfterTheLogLostItsTail_IsTheTruthUpToItsCursorAndCatchesUp(string damage)
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        await KilledNodeAsync();
        var length = (int)new FileInfo(LogOf(_folder.In("killed"))).Length;
        var heights = new List<int>();
        for (var cut = 0; cut < Cuts; cut++)
        {
            // Nothing, then the last bytes one by one, then anywhere. A node that starts late may have followed everything in one batch, which then is there or not.
            var lost = cut < Cuts / 4 ? cut : random.Next(1, length);
            var data = _folder.In($"cut-{cut}");
            StoppedNodeFixture.Copy(_folder.In("killed"), data);
            Damage(LogOf(data), damage, lost, random);
            if (await RequireTrueOrRefusedAsync(data, damage, $"seed {seed}, {damage}, {lost} of {length} bytes") is not { } height) continue;
            heights.Add(height);
            if (cut % (Cuts / Continued) == Cuts / Continued - 1) await ContinueAsync(data, $"seed {seed}, {damage}, {lost} bytes");
        }

        // What was synced may be in the tail: a log that was cut lost it and cannot know, one with garbage in it knows, and is refused.
        if (damage is "cut") heights.Distinct().Count().ShouldBeGreaterThan(1);
    }

    public void Dispose() => _folder.Dispose();

    // The real process, killed with everything in the log and nothing in tables.
    private async Task KilledNodeAsync()
    {
        string[] options = ["--chain", "rpc", "--rpc", $"{network.Anvil.HttpEndpoint}", "--network", network.DescriptorPath];
        await using var node = await ChildNode.StartReadyAsync(_folder.In("killed"), options);
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        using var limit = new CancellationTokenSource(Limit);
        while ((await node.Query.StatusAsync(new())).Cursor?.Number != (ulong)network.Truth.Count) await poll.WaitForNextTickAsync(limit.Token);
        node.Kill();
        await node.EndedAsync();
    }

    private static string LogOf(string data) => Directory.GetFiles(Path.Combine(data, "db"), "*.log").MaxBy(path => new FileInfo(path).Length)!;

    private static void Damage(string path, string damage, int sizeBytes, Random random)
    {
        using var file = File.OpenWrite(path);
        var start = file.Length - sizeBytes;
        if (damage is "cut")
        {
            file.SetLength(start);
            return;
        }

        var tail = new byte[sizeBytes];
        if (damage is "garbage") random.NextBytes(tail);
        file.Position = start;
        file.Write(tail);
    }

    private async Task<int?> RequireTrueOrRefusedAsync(string data, string damage, string hint)
    {
        try
        {
            return await RequireTrueAsync(data, hint);
        }
        catch (DatabaseException exception) when (damage is not "cut")
        {
            exception.Fault.ShouldBe(DatabaseFault.Damaged, hint);
            exception.Message.ShouldContain("estore a backup", Case.Sensitive, hint);
            return null;
        }
    }

    private async Task<int> RequireTrueAsync(string data, string hint)
    {
        using var database = LedgerDatabase.Open(new() { FolderPath = Path.Combine(data, "db"), CacheSizeBytes = 8 << 20 });
        if (new NetworkStore(database).Read() is null) return 0;
        var start = NodeServices.StartOf(network.Network);
        using var index = LedgerIndex.Open(database, network.Network, start, new(), NoIndexFaults.Instance);
        using var views = new IndexViews(index, TimeProvider.System);
        var height = (int)(index.Cursor?.Number ?? 0);
        for (var number = 1; number <= height; number++)
        {
            var row = BlockRow.Decode(database.Rocks.Get(database.Blocks, BlockRow.KeyOf((ulong)number)).ShouldNotBeNull(hint));
            (row.Hash, row.Digest).ShouldBe(network.Truth[number - 1], hint);
        }

        database.Rocks.Get(database.Blocks, BlockRow.KeyOf((ulong)height + 1)).ShouldBeNull(hint);
        (await new IndexRebuild(network.Network, start, new()).RunAsync(index, views, Path.Combine(data, "rebuilt"), progress: null, CancellationToken.None)).Agrees.ShouldBeTrue(hint);
        if (height > 0) Directory.Delete(Path.Combine(data, "rebuilt"), recursive: true);
        return height;
    }

    private async Task ContinueAsync(string data, string hint)
    {
        await using var host = await network.StartAsync(data, [network.Anvil.HttpEndpoint]);
        using var limit = new CancellationTokenSource(Limit);
        await host.Services.Index.Committed.WaitAboveAsync((ulong)network.Truth.Count - 1, limit.Token);
        RpcNetworkFixture.BlocksOf(host).ShouldBe(network.Truth, hint);
        host.Services.Follower.Health.State.ShouldNotBe(FollowerState.Halted, hint);
    }
}
