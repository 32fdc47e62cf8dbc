using System.Globalization;
using Ledger.Api.V1;
using Ledger.Contracts.Deployment;
using Ledger.Contracts.Generated;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Messages;
using Ledger.Contracts.Serials;
using Ledger.Contracts.Words;
using Ledger.Ethereum.Hashing;
using Ledger.Ethereum.Primitives;
using Ledger.Ethereum.Transactions;
using Ledger.Gs1.Keys;
using Ledger.Node.Embedded;
using Ledger.Node.Follower;
using Ledger.Node.Index;
using Ledger.Node.Index.Reading;
using Ledger.Node.Index.Rows;
using Ledger.Node.Index.Serials;
using Ledger.Node.Index.Storage;
using Ledger.Node.Index.Writing;
using Ledger.Node.Queries;
using Ledger.Node.Relay;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Node.Tests.Testing;

/// <summary>The real contracts on a real embedded chain, followed into a real index in a folder of its own.</summary>
internal sealed class LedgerWorld : IAsyncDisposable, INodeStatus
{
    public const ulong ChainId = 20_260;

    private const ulong FarDeadline = 4_000_000_000;
    private const ulong CallGas = 8_000_000;

    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(120));
    private readonly Dictionary<PartnerId, EthereumPrivateKey> _keys = [];
    private readonly EthereumPrivateKey[] _council = [KeyOf("council 1"), KeyOf("council 2"), KeyOf("council 3")];
    private readonly EthereumPrivateKey _sender = KeyOf("sender");
    private ulong _nonce;
    private uint _salt;
    private Task _following = Task.CompletedTask;
    private CancellationTokenSource? _stopFollowing;

    private LedgerWorld(DeploymentPlan plan) => Network = plan.Describe("test", default, 1);

    public string FolderPath { get; } = Directory.CreateTempSubdirectory("ledger-world-").FullName;

    public NetworkDescriptor Network { get; }

    public ShiftedTime Time { get; } = new();

    public LedgerDatabase Database { get; private set; } = null!;

    public EmbeddedChain Chain { get; private set; } = null!;

    public LedgerIndex Index { get; private set; } = null!;

    public ChainFollower Follower { get; private set; } = null!;

    public IndexViews Views { get; private set; } = null!;

    public QueryService Queries { get; private set; } = null!;

    public CancellationToken Cancellation => _limit.Token;

    /// <summary>Deploys the contracts and follows them.</summary>
    public static async Task<LedgerWorld> StartAsync()
    {
        using var deployer = KeyOf("deployer");
        var founding = CouncilFounding.WithQuorum([KeyOf("council 1").Address, KeyOf("council 2").Address, KeyOf("council 3").Address], 2);
        var plan = DeploymentPlan.Create(deployer, ChainId, founding);
        var world = new LedgerWorld(plan);
        world.Open();
        await world.Chain.StartAsync(world.Index.Writer.NextBlock, world.Cancellation);
        world.Follow();
        await plan.SendAsync(async (raw, token) => await world.Chain.SendRawTransactionAsync(raw, token), world.Cancellation);
        return world;
    }

    /// <summary>Admits a partner with a key of its own.</summary>
    public async Task<PartnerId> AdmitAsync(string name, PartnerRoles roles, ulong gln = 0)
    {
        var key = KeyOf(name);
        var salt = new byte[Bytes32.SizeBytes];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(salt, ++_salt);
        var data = PartnersFunctions.Admit.Encode(key.Address, (ushort)roles, 0, gln, Keccak256.Hash([1]), name);
        var act = new LedgerMessage(new CouncilAct(Network.AddressOf(LedgerContract.Partners), data, new Bytes32(salt), FarDeadline, default));
        await SendAsync(new SignedCall(act, [act.Sign(Network, _council[0]), act.Sign(Network, _council[1])]));
        var partner = new PartnerId((uint)_keys.Count + 1);
        _keys[partner] = key;
        return partner;
    }

    /// <summary>Signs a message by everyone who must, sends it, and waits until it is in the index.</summary>
    /// <returns>The block that applied it.</returns>
    public async Task<ulong> ApplyAsync(object body)
    {
        var message = new LedgerMessage(body);
        using var view = Views.Open() ?? throw new InvalidOperationException("The index is empty.");
        var signers = RequiredSigners.Of(message, view.Rows, (ulong)Time.GetUtcNow().ToUnixTimeSeconds());
        return await SendAsync(new SignedCall(message, [.. signers.Select(signer => message.Sign(Network, _keys[signer.Partner]))]));
    }

    /// <summary>Signs a message by everyone who must, sends it, and waits for its block.</summary>
    /// <returns>Why it was refused; null when it was applied.</returns>
    public async Task<string?> TryApplyAsync(object body)
    {
        var message = new LedgerMessage(body);
        var signers = RequiredSigners.Of(message, new(new LatestRows(Database)), (ulong)Time.GetUtcNow().ToUnixTimeSeconds());
        return await TrySendAsync(
            Network.AddressOf(message.Type.Contract), new SignedCall(message, [.. signers.Select(signer => message.Sign(Network, _keys[signer.Partner]))]).Encode());
    }

    /// <summary>Sends a call and waits until its block is in the index.</summary>
    /// <returns>Why it was refused; null when it was applied.</returns>
    public async Task<string?> TrySendAsync(Address to, byte[] data)
    {
        var next = Index.Committed.Value + 1;
        var transaction = new LegacyTransaction { ChainId = ChainId, Nonce = _nonce++, GasLimit = CallGas, GasPrice = 0, To = to, Data = data }.Sign(_sender);
        await Chain.SendRawTransactionAsync(transaction.Raw, Cancellation);
        for (; ; next++)
        {
            while (Index.Committed.Value < next) await WaitAboveAsync(next - 1);
            using var view = Views.Open()!;
            for (var i = 0u; view.Receipt(next, i) is { } row; i++)
            {
                if (row.TransactionHash == transaction.Hash) return Ethereum.Trie.ReceiptRlp.Decode(row.Receipt.Span).IsSuccess ? null : "refused";
            }
        }
    }

    /// <summary>A token with the seq that it has now.</summary>
    public TokenSeq Now(TokenId token)
    {
        using var view = Views.Open()!;
        return new(token.Value, view.Rows.Token(token).Seq);
    }

    /// <summary>Commissions a run and returns it with its block.</summary>
    public async Task<(RunId Run, ulong Block)> CommissionAsync(
        ulong gtin, string lot, IReadOnlyList<string> serials, ushort unitsPerCase, ushort casesPerPallet, ulong firstCase = 0, ulong firstPallet = 0, uint expiry = 2_000_000_000)
    {
        var (lotSeq, runs) = LotNow(gtin, lot);
        var blob = SerialList.FromStrings(serials).Encode();
        var block = await ApplyAsync(new CommissionRun(
            gtin, lot, lotSeq, expiry, 0, (uint)serials.Count, unitsPerCase, casesPerPallet, firstCase, firstPallet, blob[0], blob, FarDeadline, default));
        return (new RunId(runs + 1), block);
    }

    /// <summary>Opens everything in the folder, as a node does.</summary>
    public void Open(IIndexFaults? faults = null)
    {
        Database = LedgerDatabase.Open(new() { FolderPath = Path.Combine(FolderPath, "db"), CacheSizeBytes = 16 << 20 });
        Index = LedgerIndex.Open(Database, Network, new(1, null), new SerialIndexOptions(), faults ?? NoIndexFaults.Instance);
        Views = new(Index, Time);
        Chain = new EmbeddedChain(
            new() { FolderPath = Path.Combine(FolderPath, "chain"), ChainId = ChainId, GenesisTimestampSeconds = 1_700_000_000, MinBlockIntervalMilliseconds = 1 },
            Database.Rocks,
            Database.BlockLog,
            Time,
            NullLogger<EmbeddedChain>.Instance,
            NoFaults.Instance);
        Queries = new(new(Views, () => Follower?.Health ?? new(FollowerState.Stopped, null), NullLogger<IndexGate>.Instance), this, Time);
    }

    /// <summary>Follows the chain in the background.</summary>
    public void Follow()
    {
        var options = new FollowerOptions { MinRetryDelayMilliseconds = 1 };
        _stopFollowing = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        Follower = new(Chain, new(Chain, Network, Index.Serials, options, TimeProvider.System), Index.Writer, Index.Serials, options, TimeProvider.System, NullLogger<ChainFollower>.Instance);
        _following = Task.Run(() => Follower.RunAsync(_stopFollowing.Token), CancellationToken.None);
    }

    /// <summary>Stops following.</summary>
    public async Task StopFollowingAsync()
    {
        if (_stopFollowing is null) return;
        await _stopFollowing.CancelAsync();
        await _following;
    }

    /// <summary>Stops everything and starts it anew in the same folder, the chain left out: answers are made of the index alone.</summary>
    public async Task ReopenAsync()
    {
        await CloseAsync();
        _following = Task.CompletedTask;
        _stopFollowing = null;
        Open();
    }

    public StatusResponse Describe() => new() { ChainId = ChainId, ChainKind = "embedded" };

    public Attestation? Attest(IndexCursor block) => null;

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        _limit.Dispose();
        Directory.Delete(FolderPath, recursive: true);
    }

    private async Task CloseAsync()
    {
        await StopFollowingAsync();
        Views.Dispose();
        await Chain.DisposeAsync();
        Index.Dispose();
        Database.Dispose();
    }

    /// <summary>A GTIN with its check digit.</summary>
    public static ulong GtinOf(string body) => ulong.Parse(body + CheckDigit.Compute(body), CultureInfo.InvariantCulture);

    public static EthereumPrivateKey KeyOf(string name) => new(Keccak256.Hash(System.Text.Encoding.UTF8.GetBytes(name)).Span);

    private (uint LotSeq, uint Runs) LotNow(ulong gtin, string code)
    {
        using var view = Views.Open()!;
        var runs = (uint)view.Rows.Counter(Contracts.Projection.ProjectionCounters.Runs);
        return view.Rows.TryFindLot(gtin, code, out var lot) ? (view.Rows.LotWord(lot).Seq, runs) : (0, runs);
    }

    private async Task<ulong> SendAsync(SignedCall call)
    {
        var transaction = new LegacyTransaction
        {
            ChainId = ChainId,
            Nonce = _nonce++,
            GasLimit = CallGas,
            GasPrice = 0,
            To = Network.AddressOf(call.Message.Type.Contract),
            Data = call.Encode(),
        }.Sign(_sender);
        await Chain.SendRawTransactionAsync(transaction.Raw, Cancellation);
        var digest = call.Message.DigestOn(Network);
        for (var seen = Index.Committed.Value; ; seen = await WaitAboveAsync(seen))
        {
            using var view = Views.Open();
            if (view is not null && view.Rows.TryMessage(digest, out var record)) return record.Event.Block;
            if (view is not null && view.Rows.TryCouncilAct(digest, out var act)) return act.Approved.Block;
            if (view is not null && HasFailed(view, transaction.Hash, seen)) throw new InvalidOperationException($"{call.Message.Type.Kind} was refused by the contract.");
        }
    }

    private async Task<ulong> WaitAboveAsync(ulong seen)
    {
        var risen = Index.Committed.WaitAboveAsync(seen, Cancellation);
        await Task.WhenAny(risen, _following);
        return risen.IsCompletedSuccessfully ? await risen : throw new InvalidOperationException(
            $"Nothing follows block {seen}: the follower is {Follower.Health}, the chain at {Chain.Head} is {Chain.Health}.");
    }

    private static bool HasFailed(IndexView view, Bytes32 hash, ulong block)
    {
        for (var i = 0u; view.Receipt(block, i) is { } row; i++)
        {
            if (row.TransactionHash == hash && !Ethereum.Trie.ReceiptRlp.Decode(row.Receipt.Span).IsSuccess) return true;
        }

        return false;
    }
}
