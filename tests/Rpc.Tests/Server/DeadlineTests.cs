using Grpc.Core;
using Ledger.Rpc.Tests.Testing;
using Ledger.Rpc.Tests.V1;

namespace Ledger.Rpc.Tests.Server;

public sealed class DeadlineTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(150);

    [Fact]
    public async Task Unary_HandlerWaits_ClientGetsDeadlineExceededAndHandlerIsCancelled()
    {
        await using TestHost host = await TestHost.StartAsync();

        RpcException e = await Should.ThrowAsync<RpcException>(async () =>
            await host.Client().UnaryAsync(new EchoRequest { Act = "wait" }, deadline: DateTime.UtcNow + Soon));

        e.StatusCode.ShouldBe(StatusCode.DeadlineExceeded);
        await host.Echo.Signal("cancelled").Task.WaitAsync(TestHost.Patience);
    }

    [Fact]
    public async Task Unary_DeadlinePassedBefore_IsNotSent()
    {
        await using TestHost host = await TestHost.StartAsync();

        RpcException e = await Should.ThrowAsync<RpcException>(async () =>
            await host.Client().UnaryAsync(new EchoRequest { Act = "wait" }, deadline: DateTime.UtcNow.AddSeconds(-1)));

        e.StatusCode.ShouldBe(StatusCode.DeadlineExceeded);
        host.Echo.Signal("waiting").Task.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task Unary_HandlerIgnoresCancellation_ServerAnswersAtTheDeadlineAllTheSame()
    {
        await using TestHost host = await TestHost.StartAsync();
        using var raw = new RawClient(host.Http2);

        // No timer on this side: only the server can end the call.
        RawAnswer answer = await raw.PostAsync(
            "/ledger.test.v1.Echo/Unary", RawClient.Frame(new EchoRequest { Act = "stubborn" }), ("grpc-timeout", "100m"));

        answer.Status.ShouldBe("4");
        host.Echo.Signal("release").SetResult();
    }

    [Fact]
    public async Task Chat_HandlerWaitsForRequests_ServerEndsTheCallAtTheDeadline()
    {
        await using TestHost host = await TestHost.StartAsync();

        using AsyncDuplexStreamingCall<EchoRequest, EchoReply> call =
            host.Client().Chat(deadline: DateTime.UtcNow + Soon);

        RpcException e = await Should.ThrowAsync<RpcException>(() => call.ResponseStream.MoveNext());
        e.StatusCode.ShouldBe(StatusCode.DeadlineExceeded);
    }

    [Fact]
    public async Task Expand_ClientDoesNotRead_DeadlineEndsTheHandler()
    {
        await using TestHost host = await TestHost.StartAsync();

        // More than any window: the handler hangs in a write when the deadline passes.
        using AsyncServerStreamingCall<EchoReply> call = host.Client().Expand(
            new EchoRequest { Count = 1_000_000, Text = new string('x', 10_000) }, deadline: DateTime.UtcNow + Soon);
        (await call.ResponseStream.MoveNext()).ShouldBeTrue();

        RpcException e = await Should.ThrowAsync<RpcException>(async () =>
        {
            while (await call.ResponseStream.MoveNext())
            {
                // Read on until the end.
            }
        });
        e.StatusCode.ShouldBe(StatusCode.DeadlineExceeded);
    }

    [Theory]
    [InlineData("999999999m")]
    [InlineData("5")]
    [InlineData("m")]
    [InlineData("-5m")]
    [InlineData("5x")]
    [InlineData("0x5m")]
    public async Task Unary_TimeoutHeaderNotValid_IsAnError(string timeout)
    {
        await using TestHost host = await TestHost.StartAsync();
        using var raw = new RawClient(host.Http2);

        RawAnswer answer = await raw.PostAsync(
            "/ledger.test.v1.Echo/Unary", RawClient.Frame(new EchoRequest()), ("grpc-timeout", timeout));

        answer.Status.ShouldBe("13");
    }

    [Fact]
    public async Task Unary_LongestTimeout_Works()
    {
        await using TestHost host = await TestHost.StartAsync();
        using var raw = new RawClient(host.Http2);

        RawAnswer answer = await raw.PostAsync(
            "/ledger.test.v1.Echo/Unary", RawClient.Frame(new EchoRequest()), ("grpc-timeout", "99999999H"));

        answer.Status.ShouldBe("0");
    }
}
