using System.Globalization;
using System.Text.Json.Nodes;
using Ledger.Ethereum.Headers;
using Ledger.Ethereum.JsonRpc;
using Ledger.Ethereum.Primitives;
using Ledger.Tests.Shared.Qbft;
using Microsoft.AspNetCore.Http;

namespace Ledger.Node.Tests.Chain.Faults;

/// <summary>
/// A real HTTP server that shows a real chain as the validators of a QBFT network would have made it: the same blocks, transactions and receipts, under
/// headers with QBFT's extra data, real seals, and the hashes that follow.
/// </summary>
internal sealed class SealedEndpoint : IAsyncDisposable
{
    private static readonly int[] Validators = [1, 2, 3, 4];

    private readonly JsonRpcClient _client;
    private readonly List<QbftHeader> _unsealed = [];
    private readonly SemaphoreSlim _one = new(1, 1);
    private ProxyServer _server = null!;

    private SealedEndpoint(Uri truth) => _client = new JsonRpcClient(truth, new JsonRpcClientOptions(), TimeProvider.System);

    /// <summary>Who the validators are, as headers list them.</summary>
    public static IReadOnlyList<Address> Addresses => QbftTestChain.AddressesOf(Validators);

    public Uri Address => _server.Address;

    /// <summary>Who seals a block; three of four are enough.</summary>
    public Func<ulong, IEnumerable<int>> SignersOf { get; set; } = _ => [1, 3, 4];

    public static async Task<SealedEndpoint> StartAsync(Uri truth)
    {
        var endpoint = new SealedEndpoint(truth);
        endpoint._server = await ProxyServer.StartAsync(truth, endpoint.AnswerAsync);
        return endpoint;
    }

    /// <summary>The hash of a block.</summary>
    public async Task<Bytes32> HashOfAsync(ulong number) => (await UnsealedAsync(number)).Hash;

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _client.Dispose();
        _one.Dispose();
    }

    private async Task AnswerAsync(HttpContext context, Dictionary<string, JsonNode> calls, string truth)
    {
        var answers = JsonNode.Parse(truth)!;
        await RewriteAsync(answers);
        await ProxyServer.WriteAsync(context, answers.ToJsonString());
    }

    // Blocks get their header; whatever else names the block that it is in gets that one's hash.
    private async Task RewriteAsync(JsonNode? node)
    {
        if (node is JsonArray list)
        {
            foreach (var one in list) await RewriteAsync(one);
            return;
        }

        if (node is not JsonObject part) return;
        if (part.ContainsKey("parentHash")) await SealAsync(part);
        if (part["blockHash"] is not null && part["blockNumber"] is { } number) part["blockHash"] = $"{await HashOfAsync(NumberOf(number))}";
        foreach (var (_, inner) in part.ToList()) await RewriteAsync(inner);
    }

    private async Task SealAsync(JsonObject block)
    {
        var number = NumberOf(block["number"]!);
        var bare = await UnsealedAsync(number);
        var header = number == 0 ? bare : QbftTestChain.Seal(bare.Header, bare.Header.ParentHash, Addresses, SignersOf(number), round: (uint)(number % 3));
        block["parentHash"] = $"{header.Header.ParentHash}";
        block["extraData"] = $"0x{Convert.ToHexStringLower(header.Header.ExtraData.Span)}";
        block["hash"] = $"{header.Hash}";
    }

    // A block's hash is over its header without the seals.
    private async Task<QbftHeader> UnsealedAsync(ulong number)
    {
        await _one.WaitAsync();
        try
        {
            while ((ulong)_unsealed.Count <= number)
            {
                var parent = _unsealed.Count == 0 ? Bytes32.Zero : _unsealed[^1].Hash;
                var block = await new EthereumRpc(_client).GetBlockAsync(BlockTag.Number((ulong)_unsealed.Count), fullTransactions: false, CancellationToken.None);
                _unsealed.Add(QbftTestChain.Seal(block!.Header, parent, Addresses, []));
            }

            return _unsealed[(int)number];
        }
        finally
        {
            _one.Release();
        }
    }

    private static ulong NumberOf(JsonNode number) => ulong.Parse($"{number}".AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
