namespace Ledger.Cli.Nodes;

/// <summary>How a node is started.</summary>
/// <param name="DataFolder">Its data folder.</param>
/// <param name="FoundersFile">Who founds the council; read by the first start only.</param>
/// <param name="NetworkName">The network's name; first start only.</param>
/// <param name="GrpcPort">0 takes a free one.</param>
/// <param name="HttpPort">0 takes a free one.</param>
internal sealed record NodeSettings(string DataFolder, string FoundersFile, string NetworkName, int GrpcPort, int HttpPort)
{
    /// <summary>The command line of the node.</summary>
    public IReadOnlyList<string> Arguments =>
    [
        "--data", DataFolder,
        "--founders", FoundersFile,
        "--network-name", NetworkName,
        "--grpc-port", $"{GrpcPort}",
        "--http-port", $"{HttpPort}",
        "--stop-with-stdin",
    ];
}
