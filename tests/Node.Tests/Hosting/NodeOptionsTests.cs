using System.Net;
using Ledger.Node.Hosting;

namespace Ledger.Node.Tests.Hosting;

public sealed class NodeOptionsTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [Fact]
    public void Read_NothingButTheFolder_GivesDefaults()
    {
        var options = Read(["--data", "/tmp/x"]);
        options.DataFolderPath.ShouldBe("/tmp/x");
        options.BindAddress.ShouldBe(IPAddress.Loopback);
        (options.GrpcPort, options.HttpPort).ShouldBe((7400, 7401));
        options.Chain.ShouldBe(ChainKind.Embedded);
    }

    [Fact]
    public void Read_SeveralSources_TakesTheNearest()
    {
        File.WriteAllText(_folder.In("c.json"), """{"grpcPort": 1, "httpPort": 2, "networkName": "file", "stopWithStdin": true}""");
        var variables = new Dictionary<string, string>(StringComparer.Ordinal) { ["LEDGER_NODE_GRPC_PORT"] = "3", ["LEDGER_NODE_HTTP_PORT"] = "4", ["LEDGER_NODE_DATA"] = "/tmp/y" };
        var options = Read(["--grpc-port=5", "--config", _folder.In("c.json")], variables);
        (options.GrpcPort, options.HttpPort, options.NetworkName, options.StopsWithStdin).ShouldBe((5, 4, "file", true));
        options.DataFolderPath.ShouldBe("/tmp/y");
    }

    [Theory]
    [InlineData("--data is missing", "--bind", "127.0.0.1")]
    [InlineData("no option '--nothing'", "--nothing")]
    [InlineData("no option 'word'", "word")]
    [InlineData("--data needs a value", "--data")]
    [InlineData("more than once", "--data", "a", "--data", "b")]
    [InlineData("--bind cannot be 'x'", "--data", "a", "--bind", "x")]
    [InlineData("A port cannot be '70000'", "--data", "a", "--grpc-port", "70000")]
    [InlineData("A port cannot be '-1'", "--data", "a", "--http-port", "-1")]
    [InlineData("both 5", "--data", "a", "--http-port", "5", "--grpc-port", "5")]
    [InlineData("--chain-id cannot be '0'", "--data", "a", "--chain-id", "0")]
    [InlineData("'3' is none of", "--data", "a", "--chain", "3")]
    [InlineData("needs an endpoint", "--data", "a", "--chain", "rpc")]
    [InlineData("needs the network descriptor", "--data", "a", "--chain", "rpc", "--rpc", "http://127.0.0.1:1")]
    [InlineData("--rpc cannot be 'ftp://x'", "--data", "a", "--rpc", "ftp://x")]
    [InlineData("--rpc-ws cannot be 'http://x'", "--data", "a", "--rpc-ws", "http://x")]
    [InlineData("--stall-seconds cannot be '-1'", "--data", "a", "--stall-seconds", "-1")]
    [InlineData("--stall-seconds cannot be '86401'", "--data", "a", "--stall-seconds", "86401")]
    [InlineData("cannot be read", "--data", "a", "--config", "/nonexistent/file")]
    public void Read_Wrong_SaysWhat(string expected, params string[] arguments)
    {
        var exception = Should.Throw<NodeStartException>(() => Read(arguments));
        exception.ExitCode.ShouldBe(ExitCodes.Usage);
        exception.Message.ShouldContain(expected);
    }

    [Fact]
    public void Help_NamesEveryOptionThatThePageNames()
    {
        foreach (var option in new[] { "data", "bind", "grpc-port", "http-port", "chain", "founders", "network-name", "chain-id", "gas-limit", "anvil", "rpc", "rpc-ws", "stall-seconds", "finality-depth", "seals", "network", "log", "log-level", "stop-with-stdin", "config" })
            NodeOptionsReader.Help.ShouldContain($"--{option} ");
    }

    public void Dispose() => _folder.Dispose();

    private static NodeOptions Read(string[] arguments, Dictionary<string, string>? variables = null) =>
        NodeOptionsReader.Read(NodeOptionSources.Read(arguments, name => variables?.GetValueOrDefault(name)));
}
