using Google.Protobuf;
using Ledger.Rpc.Tests.Testing;
using Ledger.Rpc.Tests.V1;

namespace Ledger.Rpc.Tests.Server;

public sealed class UnaryTests
{
    [Fact]
    public async Task Unary_Request_IsEchoed()
    {
        await using TestHost host = await TestHost.StartAsync();

        EchoReply reply = await host.Client().UnaryAsync(
            new EchoRequest { Text = "grün", Payload = ByteString.CopyFrom(1, 2, 3), Count = 7 });

        reply.ShouldBe(new EchoReply { Text = "grün", Payload = ByteString.CopyFrom(1, 2, 3), Count = 7 });
    }

    [Fact]
    public async Task Unary_BlockingCall_IsEchoed()
    {
        await using TestHost host = await TestHost.StartAsync();

        host.Client().Unary(new EchoRequest { Text = "a" }).Text.ShouldBe("a");
    }

    [Fact]
    public async Task Unary_EmptyMessages_AreFramesOfNoBytes()
    {
        await using TestHost host = await TestHost.StartAsync();

        (await host.Client().UnaryAsync(new EchoRequest())).ShouldBe(new EchoReply());
    }
}
