using Grpc.Core;
using Ledger.Rpc.Tests.Testing;
using Ledger.Rpc.Tests.V1;

namespace Ledger.Rpc.Tests.Server;

public sealed class MetadataTests
{
    [Fact]
    public async Task Unary_TextAndBytes_ComeBackInHeadersAndTrailers()
    {
        await using TestHost host = await TestHost.StartAsync();
        byte[] bytes = [.. Enumerable.Range(0, 256).Select(n => (byte)n)];
        var metadata = new Metadata
        {
            { "x-text", "some text" },
            { "x-bytes-bin", bytes },
            { "x-empty-bin", Array.Empty<byte>() },
            { "x-many", "one" },
            { "x-many", "two" },
        };

        using AsyncUnaryCall<EchoReply> call = host.Client().UnaryAsync(new EchoRequest { Act = "metadata" }, metadata);
        Metadata headers = await call.ResponseHeadersAsync;
        await call;

        foreach ((Metadata from, string prefix) in new[] { (headers, ""), (call.GetTrailers(), "t") })
        {
            from.GetValue($"{prefix}x-text").ShouldBe("some text");
            from.GetValueBytes($"{prefix}x-bytes-bin").ShouldBe(bytes);
            from.GetValueBytes($"{prefix}x-empty-bin").ShouldBe([]);
            string.Join(',', from.GetAll($"{prefix}x-many").Select(e => e.Value)).Replace(" ", "", StringComparison.Ordinal)
                .ShouldBe("one,two");
        }
    }

    [Fact]
    public async Task Unary_BinaryHeaderWithPaddingOrCommas_IsAccepted()
    {
        await using TestHost host = await TestHost.StartAsync();
        using var raw = new RawClient(host.Http2);

        RawAnswer answer = await raw.PostAsync(
            "/ledger.test.v1.Echo/Unary", RawClient.Frame(new EchoRequest { Act = "metadata" }), ("x-k-bin", "AQ==,Ag"));

        answer.Status.ShouldBe("0");
        answer.Value("x-k-bin").ShouldBe("AQ,Ag");
    }

    [Fact]
    public async Task Unary_BinaryHeaderNotBase64_IsAnError()
    {
        await using TestHost host = await TestHost.StartAsync();
        using var raw = new RawClient(host.Http2);

        RawAnswer answer = await raw.PostAsync(
            "/ledger.test.v1.Echo/Unary", RawClient.Frame(new EchoRequest { Act = "metadata" }), ("x-k-bin", "!"));

        answer.Status.ShouldBe("13");
    }

    [Fact]
    public async Task Expand_HeadersSentFirst_ArriveBeforeTheFirstReply()
    {
        await using TestHost host = await TestHost.StartAsync();

        using AsyncDuplexStreamingCall<EchoRequest, EchoReply> call = host.Client().Chat(new Metadata { { "x-early", "1" } });
        await call.RequestStream.WriteAsync(new EchoRequest { Act = "metadata" });

        (await call.ResponseHeadersAsync).GetValue("x-early").ShouldBe("1");
    }

    [Fact]
    public async Task Unary_FailedBeforeHeaders_HeadersFailToo()
    {
        await using TestHost host = await TestHost.StartAsync();

        using AsyncUnaryCall<EchoReply> call = host.Client().UnaryAsync(
            new EchoRequest { Act = "fail", Number = (int)StatusCode.NotFound });

        (await Should.ThrowAsync<RpcException>(() => call.ResponseHeadersAsync)).StatusCode.ShouldBe(StatusCode.NotFound);
        await Should.ThrowAsync<RpcException>(() => call.ResponseAsync);
    }
}
