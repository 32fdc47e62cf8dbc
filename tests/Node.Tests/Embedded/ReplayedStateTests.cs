using Ledger.Node.Chain;
using Ledger.Node.Embedded;

namespace Ledger.Node.Tests.Embedded;

/// <summary>A killed node was asked while it replayed its log, and judged by a state of long ago.</summary>
public sealed class ReplayedStateTests : ChainTest
{
    [Fact]
    public async Task Calls_WhileTheLogIsReplayed_WaitForTheNewestState()
    {
        await Fixture.StartAsync();
        await Fixture.SendAndWaitAsync(First.Deploy());
        await Fixture.SendAndWaitAsync(First.Store(0, 1));
        await Fixture.SendAndWaitAsync(First.Store(1, 2));
        var nonce = await Fixture.Chain.ReadNonceAsync(First.Address, Fixture.Cancellation);
        await Fixture.StopAsync();
        foreach (var path in Directory.GetFiles(Fixture.ChainFolderPath, "*.snapshot")) File.Delete(path);

        using var pause = new ReplayPause(atBlock: 3);
        var chain = Fixture.Prepare(faults: pause);
        var starting = chain.StartAsync(1, Fixture.Cancellation);
        await pause.Reached.WaitAsync(Fixture.Cancellation);
        (await chain.ReadBlocksAsync(1, 2, Fixture.Cancellation)).Count.ShouldBe(2, "what was replayed can be followed");
        await Should.ThrowAsync<ChainUnavailableException>(() => chain.ReadNonceAsync(First.Address, Fixture.Cancellation));
        await Should.ThrowAsync<ChainUnavailableException>(() => chain.CallAsync(new ChainCall { To = First.Address, Data = Array.Empty<byte>() }, Fixture.Cancellation));

        pause.Release();
        await starting;
        (await chain.ReadNonceAsync(First.Address, Fixture.Cancellation)).ShouldBe(nonce);
    }

    private sealed class ReplayPause(ulong atBlock) : IFaultInjector, IDisposable
    {
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly ManualResetEventSlim _released = new();

        public Task Reached => _reached.Task;

        public void At(FaultPoint point, ulong blockNumber)
        {
            if (point is not FaultPoint.BlockMined || blockNumber != atBlock) return;
            _reached.TrySetResult();
            _released.Wait(ChainFixture.Patience);
        }

        public void Release() => _released.Set();

        public void Dispose()
        {
            _released.Set();
            _released.Dispose();
        }
    }
}
