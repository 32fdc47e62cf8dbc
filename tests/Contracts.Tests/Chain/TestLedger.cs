using Ledger.Contracts.Deployment;
using Ledger.Contracts.Generated;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Messages;
using Ledger.Contracts.Projection;
using Ledger.Contracts.Projection.Views;
using Ledger.Contracts.Words;
using Ledger.Ethereum.Abi;
using Ledger.Ethereum.JsonRpc;
using Ledger.Ethereum.Primitives;
using Ledger.Ethereum.Transactions;
using Ledger.Tests.Shared.Acts;
using Ledger.Tests.Shared.Anvil;

namespace Ledger.Contracts.Tests.Chain;

/// <summary>The real contracts on a real anvil, with a projection that follows them.</summary>
internal sealed class TestLedger : IActLedger, IAsyncDisposable
{
    public const ulong FarDeadline = IActLedger.FarDeadline;
    private const ulong CallGas = 8_000_000;

    private static readonly AbiRevertDecoder Reverts = new(Enum.GetValues<LedgerContract>().Select(c => ContractArtifact.Of(c).Abi));
    private readonly AnvilProcess _anvil;
    private readonly JsonRpcClient _client;
    private readonly EthereumPrivateKey _relayer = TestKeys.Of("relayer");
    private ulong _nonce;
    private ulong _projected;
    private uint _salt;

    private TestLedger(AnvilProcess anvil, JsonRpcClient client, NetworkDescriptor network, EthereumPrivateKey[] council)
    {
        (_anvil, _client, Network, Council) = (anvil, client, network, council);
        Rpc = new EthereumRpc(client);
        Projection = new LedgerProjection(network, Store, Sink);
        View = new LedgerView(Store);
    }

    public NetworkDescriptor Network { get; }

    public EthereumRpc Rpc { get; }

    public EthereumPrivateKey[] Council { get; }

    public MemoryProjectionStore Store { get; } = new();

    public RecordingSink Sink { get; } = new();

    public LedgerProjection Projection { get; }

    public LedgerView View { get; }

    public Bytes32 Digest { get; private set; }

    /// <summary>The blocks followed so far, with their logs.</summary>
    public List<(ProjectionBlock Block, List<(EventRef At, LogEntry Log)> Logs)> Blocks { get; } = [];

    /// <summary>The newest block's time.</summary>
    public ulong NowSeconds => Blocks[^1].Block.TimestampSeconds;

    /// <summary>Keys by partner.</summary>
    public Dictionary<PartnerId, EthereumPrivateKey> Keys { get; } = [];

    public static async Task<TestLedger> StartAsync()
    {
        var anvil = await AnvilProcess.StartAsync("--gas-limit", "100000000", "--no-mining", "--order", "fifo");
        var client = new JsonRpcClient(anvil.HttpEndpoint, new JsonRpcClientOptions(), TimeProvider.System);
        var rpc = new EthereumRpc(client);
        EthereumPrivateKey[] council = [TestKeys.Of("council 1"), TestKeys.Of("council 2"), TestKeys.Of("council 3")];
        var plan = DeploymentPlan.Create(TestKeys.Of("deployer"), AnvilProcess.DefaultChainId, CouncilFounding.WithQuorum([.. council.Select(c => c.Address)], 2));
        await plan.SendAsync((raw, token) => rpc.SendRawTransactionAsync(raw, allowRetry: false, token), CancellationToken.None);
        await MineAsync(rpc);
        var genesis = (await rpc.GetBlockAsync(BlockTag.Number(0), fullTransactions: false, CancellationToken.None))!.Hash;
        var ledger = new TestLedger(anvil, client, plan.Describe("test", genesis, 1), council);
        await ledger.FollowAsync();
        return ledger;
    }

    public IEnumerable<(byte[] Key, byte[] Value)> Rows(EntityKind kind, byte[]? prefix = null) => prefix is null ? Store.Rows(kind) : Store.Rows(kind, prefix);

    /// <summary>Has the council make a call.</summary>
    public async Task ActAsync(LedgerContract target, byte[] data)
    {
        var salt = new byte[32];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(salt, ++_salt);
        var act = new LedgerMessage(new CouncilAct(Network.AddressOf(target), data, new Bytes32(salt), FarDeadline, default));
        (await SubmitAsync(new SignedCall(act, [act.Sign(Network, Council[0]), act.Sign(Network, Council[1])]))).ShouldBeNull();
    }

    /// <summary>Admits a partner with a key of its own.</summary>
    public async Task<PartnerId> AdmitAsync(string name, PartnerRoles roles)
    {
        var key = TestKeys.Of(name);
        await ActAsync(LedgerContract.Partners, PartnersFunctions.Admit.Encode(key.Address, (ushort)roles, 0, 0, new Bytes32(new byte[32]), name));
        var partner = new PartnerId((uint)Keys.Count + 1);
        Keys[partner] = key;
        return partner;
    }

    /// <summary>Signs a message by everyone who must, and sends it.</summary>
    /// <returns>The contract's error, or null when it was applied.</returns>
    public async Task<string?> SubmitAsync(object body)
    {
        var message = new LedgerMessage(body);
        var signers = RequiredSigners.Of(message, View, NowSeconds);
        return await SubmitAsync(new SignedCall(message, [.. signers.Select(s => message.Sign(Network, KeyOf(s)))]));
    }

    /// <summary>Sends a signed message in a transaction of its own and follows the chain.</summary>
    public Task<string?> SubmitAsync(SignedCall call) => SendAsync(Network.AddressOf(call.Message.Type.Contract), call.Encode());

    /// <summary>Sends a transaction and follows the chain.</summary>
    public async Task<string?> SendAsync(Address to, byte[] data)
    {
        var transaction = new LegacyTransaction { ChainId = Network.ChainId, Nonce = _nonce++, GasLimit = CallGas, GasPrice = 0, To = to, Data = data }.Sign(_relayer);
        var hash = await Rpc.SendRawTransactionAsync(transaction.Raw, allowRetry: false, CancellationToken.None);
        await MineAsync(Rpc);
        var receipt = await Rpc.GetTransactionReceiptAsync(hash, CancellationToken.None);
        receipt.ShouldNotBeNull();
        await FollowAsync();
        if (receipt.IsSuccess) return null;
        try
        {
            await Rpc.CallContractAsync(new CallRequest { From = _relayer.Address, To = to, Data = data }, BlockTag.Latest, CancellationToken.None);
            return "reverted";
        }
        catch (JsonRpcErrorException exception)
        {
            return Reverts.Decode(exception.RevertData.Span).Message;
        }
    }

    /// <summary>Lets time pass on the chain: the next block is that much later.</summary>
    public async Task PassAsync(ulong seconds)
    {
        await Rpc.CallAsync(JsonRpcRequest.Create("evm_increaseTime", w => w.WriteNumberValue(seconds)).WithIdempotence(false), EthereumDecoders.Json, CancellationToken.None);
        await MineAsync(Rpc);
        await FollowAsync();
    }

    /// <summary>Asks a contract.</summary>
    public async Task<byte[]> CallAsync(LedgerContract contract, byte[] data) =>
        await Rpc.CallContractAsync(new CallRequest { To = Network.AddressOf(contract), Data = data, Gas = 90_000_000 }, BlockTag.Latest, CancellationToken.None);

    /// <summary>Projects what is new on the chain.</summary>
    public async Task FollowAsync()
    {
        var head = await Rpc.GetBlockNumberAsync(CancellationToken.None);
        while (_projected < head)
        {
            var tag = BlockTag.Number(++_projected);
            var block = (await Rpc.GetBlockAsync(tag, fullTransactions: false, CancellationToken.None))!;
            var receipts = (await Rpc.GetBlockReceiptsAsync(tag, CancellationToken.None))!;
            var logs = new List<(EventRef, LogEntry)>();
            foreach (var receipt in receipts)
            {
                uint number = 0;
                foreach (var log in receipt.Logs.ToArray()) logs.Add((new EventRef(_projected, receipt.TransactionIndex, log.Index, number++), log));
            }

            var projected = new ProjectionBlock(_projected, block.Hash, block.Header.TimestampSeconds);
            Blocks.Add((projected, logs));
            Digest = Replay(Projection, projected, logs, Digest);
        }
    }

    public static Bytes32 Replay(LedgerProjection projection, in ProjectionBlock block, List<(EventRef At, LogEntry Log)> logs, in Bytes32 previous)
    {
        projection.Begin(block, previous);
        foreach (var (at, log) in logs) projection.Apply(at, log);
        return projection.End();
    }

    public async ValueTask DisposeAsync()
    {
        Projection.Dispose();
        _client.Dispose();
        await _anvil.DisposeAsync();
    }

    private static async Task MineAsync(EthereumRpc rpc) =>
        await rpc.CallAsync(JsonRpcRequest.Create("evm_mine").WithIdempotence(false), EthereumDecoders.Json, CancellationToken.None);

    private EthereumPrivateKey KeyOf(RequiredSigner signer) =>
        signer.Role == SignerRole.NewAccount ? TestKeys.OfAddress(signer.Account) : Keys[signer.Partner];
}
