using Grpc.Core;
using Ledger.Rpc.Tests.Testing;
using Ledger.Rpc.Tests.V1;

namespace Ledger.Rpc.Tests.Server;

public sealed class CancellationTests
{
    [Fact]
    public async Task Unary_TokenCancelled_BothSidesSeeIt()
    {
        await using TestHost host = await TestHost.StartAsync();
        using var cancellation = new CancellationTokenSource();

        AsyncUnaryCall<EchoReply> call = host.Client().UnaryAsync(
            new EchoRequest { Act = "wait" }, cancellationToken: cancellation.Token);
        await host.Echo.Signal("waiting").Task.WaitAsync(TestHost.Patience);
        await cancellation.CancelAsync();

        RpcException e = await Should.ThrowAsync<RpcException>(() => call.ResponseAsync);
        e.StatusCode.ShouldBe(StatusCode.Cancelled);
        call.GetStatus().StatusCode.ShouldBe(StatusCode.Cancelled);
        await host.Echo.Signal("cancelled").Task.WaitAsync(TestHost.Patience);
    }

    [Fact]
    public async Task Unary_CallDisposed_HandlerIsCancelled()
    {
        await using TestHost host = await TestHost.StartAsync();

        AsyncUnaryCall<EchoReply> call = host.Client().UnaryAsync(new EchoRequest { Act = "wait" });
        await host.Echo.Signal("waiting").Task.WaitAsync(TestHost.Patience);
        call.Dispose();

        await host.Echo.Signal("cancelled").Task.WaitAsync(TestHost.Patience);
        (await Should.ThrowAsync<RpcException>(() => call.ResponseAsync)).StatusCode.ShouldBe(StatusCode.Cancelled);
    }

    [Fact]
    public async Task Chat_CallDisposed_HandlerIsCancelled()
    {
        await using TestHost host = await TestHost.StartAsync();

        using (AsyncDuplexStreamingCall<EchoRequest, EchoReply> call = host.Client().Chat())
        {
            await call.RequestStream.WriteAsync(new EchoRequest { Act = "wait" });
            await host.Echo.Signal("waiting").Task.WaitAsync(TestHost.Patience);
        }

        await host.Echo.Signal("cancelled").Task.WaitAsync(TestHost.Patience);
    }

    [Fact]
    public async Task Expand_ReadCancelled_EndsTheCall()
    {
        await using TestHost host = await TestHost.StartAsync();
        using var cancellation = new CancellationTokenSource();

        using AsyncServerStreamingCall<EchoReply> call = host.Client().Expand(new EchoRequest { Act = "wait", Count = 1 });
        (await call.ResponseStream.MoveNext()).ShouldBeTrue();
        Task<bool> next = call.ResponseStream.MoveNext(cancellation.Token);
        await cancellation.CancelAsync();

        (await Should.ThrowAsync<RpcException>(() => next)).StatusCode.ShouldBe(StatusCode.Cancelled);
        await host.Echo.Signal("cancelled").Task.WaitAsync(TestHost.Patience);
    }

    [Fact]
    public async Task Unary_ChannelDisposed_CallsUnderWayAreCancelled()
    {
        await using TestHost host = await TestHost.StartAsync();
        var channel = host.Channel();
        AsyncUnaryCall<EchoReply> call = new Echo.EchoClient(channel).UnaryAsync(new EchoRequest { Act = "wait" });
        await host.Echo.Signal("waiting").Task.WaitAsync(TestHost.Patience);

        channel.Dispose();

        (await Should.ThrowAsync<RpcException>(() => call.ResponseAsync)).StatusCode.ShouldBe(StatusCode.Cancelled);
        await host.Echo.Signal("cancelled").Task.WaitAsync(TestHost.Patience);
    }
}
