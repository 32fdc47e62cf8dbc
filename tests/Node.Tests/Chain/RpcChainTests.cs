using Ledger.Ethereum.Primitives;
using Ledger.Node.Chain;
using Ledger.Node.Tests.Embedded;
using Ledger.Tests.Shared.Anvil;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Node.Tests.Chain;

/// <summary>The chain over real endpoints: anvil with automatic mining stands in for any EVM client.</summary>
public sealed class RpcChainTests : IAsyncLifetime, IDisposable
{
    private static readonly string[] Arguments = ["--chain-id", "20260", "--timestamp", "1700000000", "--hardfork", "cancun", "--accounts", "0"];

    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(30));
    private readonly TestAccount _account = new(1);
    private AnvilProcess _anvil = null!;

    public async Task InitializeAsync() => _anvil = await AnvilProcess.StartAsync(Arguments);

    public async Task DisposeAsync() => await _anvil.DisposeAsync();

    public void Dispose()
    {
        _limit.Dispose();
        _account.Dispose();
    }

    [Fact]
    public async Task ReadBlocks_AfterTransactions_HasHeadersThatHashAndReceipts()
    {
        await using var chain = await StartAsync(Options());
        var deploy = await chain.SendRawTransactionAsync(_account.Deploy(), _limit.Token);
        await chain.WaitForHeadAsync(0, _limit.Token);
        var store = await chain.SendRawTransactionAsync(_account.Store(1, 2), _limit.Token);
        await chain.WaitForHeadAsync(1, _limit.Token);

        var blocks = await chain.ReadBlocksAsync(0, 10, _limit.Token);

        blocks.Select(block => block.Number).ShouldBe([0UL, 1UL, 2UL]);
        blocks.ShouldAllBe(block => block.Header.ComputeHash() == block.ClaimedHash);
        blocks.SelectMany(block => block.TransactionHashes).ShouldBe([deploy, store]);
        blocks[2].Receipts[0].Logs.Length.ShouldBe(1);
        (await chain.ReadTransactionInputAsync(store, _limit.Token)).ShouldBe(TestAccount.StoreCall(1, 2));
        (await chain.ReadNonceAsync(_account.Address, _limit.Token)).ShouldBe(2UL);
        await Should.ThrowAsync<KeyNotFoundException>(() => chain.ReadTransactionInputAsync(Bytes32.Zero, _limit.Token));
        (await chain.ReadBlocksAsync(3, 1, _limit.Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Head_WithDepth_StaysBehindTheNewestBlock()
    {
        await using var chain = await StartAsync(Options() with { Finality = Finality.Depth(2) });
        chain.Head.ShouldBe(0UL);
        var sent = 1UL;
        await chain.SendRawTransactionAsync(_account.Deploy(), _limit.Token);
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        for (; chain.Head < 2; sent++)
        {
            await chain.SendRawTransactionAsync(_account.Store(sent, sent), _limit.Token);
            await poll.WaitForNextTickAsync(_limit.Token);
        }

        // anvil mines at most one block a transaction.
        chain.Head.ShouldBeLessThanOrEqualTo(sent - 2);
        (await chain.ReadBlocksAsync(1, 1, _limit.Token)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task AnyRequest_WhenPreferredEndpointDies_IsAnsweredByTheNext()
    {
        await using var other = await AnvilProcess.StartAsync(Arguments);
        await using var chain = await StartAsync(Options(_anvil, other));
        await _anvil.KillAsync();

        var hash = await chain.SendRawTransactionAsync(_account.Deploy(), _limit.Token);

        await chain.WaitForHeadAsync(0, _limit.Token);
        (await chain.ReadBlocksAsync(1, 1, _limit.Token))[0].TransactionHashes.ShouldBe([hash]);
        chain.Health.State.ShouldBe(ChainState.Ready);
    }

    [Fact]
    public async Task ReadNonce_PreferredEndpointIsBehind_IsThatOfTheNewestBlock()
    {
        await using var ahead = await AnvilProcess.StartAsync(Arguments);
        await using (var chain = await StartAsync(Options(ahead)))
        {
            await chain.SendRawTransactionAsync(_account.Deploy(), _limit.Token);
            await chain.WaitForHeadAsync(0, _limit.Token);
        }

        await using var both = await StartAsync(Options(_anvil, ahead));
        await both.WaitForHeadAsync(0, _limit.Token);
        (await both.ReadNonceAsync(_account.Address, _limit.Token)).ShouldBe(1UL);
    }

    [Fact]
    public async Task Health_WhenNoEndpointAnswers_IsUnavailableAndRecovers()
    {
        await using var chain = await StartAsync(Options());
        await _anvil.KillAsync();
        while (chain.Health.State is not ChainState.Unavailable) await Task.Yield();
        chain.Health.Reason.ShouldNotBeNull().ShouldContain($"{_anvil.Port}");
        await Should.ThrowAsync<ChainUnavailableException>(() => chain.ReadNonceAsync(_account.Address, _limit.Token));

        await using var again = await AnvilProcess.StartAsync(_anvil.Port, Arguments);
        while (chain.Health.State is not ChainState.Ready) await Task.Yield();
        (await chain.ReadNonceAsync(_account.Address, _limit.Token)).ShouldBe(0UL);
    }

    [Fact]
    public async Task Head_WithSubscription_RisesLongBeforeThePoll()
    {
        await using var chain = await StartAsync(Options() with { HeadEndpoints = [_anvil.WebSocketEndpoint], PollIntervalMilliseconds = 20_000 });
        var waiting = chain.WaitForHeadAsync(0, _limit.Token);

        // The subscription may come into being after the first block, which then is no new head.
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        await chain.SendRawTransactionAsync(_account.Deploy(), _limit.Token);
        for (ulong index = 0; !waiting.IsCompleted; index++)
        {
            await chain.SendRawTransactionAsync(_account.Store(index, index), _limit.Token);
            await poll.WaitForNextTickAsync(_limit.Token);
        }

        (await waiting).ShouldBeGreaterThan(0UL);
    }

    [Fact]
    public async Task Head_WhenSubscriptionsAreRefused_RisesByPolling()
    {
        await using var silent = await AnvilProcess.StartAsync(Arguments);
        await silent.KillAsync();
        await using var chain = await StartAsync(Options() with { HeadEndpoints = [silent.WebSocketEndpoint] });
        await chain.SendRawTransactionAsync(_account.Deploy(), _limit.Token);
        (await chain.WaitForHeadAsync(0, _limit.Token)).ShouldBe(1UL);
    }

    [Fact]
    public async Task StartAsync_WhenEveryEndpointServesAnotherChain_SaysSo()
    {
        await using var chain = Create(Options() with { ChainId = 7 });
        var halt = await Should.ThrowAsync<ChainHaltedException>(() => chain.StartAsync(1, _limit.Token));
        halt.Message.ShouldContain("serves chain 20260 instead of 7");
    }

    [Fact]
    public async Task AnyRequest_WithOneEndpointOfAnotherChain_NeverUsesIt()
    {
        await using var foreign = await AnvilProcess.StartAsync("--chain-id", "9");
        await using var chain = await StartAsync(Options(foreign, _anvil));
        await chain.SendRawTransactionAsync(_account.Deploy(), _limit.Token);
        (await chain.WaitForHeadAsync(0, _limit.Token)).ShouldBe(1UL);
    }

    [Fact]
    public async Task SendRawTransaction_SameBytesAgain_IsHarmless()
    {
        await using var chain = await StartAsync(Options());
        var deploy = _account.Deploy();
        var hash = await chain.SendRawTransactionAsync(deploy, _limit.Token);
        (await chain.SendRawTransactionAsync(deploy, _limit.Token)).ShouldBe(hash);
    }

    [Fact]
    public async Task SendRawTransaction_ThatTheEndpointRefuses_NamesTheReason()
    {
        await using var chain = await StartAsync(Options());
        await chain.SendRawTransactionAsync(_account.Deploy(), _limit.Token);
        await chain.WaitForHeadAsync(0, _limit.Token);
        var used = _account.SignAside(TestAccount.Template(0));
        var unfunded = _account.SignAside(TestAccount.Template(1) with { Value = 1 });

        (await Should.ThrowAsync<ChainRefusedException>(() => chain.SendRawTransactionAsync(used, _limit.Token))).Refusal.ShouldBe(ChainRefusal.NonceTooLow);
        (await Should.ThrowAsync<ChainRefusedException>(() => chain.SendRawTransactionAsync(unfunded, _limit.Token))).Refusal.ShouldBe(ChainRefusal.Unfunded);
    }

    [Fact]
    public async Task CallAsync_WithTimestampAndReverts_TellsThemApart()
    {
        await using var chain = await StartAsync(Options());
        await CallChecks.RunAsync(chain, _limit.Token);
    }

    [Fact]
    public async Task Health_WithoutNewBlocks_RaisesAnAlarmAndGoesOnReading()
    {
        await using var chain = await StartAsync(Options() with { StallAlarmMilliseconds = 1 });
        while (chain.Health.Alarm is null) await Task.Yield();
        chain.Health.State.ShouldBe(ChainState.Ready);
        chain.Health.Alarm.ShouldContain("no new block");
        (await chain.ReadBlocksAsync(0, 1, _limit.Token)).Count.ShouldBe(1);
    }

    private static RpcChain Create(RpcChainOptions options) => new(options, TimeProvider.System, NullLogger<RpcChain>.Instance);

    private RpcChainOptions Options() => Options(_anvil);

    private static RpcChainOptions Options(params AnvilProcess[] endpoints) => new()
    {
        ChainId = TestAccount.ChainId,
        Endpoints = [.. endpoints.Select(anvil => anvil.HttpEndpoint)],
        PollIntervalMilliseconds = 20,
    };

    private async Task<RpcChain> StartAsync(RpcChainOptions options)
    {
        var chain = Create(options);
        await chain.StartAsync(1, _limit.Token);
        return chain;
    }
}
