using Google.Protobuf;
using Grpc.Core;
using Ledger.Rpc.Client;
using Ledger.Rpc.Tests.Testing;
using Ledger.Rpc.Tests.V1;

namespace Ledger.Rpc.Tests.Server;

public sealed class SizeLimitTests
{
    private const int LimitSizeBytes = 10_000;

    private static EchoRequest Large => new() { Payload = ByteString.CopyFrom(new byte[LimitSizeBytes]) };

    [Fact]
    public async Task Unary_RequestBeyondTheServersBound_IsResourceExhausted()
    {
        await using TestHost host = await TestHost.StartAsync(o => o.MaxReceiveMessageSizeBytes = LimitSizeBytes);

        await ExhaustsAsync(host.Client(), Large);
    }

    [Fact]
    public async Task Unary_CompressedRequestBeyondTheServersBound_IsResourceExhausted()
    {
        await using TestHost host = await TestHost.StartAsync(o => o.MaxReceiveMessageSizeBytes = LimitSizeBytes);

        await ExhaustsAsync(host.Client(new RpcChannelOptions { CompressRequests = true }), Large);
    }

    [Fact]
    public async Task Unary_ResponseBeyondTheServersBound_IsResourceExhausted()
    {
        await using TestHost host = await TestHost.StartAsync(o => o.MaxSendMessageSizeBytes = LimitSizeBytes);

        await ExhaustsAsync(host.Client(), new EchoRequest { Act = "inflate", Count = LimitSizeBytes });
    }

    [Fact]
    public async Task Unary_RequestBeyondTheClientsBound_IsNotSent()
    {
        await using TestHost host = await TestHost.StartAsync();

        await ExhaustsAsync(host.Client(new RpcChannelOptions { MaxSendMessageSizeBytes = LimitSizeBytes }), Large);
    }

    [Fact]
    public async Task Unary_ResponseBeyondTheClientsBound_IsResourceExhausted()
    {
        await using TestHost host = await TestHost.StartAsync();

        await ExhaustsAsync(
            host.Client(new RpcChannelOptions { MaxReceiveMessageSizeBytes = LimitSizeBytes }),
            new EchoRequest { Act = "inflate", Count = LimitSizeBytes });
    }

    [Fact]
    public async Task Collect_RequestBeyondTheClientsBound_FailsTheWriteOnly()
    {
        await using TestHost host = await TestHost.StartAsync();
        using AsyncClientStreamingCall<EchoRequest, EchoReply> call =
            host.Client(new RpcChannelOptions { MaxSendMessageSizeBytes = LimitSizeBytes }).Collect();

        RpcException e = await Should.ThrowAsync<RpcException>(() => call.RequestStream.WriteAsync(Large));
        e.StatusCode.ShouldBe(StatusCode.ResourceExhausted);
        await call.RequestStream.WriteAsync(new EchoRequest { Text = "small" });
        await call.RequestStream.CompleteAsync();

        (await call).Text.ShouldBe("small");
    }

    private static async Task ExhaustsAsync(Echo.EchoClient client, EchoRequest request)
    {
        RpcException e = await Should.ThrowAsync<RpcException>(async () => await client.UnaryAsync(request));
        e.StatusCode.ShouldBe(StatusCode.ResourceExhausted);

        // The connection is good for the next call.
        (await client.UnaryAsync(new EchoRequest { Text = "small" })).Text.ShouldBe("small");
    }
}
