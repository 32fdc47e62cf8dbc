using Grpc.Core;
using Grpc.Core.Interceptors;
using Ledger.Rpc.Client;
using Ledger.Rpc.Tests.Testing;
using Ledger.Rpc.Tests.V1;

namespace Ledger.Rpc.Tests.Server;

public sealed class InterceptorTests
{
    [Fact]
    public async Task Server_TwoInterceptors_RunInTheirOrderAroundAllKinds()
    {
        var order = new List<string>();
        await using TestHost host = await TestHost.StartAsync(o =>
        {
            o.AddInterceptor(new Recorder(order, "outer"));
            o.AddInterceptor(new Recorder(order, "inner"));
        });
        Echo.EchoClient client = host.Client();

        await client.UnaryAsync(new EchoRequest());
        using (AsyncClientStreamingCall<EchoRequest, EchoReply> call = client.Collect())
        {
            await call.RequestStream.CompleteAsync();
            await call;
        }

        using (AsyncServerStreamingCall<EchoReply> call = client.Expand(new EchoRequest()))
            await call.ResponseStream.MoveNext();
        using (AsyncDuplexStreamingCall<EchoRequest, EchoReply> call = client.Chat())
        {
            await call.RequestStream.CompleteAsync();
            await call.ResponseStream.MoveNext();
        }

        order.ShouldBe([
            "outer unary", "inner unary", "outer collect", "inner collect",
            "outer expand", "inner expand", "outer chat", "inner chat"]);
    }

    [Fact]
    public async Task Server_InterceptorMadeFromServices_TurnsExceptionsIntoStatuses()
    {
        await using TestHost host = await TestHost.StartAsync(o => o.AddInterceptor<Translator>());

        RpcException e = await Should.ThrowAsync<RpcException>(async () =>
            await host.Client().UnaryAsync(new EchoRequest { Act = "crash" }));

        e.StatusCode.ShouldBe(StatusCode.FailedPrecondition);
        e.Trailers.GetValue("x-translated").ShouldBe("InvalidOperationException");
    }

    [Fact]
    public async Task Client_Interceptor_ChangesMetadataAndSeesTheResponse()
    {
        await using TestHost host = await TestHost.StartAsync();
        using RpcChannel channel = host.Channel();
        var client = new Echo.EchoClient(channel.Intercept(headers =>
        {
            headers.Add("x-added", "by the interceptor");
            return headers;
        }));

        using AsyncUnaryCall<EchoReply> call = client.UnaryAsync(new EchoRequest { Act = "metadata" });
        await call;

        (await call.ResponseHeadersAsync).GetValue("x-added").ShouldBe("by the interceptor");
    }

    private sealed class Recorder(List<string> order, string name) : Interceptor
    {
        public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
            TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
        {
            order.Add($"{name} unary");
            return continuation(request, context);
        }

        public override Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
            IAsyncStreamReader<TRequest> requestStream,
            ServerCallContext context,
            ClientStreamingServerMethod<TRequest, TResponse> continuation)
        {
            order.Add($"{name} collect");
            return continuation(requestStream, context);
        }

        public override Task ServerStreamingServerHandler<TRequest, TResponse>(
            TRequest request,
            IServerStreamWriter<TResponse> responseStream,
            ServerCallContext context,
            ServerStreamingServerMethod<TRequest, TResponse> continuation)
        {
            order.Add($"{name} expand");
            return continuation(request, responseStream, context);
        }

        public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
            IAsyncStreamReader<TRequest> requestStream,
            IServerStreamWriter<TResponse> responseStream,
            ServerCallContext context,
            DuplexStreamingServerMethod<TRequest, TResponse> continuation)
        {
            order.Add($"{name} chat");
            return continuation(requestStream, responseStream, context);
        }
    }

    private sealed class Translator(EchoService service) : Interceptor
    {
        public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
            TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
        {
            service.ShouldNotBeNull();
            try
            {
                return await continuation(request, context);
            }
            catch (InvalidOperationException e)
            {
                throw new RpcException(
                    new Status(StatusCode.FailedPrecondition, "translated"),
                    new Metadata { { "x-translated", e.GetType().Name } });
            }
        }
    }
}
