using Google.Protobuf;
using Grpc.Core;
using Ledger.Rpc.Client;
using Ledger.Rpc.Tests.Testing;
using Ledger.Rpc.Tests.V1;

namespace Ledger.Rpc.Tests.Server;

public sealed class StreamingTests
{
    private const int LargeStreamMessages = 45;
    private const int LargeMessageSizeBytes = 1024 * 1024;

    [Fact]
    public async Task Collect_ManyRequests_AreAllSeenInOrder()
    {
        await using TestHost host = await TestHost.StartAsync();

        using AsyncClientStreamingCall<EchoRequest, EchoReply> call = host.Client().Collect();
        for (int i = 0; i < 10; i++)
            await call.RequestStream.WriteAsync(new EchoRequest { Text = $"{i}" });
        await call.RequestStream.CompleteAsync();

        EchoReply reply = await call;
        reply.Text.ShouldBe("0123456789");
        call.GetStatus().StatusCode.ShouldBe(StatusCode.OK);
    }

    [Fact]
    public async Task Collect_NoRequests_GivesAnEmptyReply()
    {
        await using TestHost host = await TestHost.StartAsync();

        using AsyncClientStreamingCall<EchoRequest, EchoReply> call = host.Client().Collect();
        await call.RequestStream.CompleteAsync();

        (await call).Count.ShouldBe(0);
    }

    [Fact]
    public async Task Collect_WriteAfterComplete_Throws()
    {
        await using TestHost host = await TestHost.StartAsync();

        using AsyncClientStreamingCall<EchoRequest, EchoReply> call = host.Client().Collect();
        await call.RequestStream.CompleteAsync();
        await call;

        await Should.ThrowAsync<InvalidOperationException>(() => call.RequestStream.WriteAsync(new EchoRequest()));
    }

    [Fact]
    public async Task Collect_HandlerFailsBeforeTheEnd_WriterAndResponseSayWhy()
    {
        await using TestHost host = await TestHost.StartAsync();

        using AsyncClientStreamingCall<EchoRequest, EchoReply> call = host.Client().Collect();
        await call.RequestStream.WriteAsync(new EchoRequest { Act = "fail", Number = (int)StatusCode.Aborted, Text = "stop" });

        RpcException e = await Should.ThrowAsync<RpcException>(() => call.ResponseAsync);
        e.Status.Detail.ShouldBe("stop");
        e = await Should.ThrowAsync<RpcException>(() => call.RequestStream.WriteAsync(new EchoRequest()));
        e.StatusCode.ShouldBe(StatusCode.Aborted);
    }

    [Fact]
    public async Task Collect_MoreThanFortyMegabytes_IsNotRefused()
    {
        await using TestHost host = await TestHost.StartAsync();
        var part = new EchoRequest { Payload = ByteString.CopyFrom(new byte[LargeMessageSizeBytes]) };

        using AsyncClientStreamingCall<EchoRequest, EchoReply> call = host.Client().Collect();
        for (int i = 0; i < LargeStreamMessages; i++)
            await call.RequestStream.WriteAsync(part);
        await call.RequestStream.CompleteAsync();

        (await call).SizeBytes.ShouldBe((long)LargeStreamMessages * LargeMessageSizeBytes);
    }

    [Fact]
    public async Task Expand_ManyReplies_ArriveInOrder()
    {
        await using TestHost host = await TestHost.StartAsync();

        using AsyncServerStreamingCall<EchoReply> call = host.Client().Expand(new EchoRequest { Count = 1000 });
        var counts = new List<int>();
        await foreach (EchoReply reply in call.ResponseStream.ReadAllAsync())
            counts.Add(reply.Count);

        counts.ShouldBe(Enumerable.Range(0, 1000));
        call.GetStatus().StatusCode.ShouldBe(StatusCode.OK);
    }

    [Fact]
    public async Task Expand_NoReplies_EndsWithOk()
    {
        await using TestHost host = await TestHost.StartAsync();

        using AsyncServerStreamingCall<EchoReply> call = host.Client().Expand(new EchoRequest());

        (await call.ResponseStream.MoveNext()).ShouldBeFalse();
        (await call.ResponseStream.MoveNext()).ShouldBeFalse();
        call.GetStatus().StatusCode.ShouldBe(StatusCode.OK);
        (await call.ResponseHeadersAsync).ShouldNotBeNull();
    }

    [Fact]
    public async Task Expand_FailureAfterReplies_ComesAfterThem()
    {
        await using TestHost host = await TestHost.StartAsync();

        using AsyncServerStreamingCall<EchoReply> call = host.Client().Expand(
            new EchoRequest { Count = 2, Act = "fail", Number = (int)StatusCode.DataLoss, Text = "lost" });
        (await call.ResponseStream.MoveNext()).ShouldBeTrue();
        (await call.ResponseStream.MoveNext()).ShouldBeTrue();

        RpcException e = await Should.ThrowAsync<RpcException>(() => call.ResponseStream.MoveNext());
        e.StatusCode.ShouldBe(StatusCode.DataLoss);
        e.Status.Detail.ShouldBe("lost");
    }

    [Fact]
    public async Task Chat_PingPong_TakesTurns()
    {
        await using TestHost host = await TestHost.StartAsync();

        using AsyncDuplexStreamingCall<EchoRequest, EchoReply> call = host.Client().Chat();
        for (int i = 0; i < 20; i++)
        {
            await call.RequestStream.WriteAsync(new EchoRequest { Text = $"{i}" });
            (await call.ResponseStream.MoveNext()).ShouldBeTrue();
            call.ResponseStream.Current.Text.ShouldBe($"{i}");
        }

        await call.RequestStream.CompleteAsync();
        (await call.ResponseStream.MoveNext()).ShouldBeFalse();
        call.GetStatus().StatusCode.ShouldBe(StatusCode.OK);
    }

    [Fact]
    public async Task Chat_HundredAtOnce_ShareTheChannel()
    {
        await using TestHost host = await TestHost.StartAsync();
        using RpcChannel channel = host.Channel();
        var client = new Echo.EchoClient(channel);

        await Task.WhenAll(Enumerable.Range(0, 100).Select(async n =>
        {
            using AsyncDuplexStreamingCall<EchoRequest, EchoReply> call = client.Chat();
            await call.RequestStream.WriteAsync(new EchoRequest { Text = $"{n}" });
            await call.RequestStream.CompleteAsync();
            (await call.ResponseStream.MoveNext()).ShouldBeTrue();
            call.ResponseStream.Current.Text.ShouldBe($"{n}");
            (await call.ResponseStream.MoveNext()).ShouldBeFalse();
        }));
    }

    [Fact]
    public async Task Chat_IdleLongerThanTheDataRateAllows_StaysOpen()
    {
        // Kestrel ends a slow body after its grace period. With the shortest grace and a rate no idle stream keeps, a
        // stream that is idle for several of its checks (one a second) lives only because the limit is lifted.
        await using TestHost host = await TestHost.StartAsync(kestrel: k =>
            k.Limits.MinRequestBodyDataRate = new(bytesPerSecond: 1_000_000, gracePeriod: TimeSpan.FromSeconds(1.1)));

        using AsyncDuplexStreamingCall<EchoRequest, EchoReply> call = host.Client().Chat();
        await call.RequestStream.WriteAsync(new EchoRequest { Text = "before" });
        (await call.ResponseStream.MoveNext()).ShouldBeTrue();
        await host.IdleAsync(TimeSpan.FromSeconds(4));
        await call.RequestStream.WriteAsync(new EchoRequest { Text = "after" });

        (await call.ResponseStream.MoveNext()).ShouldBeTrue();
        call.ResponseStream.Current.Text.ShouldBe("after");
    }
}
