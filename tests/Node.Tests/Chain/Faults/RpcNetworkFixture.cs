using System.Globalization;
using Ledger.Api.V1;
using Ledger.Contracts.Deployment;
using Ledger.Ethereum.JsonRpc;
using Ledger.Ethereum.Primitives;
using Ledger.Ethereum.Transactions;
using Ledger.Node.Chain;
using Ledger.Node.Hosting;
using Ledger.Node.Index.Rows;
using Ledger.Node.Tests.Hosting;
using Ledger.Rpc.Client;
using Ledger.Tests.Shared.Anvil;

namespace Ledger.Node.Tests.Chain.Faults;

/// <summary>A real anvil in the part of a production chain: contracts deployed by an operator, a history brought to it by the relay of a whole node.</summary>
public sealed class RpcNetworkFixture : IAsyncLifetime, IDisposable
{
    private const ulong ChainId = 20_261;
    private const int Products = 24;

    private static readonly string[] Arguments =
        ["--chain-id", $"{ChainId}", "--timestamp", "1700000000", "--hardfork", "prague", "--accounts", "0", "--gas-limit", "100000000", "--no-request-size-limit"];

    private static readonly string[] Serials = [.. Enumerable.Range(0, 40).Select(i => string.Create(CultureInfo.InvariantCulture, $"SN{i:D6}"))];

    private readonly TestFolder _folder = new();

    internal Consortium Consortium { get; } = new();

    internal AnvilProcess Anvil { get; private set; } = null!;

    internal NetworkDescriptor Network { get; private set; } = null!;

    /// <summary>The true blocks from 1 on, with the digests after them.</summary>
    internal IReadOnlyList<(Bytes32 Hash, Bytes32 Digest)> Truth { get; private set; } = [];

    internal static IReadOnlyList<string> AllSerials => Serials;

    internal string DescriptorPath => _folder.In("network.json");

    public async Task InitializeAsync()
    {
        Anvil = await AnvilProcess.StartAsync(Arguments);
        Network = await DeployAsync(Anvil, Consortium);
        await File.WriteAllTextAsync(DescriptorPath, Network.ToJson());
        await using var host = await StartAsync(_folder.In("honest"), [Anvil.HttpEndpoint]);
        await PlayAsync(host, Consortium);
        Truth = BlocksOf(host);
    }

    public async Task DisposeAsync() => await Anvil.DisposeAsync();

    public void Dispose()
    {
        Consortium.Dispose();
        _folder.Dispose();
    }

    /// <summary>Starts an anvil of the network's kind.</summary>
    internal static Task<AnvilProcess> StartAnvilAsync(int port, params string[] more) => AnvilProcess.StartAsync(port, [.. Arguments, .. more]);

    /// <summary>Deploys the contracts, as the operator of a chain does.</summary>
    internal static async Task<NetworkDescriptor> DeployAsync(AnvilProcess anvil, Consortium consortium)
    {
        using var client = new JsonRpcClient(anvil.HttpEndpoint, new JsonRpcClientOptions(), TimeProvider.System);
        var rpc = new EthereumRpc(client);
        using var deployer = new EthereumPrivateKey([.. Enumerable.Repeat((byte)7, 32)]);
        var founding = CouncilFounding.WithQuorum([consortium.Key(1).Address, consortium.Key(2).Address, consortium.Key(3).Address], 2);
        var plan = DeploymentPlan.Create(deployer, ChainId, founding);
        await plan.SendAsync((raw, token) => rpc.SendRawTransactionAsync(raw, allowRetry: false, token), CancellationToken.None);
        var genesis = await rpc.GetBlockAsync(BlockTag.Number(0), fullTransactions: false, CancellationToken.None);
        return plan.Describe("rpc", genesis!.Hash, 1);
    }

    /// <summary>A whole node on the network, in this process, with its production parts.</summary>
    internal Task<NodeHost> StartAsync(string data, IReadOnlyList<Uri> endpoints, Finality finality = default) => StartAsync(data, DescriptorPath, endpoints, finality);

    /// <summary>A whole node on any network.</summary>
    internal static Task<NodeHost> StartAsync(string data, string descriptor, IReadOnlyList<Uri> endpoints, Finality finality = default) =>
        StartAsync(OptionsOf(data, descriptor, endpoints) with { Finality = finality });

    /// <summary>A whole node.</summary>
    internal static async Task<NodeHost> StartAsync(NodeOptions options)
    {
        var host = await NodeHost.BuildAsync(options, new NodeOverrides { TuneRpc = Hasten });
        await host.StartAsync(CancellationToken.None);
        return host;
    }

    internal static NodeOptions OptionsOf(string data, string descriptor, IReadOnlyList<Uri> endpoints) => new()
    {
        DataFolderPath = data,
        GrpcPort = 0,
        HttpPort = 0,
        Chain = ChainKind.Rpc,
        Endpoints = endpoints,
        NetworkPath = descriptor,
    };

    /// <summary>What a node has in its index.</summary>
    internal static IReadOnlyList<(Bytes32 Hash, Bytes32 Digest)> BlocksOf(NodeHost host)
    {
        var database = host.Services.Database;
        var blocks = new List<(Bytes32, Bytes32)>();
        for (var number = 1UL; number <= (host.Services.Index.Cursor?.Number ?? 0); number++)
        {
            var row = BlockRow.Decode(database.Rocks.Get(database.Blocks, BlockRow.KeyOf(number))!);
            blocks.Add((row.Hash, row.Digest));
        }

        return blocks;
    }

    internal static async Task<SubmitResponse> SubmitAsync(NodeHost host, params IEnumerable<SignedMessage> messages)
    {
        using var channel = RpcChannel.ForAddress(host.Addresses!.Grpc);
        var request = new SubmitRequest { Wait = true };
        request.Messages.Add(messages);
        var response = await new Assets.AssetsClient(channel).SubmitAsync(request, deadline: DateTime.UtcNow.AddSeconds(20));
        Consortium.AllApplied(response.Outcomes);
        return response;
    }

    /// <summary>Partners, products and a run, by the relay.</summary>
    internal static async Task PlayAsync(NodeHost host, Consortium consortium)
    {
        await host.Ready.WaitAsync(TimeSpan.FromSeconds(60));
        var network = host.Services.Network.Descriptor;
        await SubmitAsync(host, consortium.Admissions(network));
        await SubmitAsync(host, consortium.Register(network, Consortium.Gtin));
        await SubmitAsync(host, consortium.Sign(network, Consortium.Run(Serials), Consortium.Manufacturer));
        for (var product = 0; product < Products; product++) await SubmitAsync(host, consortium.Register(network, Consortium.GtinOf(product)));
        var run = Consortium.Run(Serials.Select(serial => $"2{serial}"), "LOT-2");
        await SubmitAsync(host, consortium.Sign(network, run, Consortium.Manufacturer));
    }

    // What takes seconds in production is not what is tested.
    private static RpcChainOptions Hasten(RpcChainOptions options) => options with { PollIntervalMilliseconds = 50, CheckTimeoutMilliseconds = 500, RequestTimeoutMilliseconds = 1_000 };
}
