using Grpc.Core;
using Ledger.Rpc.Client;
using Ledger.Rpc.Tests.Testing;
using Ledger.Rpc.Tests.V1;

namespace Ledger.Rpc.Tests.Server;

public sealed class CompressionTests
{
    private const string Path = "/ledger.test.v1.Echo/Unary";

    private static readonly EchoRequest Compressible = new() { Text = new string('x', 10_000) };

    [Fact]
    public async Task Unary_ClientAcceptsGzip_ResponseIsCompressed()
    {
        await using TestHost host = await TestHost.StartAsync(o => o.CompressResponses = true);
        using var raw = new RawClient(host.Http2);

        RawAnswer answer = await raw.PostAsync(Path, RawClient.Frame(Compressible), ("grpc-accept-encoding", "identity, gzip"));

        answer.Value("grpc-encoding").ShouldBe("gzip");
        answer.Body[0].ShouldBe((byte)1);
        answer.Body.Length.ShouldBeLessThan(1000);
    }

    [Fact]
    public async Task Unary_ClientDoesNotAcceptGzip_ResponseIsPlain()
    {
        await using TestHost host = await TestHost.StartAsync(o => o.CompressResponses = true);
        using var raw = new RawClient(host.Http2);

        RawAnswer answer = await raw.PostAsync(Path, RawClient.Frame(Compressible));

        answer.Value("grpc-encoding").ShouldBeNull();
        answer.Body[0].ShouldBe((byte)0);
    }

    [Fact]
    public async Task AllKinds_GzipBothWays_RoundTrip()
    {
        await using TestHost host = await TestHost.StartAsync(o => o.CompressResponses = true);
        Echo.EchoClient client = host.Client(new RpcChannelOptions { CompressRequests = true });

        (await client.UnaryAsync(Compressible)).Text.ShouldBe(Compressible.Text);
        (await client.UnaryAsync(new EchoRequest())).ShouldBe(new EchoReply());
        using AsyncDuplexStreamingCall<EchoRequest, EchoReply> call = client.Chat();
        await call.RequestStream.WriteAsync(Compressible);
        call.RequestStream.WriteOptions = new WriteOptions(WriteFlags.NoCompress);
        await call.RequestStream.WriteAsync(Compressible);
        await call.RequestStream.CompleteAsync();
        var texts = new List<string>();
        await foreach (EchoReply reply in call.ResponseStream.ReadAllAsync())
            texts.Add(reply.Text);
        texts.ShouldBe([Compressible.Text, Compressible.Text]);
    }

    [Fact]
    public async Task Unary_CallAsksForGzipByMetadata_RequestIsCompressed()
    {
        await using TestHost host = await TestHost.StartAsync();

        EchoReply reply = await host.Client().UnaryAsync(Compressible, new Metadata { { "grpc-internal-encoding-request", "gzip" } });

        reply.Text.ShouldBe(Compressible.Text);
    }

    [Fact]
    public async Task Unary_EncodingNotKnown_IsUnimplementedAndNamesWhatIs()
    {
        await using TestHost host = await TestHost.StartAsync();
        using var raw = new RawClient(host.Http2);

        RawAnswer answer = await raw.PostAsync(Path, RawClient.Frame(Compressible, flag: 1), ("grpc-encoding", "zstd"));

        answer.Status.ShouldBe("12");
        answer.Value("grpc-accept-encoding").ShouldBe("identity,gzip");
    }

    [Fact]
    public async Task Unary_CompressedFlagWithoutEncoding_IsInternal()
    {
        await using TestHost host = await TestHost.StartAsync();
        using var raw = new RawClient(host.Http2);

        (await raw.PostAsync(Path, RawClient.Frame(Compressible, flag: 1))).Status.ShouldBe("13");
    }

    [Fact]
    public async Task Unary_CompressedBytesAreNotGzip_IsInternal()
    {
        await using TestHost host = await TestHost.StartAsync();
        using var raw = new RawClient(host.Http2);

        (await raw.PostAsync(Path, RawClient.Frame(Compressible, flag: 1), ("grpc-encoding", "gzip"))).Status.ShouldBe("13");
    }
}
