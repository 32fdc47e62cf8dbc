using System.Net;
using System.Net.Sockets;
using Grpc.Core;
using Ledger.Rpc.Client;
using Ledger.Rpc.Tests.Testing;
using Ledger.Rpc.Tests.V1;

namespace Ledger.Rpc.Tests.Client;

public sealed class ConnectTests
{
    [Fact]
    public async Task Unary_NobodyListens_IsUnavailable()
    {
        using RpcChannel channel = RpcChannel.ForAddress($"http://127.0.0.1:{FreePort()}");

        RpcException e = await Should.ThrowAsync<RpcException>(async () =>
            await new Echo.EchoClient(channel).UnaryAsync(new EchoRequest()));

        e.StatusCode.ShouldBe(StatusCode.Unavailable);
    }

    [Fact]
    public async Task Chat_NobodyListens_WriterAndReaderSayUnavailable()
    {
        using RpcChannel channel = RpcChannel.ForAddress($"http://127.0.0.1:{FreePort()}");
        using AsyncDuplexStreamingCall<EchoRequest, EchoReply> call = new Echo.EchoClient(channel).Chat();

        (await Should.ThrowAsync<RpcException>(() => call.RequestStream.WriteAsync(new EchoRequest())))
            .StatusCode.ShouldBe(StatusCode.Unavailable);
        (await Should.ThrowAsync<RpcException>(() => call.ResponseStream.MoveNext())).StatusCode.ShouldBe(StatusCode.Unavailable);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Unary_ConnectionComesAtTheThirdAttempt_Succeeds(bool waitForReady)
    {
        await using TestHost host = await TestHost.StartAsync();
        using var handler = new FailingHandler(HttpRequestError.ConnectionError, failures: 2);
        using RpcChannel channel = RpcChannel.ForAddress(host.Http2, new RpcChannelOptions
        {
            HttpHandler = handler,
            ConnectAttemptsMax = waitForReady ? 1 : 3,
            WaitForReadyAttemptsMax = 3,
            ConnectRetryDelay = TimeSpan.Zero,
        });

        EchoReply reply = await new Echo.EchoClient(channel).UnaryAsync(
            new EchoRequest { Text = "third" }, new CallOptions().WithWaitForReady(waitForReady));

        reply.Text.ShouldBe("third");
        handler.Attempts.ShouldBe(3);
    }

    [Fact]
    public async Task Unary_AttemptsUsedUp_IsUnavailable()
    {
        using var handler = new FailingHandler(HttpRequestError.ConnectionError, failures: 100);
        using RpcChannel channel = RpcChannel.ForAddress("http://127.0.0.1:1", new RpcChannelOptions
        {
            HttpHandler = handler,
            ConnectAttemptsMax = 4,
            ConnectRetryDelay = TimeSpan.Zero,
        });

        RpcException e = await Should.ThrowAsync<RpcException>(async () =>
            await new Echo.EchoClient(channel).UnaryAsync(new EchoRequest()));

        e.StatusCode.ShouldBe(StatusCode.Unavailable);
        handler.Attempts.ShouldBe(4);
    }

    [Fact]
    public async Task Unary_ConnectionLostAfterSending_IsNotRepeated()
    {
        using var handler = new FailingHandler(HttpRequestError.ResponseEnded, failures: 100);
        using RpcChannel channel = RpcChannel.ForAddress("http://127.0.0.1:1", new RpcChannelOptions
        {
            HttpHandler = handler,
            ConnectAttemptsMax = 4,
            ConnectRetryDelay = TimeSpan.Zero,
        });

        RpcException e = await Should.ThrowAsync<RpcException>(async () =>
            await new Echo.EchoClient(channel).UnaryAsync(new EchoRequest()));

        e.StatusCode.ShouldBe(StatusCode.Unavailable);
        handler.Attempts.ShouldBe(1);
    }

    [Fact]
    public void Unary_ChannelDisposed_Throws()
    {
        RpcChannel channel = RpcChannel.ForAddress("http://127.0.0.1:1");
        channel.Dispose();

        Should.Throw<ObjectDisposedException>(() => new Echo.EchoClient(channel).UnaryAsync(new EchoRequest()));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private sealed class FailingHandler(HttpRequestError error, int failures) : DelegatingHandler(new SocketsHttpHandler())
    {
        public int Attempts { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            ++Attempts <= failures
                ? throw new HttpRequestException(error, "as told")
                : base.SendAsync(request, cancellationToken);
    }
}
