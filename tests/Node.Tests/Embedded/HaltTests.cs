using Ledger.Ethereum.Primitives;
using Ledger.Native.RocksDb;
using Ledger.Node.Chain;
using Ledger.Node.Embedded;

namespace Ledger.Node.Tests.Embedded;

/// <summary>Whatever must never happen stops the chain with a reason.</summary>
public sealed class HaltTests : ChainTest
{
    [Fact]
    public async Task Builder_WhenBlockHoldsAnAlienTransaction_HaltsAndKeepsReading()
    {
        var faults = new FaultScript(FaultPoint.EntrySubmitted, occurrence: 2, SlipInAlien);
        var chain = await Fixture.StartAsync(faults: faults);
        await Fixture.SendAndWaitAsync(First.Deploy());

        await chain.SendRawTransactionAsync(First.Store(1, 1), Fixture.Cancellation);
        while (chain.Health.State is not ChainState.Halted) await Task.Yield();

        chain.Health.Reason.ShouldNotBeNull().ShouldContain("holds other transactions than its entry");
        chain.Head.ShouldBe(1UL);
        (await Fixture.ReadHashesAsync()).Count.ShouldBe(1);
        await Should.ThrowAsync<ChainHaltedException>(() => chain.SendRawTransactionAsync(First.Store(2, 2), Fixture.Cancellation));
    }

    [Fact]
    public async Task StartAsync_AfterHaltOnAnAlienTransaction_CompletesTheEntryAsWritten()
    {
        await Builder_WhenBlockHoldsAnAlienTransaction_HaltsAndKeepsReading();
        await Fixture.StopAsync();

        var chain = await Fixture.StartAsync();

        chain.Head.ShouldBe(2UL);
        (await chain.ReadBlocksAsync(2, 1, Fixture.Cancellation))[0].TransactionHashes.Count.ShouldBe(1);
    }

    [Fact]
    public async Task StartAsync_WhenLogHoldsAnotherHash_Halts()
    {
        await MakeBlocksAsync();
        Tamper(BlockLogCodec.HashKey(2), value => value[0] ^= 1);

        var halt = await Should.ThrowAsync<ChainHaltedException>(() => Fixture.StartAsync());

        halt.Message.ShouldContain("Block 2 has hash");
        Fixture.Chain.Health.State.ShouldBe(ChainState.Halted);
        Fixture.Chain.Head.ShouldBe(1UL);
    }

    [Fact]
    public async Task StartAsync_WhenEntryIsDamaged_Halts()
    {
        await MakeBlocksAsync();
        Tamper(BlockLogCodec.EntryKey(2), value => value[^20] ^= 1);

        var halt = await Should.ThrowAsync<ChainHaltedException>(() => Fixture.StartAsync());

        halt.Message.ShouldContain("entry of block 2 is damaged: its checksum differs");
    }

    [Fact]
    public async Task StartAsync_WithOtherGenesisParameters_SaysWhichAndChangesNothing()
    {
        await MakeBlocksAsync();
        var options = Fixture.DefaultOptions;
        foreach (var (changed, what) in new[]
        {
            (options with { ChainId = 5 }, "chain id"),
            (options with { BlockGasLimit = 5_000_000 }, "block gas limit"),
            (options with { Hardfork = "prague" }, "hardfork"),
            (options with { GenesisTimestampSeconds = 1 }, "genesis timestamp"),
        })
        {
            var refusal = await Should.ThrowAsync<EmbeddedChainSetupException>(() => Fixture.StartAsync(options: changed));
            refusal.Message.ShouldContain($"was made with {what}");
            await Fixture.StopAsync();
        }

        (await Fixture.StartAsync(options: options with { GenesisTimestampSeconds = null })).Head.ShouldBe(3UL);
    }

    [Fact]
    public async Task StartAsync_WithAnotherAnvil_SaysWhichIsNeeded()
    {
        await MakeBlocksAsync();
        var record = Fixture.OpenLog().ReadGenesis()! with { ClientVersion = "anvil/v1.0.0" };
        Tamper(BlockLogCodec.GenesisKey, _ => record.Encode());

        var refusal = await Should.ThrowAsync<EmbeddedChainSetupException>(() => Fixture.StartAsync());

        refusal.Message.ShouldContain("made with anvil/v1.0.0");
        refusal.Message.ShouldContain(AnvilBinary.PathVariable);
    }

    [Fact]
    public async Task StartAsync_WithoutAnvil_NamesTheCure()
    {
        var refusal = await Should.ThrowAsync<EmbeddedChainSetupException>(
            () => Fixture.StartAsync(options: Fixture.DefaultOptions with { AnvilPath = "/nowhere/anvil" }));
        refusal.Message.ShouldContain("/nowhere/anvil");
        Should.Throw<EmbeddedChainSetupException>(() => AnvilBinary.Find(null, _ => null, "/")).Message.ShouldContain("npm ci");
    }

    [Fact]
    public async Task Builder_WhenDiskIsFull_RefusesWritesAndGoesOnWhenThereIsRoom()
    {
        var isFull = true;
        var faults = new Obstacle(FaultPoint.EntryWriting, () => Volatile.Read(ref isFull));
        var chain = await Fixture.StartAsync(faults: faults);
        var waiting = await chain.SendRawTransactionAsync(First.Deploy(), Fixture.Cancellation);
        while (chain.Health.State is not ChainState.ReadOnly) await Task.Yield();

        chain.Health.Reason.ShouldNotBeNull().ShouldContain("full");
        await Should.ThrowAsync<ChainUnavailableException>(() => chain.SendRawTransactionAsync(First.Store(1, 1), Fixture.Cancellation));
        (await chain.ReadBlocksAsync(0, 1, Fixture.Cancellation)).Count.ShouldBe(1);

        Volatile.Write(ref isFull, false);
        await Fixture.WaitForTransactionAsync(waiting);
        while (chain.Health.State is not ChainState.Ready) await Task.Yield();
    }

    private async Task MakeBlocksAsync()
    {
        await Fixture.StartAsync();
        await Fixture.SendAndWaitAsync(First.Deploy(), First.Store(1, 1), First.Store(2, 2));
        await Fixture.StopAsync();
    }

    private void SlipInAlien()
    {
        using var http = new HttpClient();
        var raw = Hex.ToHex(Second.SignAside(TestAccount.Template(0) with { Data = TestAccount.StoreCall(9, 9) }));
        using var body = new StringContent($$"""{"jsonrpc":"2.0","id":1,"method":"eth_sendRawTransaction","params":["{{raw}}"]}""", System.Text.Encoding.UTF8, "application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, Fixture.Chain.Endpoint) { Content = body };
        using var response = http.Send(request);
        response.IsSuccessStatusCode.ShouldBeTrue();
    }

    private void Tamper(byte[] key, Action<byte[]> change) =>
        Tamper(key, value =>
        {
            change(value);
            return value;
        });

    private void Tamper(byte[] key, Func<byte[], byte[]> change)
    {
        Fixture.OpenLog();
        var family = Fixture.Database.GetColumnFamily(BlockLog.ColumnFamilyName);
        Fixture.Database.Put(family, key, change(Fixture.Database.Get(family, key)!), WriteOptions.Durable);
    }

    /// <summary>The disk is full at a point while a condition holds.</summary>
    private sealed class Obstacle(FaultPoint point, Func<bool> isFull) : IFaultInjector
    {
        public void At(FaultPoint reached, ulong blockNumber)
        {
            if (reached == point && isFull()) throw new RocksDbException("IO error: No space left on device: While appending to file");
        }
    }
}
