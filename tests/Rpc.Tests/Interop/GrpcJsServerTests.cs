using Google.Protobuf;
using Grpc.Core;
using Ledger.Rpc.Client;
using Ledger.Rpc.Tests.V1;

namespace Ledger.Rpc.Tests.Interop;

/// <summary>Our client with the server of @grpc/grpc-js.</summary>
public sealed class GrpcJsServerTests(GrpcJsServer server) : IClassFixture<GrpcJsServer>
{
    private const int LargeSizeBytes = 20 * 1024 * 1024;

    [Fact]
    public async Task Unary_Request_IsEchoed()
    {
        EchoReply reply = await server.Client().UnaryAsync(
            new EchoRequest { Text = "grün", Payload = ByteString.CopyFrom(1, 2, 3), Count = 7 });

        reply.ShouldBe(new EchoReply { Text = "grün", Payload = ByteString.CopyFrom(1, 2, 3), Count = 7 });
    }

    [Fact]
    public async Task Collect_Requests_AreAllSeen()
    {
        using AsyncClientStreamingCall<EchoRequest, EchoReply> call = server.Client().Collect();
        foreach (string text in new[] { "a", "b", "c" })
            await call.RequestStream.WriteAsync(new EchoRequest { Text = text });
        await call.RequestStream.CompleteAsync();

        (await call).ShouldBe(new EchoReply { Text = "abc", Count = 3 });
    }

    [Fact]
    public async Task Expand_Replies_ArriveInOrder()
    {
        using AsyncServerStreamingCall<EchoReply> call = server.Client().Expand(new EchoRequest { Count = 500 });
        var counts = new List<int>();
        await foreach (EchoReply reply in call.ResponseStream.ReadAllAsync())
            counts.Add(reply.Count);

        counts.ShouldBe(Enumerable.Range(0, 500));
    }

    [Fact]
    public async Task Chat_PingPong_TakesTurns()
    {
        using AsyncDuplexStreamingCall<EchoRequest, EchoReply> call = server.Client().Chat();
        for (int i = 0; i < 5; i++)
        {
            await call.RequestStream.WriteAsync(new EchoRequest { Text = $"{i}" });
            (await call.ResponseStream.MoveNext()).ShouldBeTrue();
            call.ResponseStream.Current.Text.ShouldBe($"{i}");
        }

        await call.RequestStream.CompleteAsync();
        (await call.ResponseStream.MoveNext()).ShouldBeFalse();
    }

    [Fact]
    public async Task Unary_Metadata_ComesBackInHeadersAndTrailers()
    {
        var metadata = new Metadata
        {
            { "x-text", "plain" },
            { "x-bytes-bin", new byte[] { 0, 255, 10, 13 } },
            { "x-many", "one" },
            { "x-many", "two" },
        };

        using AsyncUnaryCall<EchoReply> call = server.Client().UnaryAsync(new EchoRequest { Act = "metadata" }, metadata);
        await call;

        foreach ((Metadata from, string prefix) in new[] { (await call.ResponseHeadersAsync, ""), (call.GetTrailers(), "t") })
        {
            from.GetValue($"{prefix}x-text").ShouldBe("plain");
            from.GetValueBytes($"{prefix}x-bytes-bin").ShouldBe([0, 255, 10, 13]);
            string.Join(", ", from.GetAll($"{prefix}x-many").Select(e => e.Value)).ShouldBe("one, two");
        }
    }

    [Fact]
    public async Task Unary_Error_CarriesCodeMessageAndTrailers()
    {
        RpcException e = await Should.ThrowAsync<RpcException>(async () => await server.Client().UnaryAsync(
            new EchoRequest { Act = "fail", Number = (int)StatusCode.NotFound, Text = "nicht gefunden: 100 % weg →" }));

        e.StatusCode.ShouldBe(StatusCode.NotFound);
        e.Status.Detail.ShouldBe("nicht gefunden: 100 % weg →");
        e.Trailers.GetValue("x-why").ShouldBe("asked");
    }

    [Fact]
    public async Task Expand_ErrorAfterReplies_ComesAfterThem()
    {
        using AsyncServerStreamingCall<EchoReply> call = server.Client().Expand(
            new EchoRequest { Count = 1, Act = "fail", Number = (int)StatusCode.DataLoss, Text = "lost" });
        (await call.ResponseStream.MoveNext()).ShouldBeTrue();

        (await Should.ThrowAsync<RpcException>(() => call.ResponseStream.MoveNext())).StatusCode.ShouldBe(StatusCode.DataLoss);
    }

    [Fact]
    public async Task Unary_StatusDetails_AreDecoded()
    {
        RpcException e = await Should.ThrowAsync<RpcException>(async () =>
            await server.Client().UnaryAsync(new EchoRequest { Act = "details" }));

        Google.Rpc.Status status = e.GetRpcStatus().ShouldNotBeNull();
        status.Code.ShouldBe(9);
        status.Message.ShouldBe("held");
        status.Details.ShouldHaveSingleItem().TypeUrl.ShouldBe("type.googleapis.com/google.rpc.Request");
    }

    [Fact]
    public async Task Unary_Deadline_IsExceeded()
    {
        RpcException e = await Should.ThrowAsync<RpcException>(async () => await server.Client().UnaryAsync(
            new EchoRequest { Act = "wait" }, deadline: DateTime.UtcNow.AddMilliseconds(150)));

        e.StatusCode.ShouldBe(StatusCode.DeadlineExceeded);
    }

    [Fact]
    public async Task Expand_Disposed_ServerSeesTheCancellation()
    {
        int before = (await server.Client().UnaryAsync(new EchoRequest { Act = "cancelled" })).Count;
        using (AsyncServerStreamingCall<EchoReply> call = server.Client().Expand(new EchoRequest { Count = 1, Act = "wait" }))
            (await call.ResponseStream.MoveNext()).ShouldBeTrue();

        using var patience = new CancellationTokenSource(Testing.TestHost.Patience);
        while ((await server.Client().UnaryAsync(new EchoRequest { Act = "cancelled" })).Count <= before)
            patience.Token.ThrowIfCancellationRequested();
    }

    [Fact]
    public async Task Unary_Gzip_BothWays()
    {
        string text = new('x', 100_000);

        EchoReply reply = await server.Client(new RpcChannelOptions { CompressRequests = true })
            .UnaryAsync(new EchoRequest { Act = "gzip", Text = text });

        reply.Text.ShouldBe(text);
    }

    [Fact]
    public async Task Unary_LargeMessages_PassWhenAllowed()
    {
        Echo.EchoClient client = server.Client(new RpcChannelOptions
        {
            MaxReceiveMessageSizeBytes = 2 * LargeSizeBytes,
            MaxSendMessageSizeBytes = 2 * LargeSizeBytes,
        });

        EchoReply reply = await client.UnaryAsync(new EchoRequest { Payload = ByteString.CopyFrom(new byte[LargeSizeBytes]) });

        reply.Payload.Length.ShouldBe(LargeSizeBytes);
    }

    [Fact]
    public async Task Unary_LargeResponse_IsRefusedByDefault()
    {
        RpcException e = await Should.ThrowAsync<RpcException>(async () => await server.Client().UnaryAsync(
            new EchoRequest { Act = "inflate", Count = LargeSizeBytes }));

        e.StatusCode.ShouldBe(StatusCode.ResourceExhausted);
    }
}
