using Grpc.Core;
using Ledger.Rpc.Tests.Testing;
using Ledger.Rpc.Tests.V1;

namespace Ledger.Rpc.Tests.Client;

public sealed class CallStateTests
{
    [Fact]
    public async Task GetStatus_BeforeTheEnd_Throws()
    {
        await using TestHost host = await TestHost.StartAsync();
        using AsyncUnaryCall<EchoReply> call = host.Client().UnaryAsync(new EchoRequest { Act = "wait" });

        Should.Throw<InvalidOperationException>(() => call.GetStatus());
        Should.Throw<InvalidOperationException>(() => call.GetTrailers());
    }

    [Fact]
    public async Task Dispose_AfterTheEnd_KeepsTheStatus()
    {
        await using TestHost host = await TestHost.StartAsync();
        AsyncUnaryCall<EchoReply> call = host.Client().UnaryAsync(new EchoRequest());
        await call;
        call.Dispose();
        call.Dispose();

        call.GetStatus().StatusCode.ShouldBe(StatusCode.OK);
    }

    [Fact]
    public async Task WriteAsync_WhileAnotherIsUnderWay_Throws()
    {
        await using TestHost host = await TestHost.StartAsync();
        using AsyncDuplexStreamingCall<EchoRequest, EchoReply> call = host.Client().Chat();

        // The handler waits, so the window fills and one of the writes stays under way.
        await call.RequestStream.WriteAsync(new EchoRequest { Act = "wait" });
        var large = new EchoRequest { Text = new string('x', 3_000_000) };
        Task first = call.RequestStream.WriteAsync(large);

        await Should.ThrowAsync<InvalidOperationException>(() => call.RequestStream.WriteAsync(large));
        call.Dispose();
        (await Should.ThrowAsync<RpcException>(() => first)).StatusCode.ShouldBe(StatusCode.Cancelled);
    }

    [Fact]
    public async Task WithHost_Call_AsksForThatAuthority()
    {
        await using TestHost host = await TestHost.StartAsync(o => o.AddInterceptor(new HostTeller()));

        RpcException e = await Should.ThrowAsync<RpcException>(async () =>
            await host.Client().WithHost("other.test:1234").UnaryAsync(new EchoRequest()));

        e.Status.Detail.ShouldBe("other.test:1234");
    }

    private sealed class HostTeller : Grpc.Core.Interceptors.Interceptor
    {
        public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
            TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation) =>
            throw new RpcException(new Status(StatusCode.NotFound, context.Host));
    }
}
