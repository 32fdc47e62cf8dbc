using System.Diagnostics;
using System.Text.Json;
using Ledger.Bench.History;
using Ledger.Contracts.Deployment;
using Ledger.Ethereum.JsonRpc;
using Ledger.Ethereum.Primitives;
using Ledger.Ethereum.Transactions;
using Ledger.Node.Embedded;

namespace Ledger.Bench.Indexing;

/// <summary>An anvil as the embedded chain runs it, whose blocks are made here as fast as it can: signed beforehand, sent in batches, mined on request.</summary>
internal sealed class MinedChain : IAsyncDisposable
{
    private const ulong GenesisSeconds = 1_700_000_000;
    private const ulong BlockTimeSeconds = 2;
    private const ulong BlockGasLimit = 100_000_000_000;
    private const ulong TransactionGasLimit = 1_000_000_000;
    private const int RequestTimeoutMilliseconds = 120_000;
    private const int MaxBatchSizeBytes = 4 << 20;
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(20);

    private readonly BenchFolder _folder;
    private readonly AnvilProcess _process;
    private readonly AnvilRpc _rpc;
    private readonly EthereumPrivateKey _sender = EthereumPrivateKey.Create();
    private ulong _nonce;
    private ulong _seconds = GenesisSeconds;

    private MinedChain(BenchFolder folder, AnvilProcess process, AnvilRpc rpc, NetworkDescriptor network) =>
        (_folder, _process, _rpc, Network) = (folder, process, rpc, network);

    /// <summary>Blocks whose receipts anvil keeps.</summary>
    public const int MaxBlocks = 256;

    /// <summary>Where it answers.</summary>
    public Uri Endpoint => _process.Endpoint;

    /// <summary>Which chain it is, with the ledger's contracts at the generated history's addresses.</summary>
    public NetworkDescriptor Network { get; }

    /// <summary>The newest block.</summary>
    public ulong Head { get; private set; }

    /// <summary>The processor time that anvil has taken so far, all its threads: what is asked of it, comparable on a busy machine.</summary>
    public TimeSpan Cpu
    {
        get
        {
            using var process = Process.GetProcessById(_process.ProcessId);
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Starts a chain with nothing but the emitting contracts.</summary>
    public static async Task<MinedChain> StartAsync(CancellationToken cancellationToken)
    {
        var folder = new BenchFolder(null);
        try
        {
            var binary = AnvilBinary.Find(null, Environment.GetEnvironmentVariable, AppContext.BaseDirectory);
            var launch = new AnvilLaunch(binary, ChainRegistry.Network.ChainId, GenesisSeconds, BlockGasLimit, "cancun");
            var process = await AnvilProcess.StartAsync(launch, folder.Path, new OrphanGuard(folder.Path), StartTimeout, TimeProvider.System, cancellationToken);
            var rpc = new AnvilRpc(process.Endpoint, RequestTimeoutMilliseconds, TimeProvider.System);
            var genesis = await rpc.Ethereum.GetBlockAsync(BlockTag.Number(0), fullTransactions: false, cancellationToken)
                ?? throw new InvalidOperationException("anvil has no block zero.");
            var network = new NetworkDescriptor("mined history", launch.ChainId, genesis.Hash, deployedBlock: 1, ChainRegistry.Network.Contracts);
            foreach (var contract in network.Contracts.Values) await SetCodeAsync(rpc, contract, cancellationToken);
            return new(folder, process, rpc, network);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Mines a block with these transactions, each sent to the contract whose log is its first.</summary>
    public async Task MineAsync(IReadOnlyList<TransactionDraft> drafts, CancellationToken cancellationToken)
    {
        if (Head == MaxBlocks) throw new InvalidOperationException($"anvil keeps the receipts of {MaxBlocks} blocks, so no more are made.");
        var batch = new List<SignedTransaction>();
        var size = 0;
        foreach (var draft in drafts)
        {
            var signed = Sign(draft);
            size += signed.Raw.Length;
            batch.Add(signed);
            if (size < MaxBatchSizeBytes && batch.Count < _rpc.Ethereum.Transport.MaxBatchCalls) continue;
            await SendAsync(batch, cancellationToken);
            size = 0;
        }

        await SendAsync(batch, cancellationToken);
        await _rpc.MineAsync(_seconds += BlockTimeSeconds, cancellationToken);
        Head++;
        await RequireAsync(drafts.Count, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _rpc.Dispose();
        await _process.DisposeAsync();
        _sender.Dispose();
        _folder.Dispose();
    }

    private static Task<bool> SetCodeAsync(AnvilRpc rpc, Address address, CancellationToken cancellationToken) => rpc.Ethereum.CallAsync(
        JsonRpcRequest.Create("anvil_setCode", writer =>
        {
            writer.WriteStringValue(address.ToString());
            writer.WriteStringValue(Hex.ToHex(EmittedLogs.Code.Span));
        }),
        Skip,
        cancellationToken);

    private static bool Skip(ref Utf8JsonReader reader)
    {
        reader.Skip();
        return true;
    }

    private SignedTransaction Sign(TransactionDraft draft) => new FeeMarketTransaction
    {
        ChainId = Network.ChainId,
        Nonce = _nonce++,
        GasLimit = TransactionGasLimit,
        To = draft.ToLogs(Network, 0)[0].Address,
        Data = EmittedLogs.Encode(draft, Network),
        MaxFeePerGas = 0,
        MaxPriorityFeePerGas = 0,
    }.Sign(_sender);

    private async Task SendAsync(List<SignedTransaction> transactions, CancellationToken cancellationToken)
    {
        var batch = _rpc.Ethereum.Transport.CreateBatch();
        var calls = transactions.ConvertAll(transaction => batch.Add(
            JsonRpcRequest.Create("eth_sendRawTransaction", writer => writer.WriteStringValue(Hex.ToHex(transaction.Raw.Span))).WithIdempotence(false),
            EthereumDecoders.Bytes32));
        await batch.SendAsync(cancellationToken);
        for (var i = 0; i < calls.Count; i++)
        {
            if (calls[i].Value != transactions[i].Hash) throw new InvalidOperationException("anvil took another transaction than it was sent.");
        }

        transactions.Clear();
    }

    // A transaction that the block's gas limit cut off, or that failed, would leave a history with holes.
    private async Task RequireAsync(int count, CancellationToken cancellationToken)
    {
        var receipts = await _rpc.Ethereum.GetBlockReceiptsAsync(BlockTag.Number(Head), cancellationToken);
        if (receipts?.Count != count || receipts.Any(receipt => !receipt.IsSuccess))
            throw new InvalidOperationException($"Block {Head} has {receipts?.Count} receipts where {count} transactions were to succeed.");
    }
}
