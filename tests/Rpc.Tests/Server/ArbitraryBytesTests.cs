using FsCheck.Fluent;
using Ledger.Rpc.Tests.Testing;
using Ledger.Rpc.Tests.V1;

namespace Ledger.Rpc.Tests.Server;

public sealed class ArbitraryBytesTests
{
    private const int Cases = 300;

    private static readonly string[] Methods = ["Unary", "Collect", "Expand", "Chat"];

    [Fact]
    public async Task Call_AnyBody_GetsAStatusAndTheServerLives()
    {
        await using TestHost host = await TestHost.StartAsync();
        using var raw = new RawClient(host.Http2);
        byte[][] bodies = [.. Gen.Sample(Gen.ArrayOf(ArbMap.Default.GeneratorFor<byte>()), 80, Cases)];

        for (int i = 0; i < bodies.Length; i++)
        {
            // Half of the bodies are well framed, so that the bytes reach the protobuf parser.
            byte[] body = i % 2 == 0 ? bodies[i] : RawClient.Frame(bodies[i]);
            RawAnswer answer = await raw.PostAsync(
                $"/ledger.test.v1.Echo/{Methods[i / 2 % 4]}",
                body,
                i % 3 == 0 ? ("grpc-encoding", "gzip") : ("grpc-encoding", "identity"));

            answer.HttpStatus.ShouldBe(200, Convert.ToHexString(body));
            answer.Status.ShouldBeOneOf("0", "13", "8");
        }

        (await host.Client().UnaryAsync(new EchoRequest { Text = "alive" })).Text.ShouldBe("alive");
    }

    [Theory]
    [InlineData("")]
    [InlineData("00")]
    [InlineData("0000000001")]
    [InlineData("0200000000")]
    [InlineData("00000000000000000000")]
    [InlineData("0000000001FF")]
    public async Task Unary_BodyThatIsNotOneMessage_IsInternal(string hex)
    {
        await using TestHost host = await TestHost.StartAsync();
        using var raw = new RawClient(host.Http2);

        (await raw.PostAsync("/ledger.test.v1.Echo/Unary", Convert.FromHexString(hex))).Status.ShouldBe("13");
    }
}
