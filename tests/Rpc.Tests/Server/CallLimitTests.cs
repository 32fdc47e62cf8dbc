using Ledger.Rpc.Server;
using Ledger.Rpc.Tests.Testing;
using Ledger.Rpc.Tests.V1;

namespace Ledger.Rpc.Tests.Server;

public sealed class CallLimitTests
{
    private const string Unary = "/ledger.test.v1.Echo/Unary";

    // More than the bound of 100 that Kestrel has by itself.
    private const int CallsThatWait = 200;

    [Fact]
    public async Task Unary_ManyCallsWaitOnTheOnlyConnection_AnotherIsAnsweredMeanwhile()
    {
        await using TestHost host = await TestHost.StartAsync(kestrel: static kestrel => kestrel.LimitRpcCalls());
        using var raw = new RawClient(host.Http2);
        Task<RawAnswer>[] waiting =
            [.. Enumerable.Range(0, CallsThatWait).Select(_ => raw.PostAsync(Unary, RawClient.Frame(new EchoRequest { Act = "stubborn" })))];
        await host.Echo.Signal("waiting").Task.WaitAsync(TestHost.Patience);

        RawAnswer answer = await raw.PostAsync(Unary, RawClient.Frame(new EchoRequest { Text = "me" }));

        answer.Status.ShouldBe("0");
        waiting.ShouldAllBe(static call => !call.IsCompleted);
        host.Echo.Signal("release").SetResult();
        (await Task.WhenAll(waiting)).ShouldAllBe(static call => call.Status == "0");
    }
}
