using System.Globalization;
using Google.Protobuf;
using Grpc.Core;
using Ledger.Api.Errors;
using Ledger.Api.V1;
using Ledger.Client.Acts;
using Ledger.Client.Calls;
using Ledger.Client.Heads;
using Ledger.Client.Offers;
using Ledger.Client.Preparing;
using Ledger.Client.Proofs;
using Ledger.Client.Queries;
using Ledger.Contracts.Deployment;
using Ledger.Ethereum.Primitives;
using Ledger.Rpc.Client;

namespace Ledger.Client;

/// <summary>
/// A partner's way to the ledger: asks a node, prepares acts, signs them here, and submits them. Keys never leave the process.
/// Thread-safe. Every method throws <see cref="LedgerException"/> with a stable code, the field at fault and the cure.
/// </summary>
public sealed class LedgerClient : IAsyncDisposable
{
    private readonly RpcChannel _channel;
    private readonly RetryingCalls _calls;
    private readonly Assets.AssetsClient _assets;
    private readonly Events.EventsClient _events;
    private readonly LedgerClientOptions _options;
    private readonly HeadGuard _heads;

    private LedgerClient(RpcChannel channel, LedgerQueries queries, Assets.AssetsClient assets, RetryingCalls calls, NetworkDescriptor network, HeadGuard heads, LedgerClientOptions options)
    {
        (_channel, _assets, _calls, _options, _heads) = (channel, assets, calls, options, heads);
        _events = new Events.EventsClient(channel);
        (Query, Network) = (queries, network);
        Prepare = new Preparation(network, queries, Deadline);
        PrepareCatalogue = new CataloguePreparation(Prepare, queries);
        PrepareLien = new LienPreparation(Prepare, queries);
        PrepareRecall = new RecallPreparation(Prepare, queries);
        PrepareShipment = new ShipmentPreparation(Prepare, queries);
        PrepareEnding = new EndingPreparation(Prepare, queries);
        PrepareCondition = new ConditionPreparation(Prepare, queries);
        PrepareCouncil = new CouncilPreparation(Prepare, queries);
    }

    /// <summary>The network that the node belongs to.</summary>
    public NetworkDescriptor Network { get; }

    /// <summary>Questions.</summary>
    public LedgerQueries Query { get; }

    /// <summary>Acts with goods, to be signed.</summary>
    public Preparation Prepare { get; }

    /// <summary>Products and runs, to be signed.</summary>
    public CataloguePreparation PrepareCatalogue { get; }

    /// <summary>Acts of a financier, to be signed.</summary>
    public LienPreparation PrepareLien { get; }

    /// <summary>Recalls, to be signed.</summary>
    public RecallPreparation PrepareRecall { get; }

    /// <summary>Shipments and mandates, to be signed.</summary>
    public ShipmentPreparation PrepareShipment { get; }

    /// <summary>What ends goods or says that they are gone, to be signed.</summary>
    public EndingPreparation PrepareEnding { get; }

    /// <summary>Conditions, quarantines and anchors, to be signed.</summary>
    public ConditionPreparation PrepareCondition { get; }

    /// <summary>Acts of the council, to be approved.</summary>
    public CouncilPreparation PrepareCouncil { get; }

    /// <summary>Connects to a node, learns its network, and checks that it shows no shorter history than it signed before.</summary>
    /// <param name="node">The node's gRPC address, for example <c>http://127.0.0.1:7400</c>.</param>
    /// <param name="options">How the client behaves; null for the defaults.</param>
    /// <param name="cancellationToken">Stops connecting.</param>
    /// <exception cref="LedgerException">The node is not there, not of the network asked for, or shows a shorter history.</exception>
    public static async Task<LedgerClient> ConnectAsync(Uri node, LedgerClientOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new LedgerClientOptions();
        var channel = RpcChannel.ForAddress(node);
        try
        {
            var calls = new RetryingCalls(options);
            var assets = new Assets.AssetsClient(channel);
            var queries = new LedgerQueries(new Query.QueryClient(channel), assets, calls);
            var status = await queries.StatusAsync(cancellationToken);
            var network = NetworkOf(status, options.Network);
            var heads = new HeadGuard(options.Heads, options.HeadNotKept);
            await heads.CheckAsync(status, () => queries.StatusAsync(cancellationToken), network, cancellationToken);
            return new LedgerClient(channel, queries, assets, calls, network, heads, options);
        }
        catch
        {
            channel.Dispose();
            throw;
        }
    }

    /// <summary>Submits an offer that all have signed and waits for the outcome. Repeating it is safe: a message is applied at most once.</summary>
    /// <remarks>If the node sees that one of the messages would be refused, it submits none. Only what changes on the chain after that can part them.</remarks>
    /// <returns>The outcomes.</returns>
    /// <exception cref="LedgerException">A signature is missing, the node refuses all, or no outcome came in time.</exception>
    public async Task<ActResult> SubmitAsync(Offer offer, CancellationToken cancellationToken = default)
    {
        var request = new SubmitRequest { Wait = true, AllOrNothing = true };
        foreach (var item in offer.Items)
        {
            var call = item.ToCall();
            request.Messages.Add(new SignedMessage { Contract = $"{call.Message.Type.Contract}", CallData = UnsafeByteOperations.UnsafeWrap(call.Encode()) });
        }

        var begun = _options.TimeProvider.GetTimestamp();
        var answer = await _calls.SubmitAsync(o => _assets.SubmitAsync(request, o), cancellationToken);
        return new ActResult(answer.Outcomes, _options.TimeProvider.GetElapsedTime(begun));
    }

    /// <summary>Gives an overdue shipment back to its sender. Needs no signature.</summary>
    public Task<SettleResponse> ExpireShipmentAsync(uint shipment, CancellationToken cancellationToken = default) =>
        SettleAsync(new SettleRequest { ExpireShipment = shipment }, cancellationToken);

    /// <summary>Ends disputes whose time has run out. Needs no signature.</summary>
    public Task<SettleResponse> LapseDisputesAsync(IEnumerable<uint> holds, CancellationToken cancellationToken = default) =>
        SettleAsync(new SettleRequest { LapseDisputes = new SettleRequest.Types.Holds { Holds_ = { holds } } }, cancellationToken);

    /// <summary>Lowers the counters above a token after a lift. Needs no signature.</summary>
    public Task<SettleResponse> SweepAsync(ulong token, CancellationToken cancellationToken = default) =>
        SettleAsync(new SettleRequest { SweepToken = token }, cancellationToken);

    /// <summary>Executes an act that the council approved, after its delay. Needs no signature.</summary>
    /// <param name="digest">The act's EIP-712 digest.</param>
    /// <param name="salt">Its salt. With the deadline, for an act that the node cannot find in the transaction that approved it; the node says so.</param>
    /// <param name="deadline">Its deadline, unix seconds.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<SettleResponse> ExecuteCouncilActAsync(Bytes32 digest, Bytes32? salt = null, ulong deadline = 0, CancellationToken cancellationToken = default) =>
        SettleAsync(
            new SettleRequest
            {
                ExecuteCouncilAct = ByteString.CopyFrom(digest.Span),
                CouncilActSalt = salt is { } known ? ByteString.CopyFrom(known.Span) : ByteString.Empty,
                CouncilActDeadline = deadline,
            },
            cancellationToken);

    /// <summary>Reads an offer that someone else prepared. Its descriptions are made anew from the messages, with this ledger's names.</summary>
    /// <exception cref="LedgerException">It is no offer, is for another network, or has a wrong signature or an account that isn't its partner's.</exception>
    public async Task<Offer> OpenOfferAsync(ReadOnlyMemory<byte> utf8Json, CancellationToken cancellationToken = default)
    {
        var offer = OfferJson.Read(utf8Json, Network);
        var names = (await Query.PartnersAsync(cancellationToken)).Partners.ToDictionary(p => p.Id);
        foreach (var signer in offer.Items.SelectMany(i => i.Signers).Where(s => s.PartnerId != 0))
        {
            if (names.TryGetValue(signer.PartnerId, out var partner) && partner.Account.Span.SequenceEqual(signer.Account.Span)) continue;
            throw new LedgerException(
                ErrorCode.SignerWrong, $"{signer.Account.ToChecksumString()} is not the account of partner {signer.PartnerId}.", "Ask for the offer to be prepared again.", "signers");
        }

        string NameOf(uint id) => names.TryGetValue(id, out var partner) ? partner.Name : $"partner {id.ToString(CultureInfo.InvariantCulture)}";
        return new Offer(Network, [.. offer.Items.Select(i => i.Described(Network, OfferText.Of(i.Message, NameOf)))]);
    }

    /// <summary>A token's history with each event proven to be in the receipts of the block that the node attests.</summary>
    /// <param name="item">The item.</param>
    /// <param name="progress">Is told the part of the receipts that were checked, 0 to 1.</param>
    /// <param name="cancellationToken">Stops checking.</param>
    /// <exception cref="LedgerException">An event is not in its receipt, or a receipt not under its header: INDEX_CORRUPT.</exception>
    public Task<VerifiedTrace> VerifyTraceAsync(string item, IProgress<double>? progress = null, CancellationToken cancellationToken = default) =>
        new TraceVerifier(Query, Network).VerifyAsync(item, progress, cancellationToken);

    /// <summary>Watches events, at least once and in order, until cancelled. The caller resumes after a fault with the last cursor it saw.</summary>
    public async IAsyncEnumerable<WatchResponse> WatchAsync(
        WatchRequest request, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var call = _events.Watch(request, cancellationToken: cancellationToken);
        while (await MoveAsync(call.ResponseStream, cancellationToken)) yield return call.ResponseStream.Current;
    }

    /// <summary>The node's state; its signed head is checked against the last one known, and kept.</summary>
    public async Task<StatusResponse> StatusAsync(CancellationToken cancellationToken = default)
    {
        var status = await Query.StatusAsync(cancellationToken);
        return await _heads.CheckAsync(status, () => Query.StatusAsync(cancellationToken), Network, cancellationToken);
    }

    /// <summary>Closes the connection.</summary>
    public ValueTask DisposeAsync()
    {
        _channel.Dispose();
        return ValueTask.CompletedTask;
    }

    private static async Task<bool> MoveAsync(IAsyncStreamReader<WatchResponse> stream, CancellationToken cancellationToken)
    {
        try
        {
            return await stream.MoveNext(cancellationToken);
        }
        catch (RpcException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw RpcErrors.ToLedgerException(exception);
        }
        catch (RpcException exception)
        {
            throw new OperationCanceledException("The stream was cancelled.", exception, cancellationToken);
        }
    }

    private static NetworkDescriptor NetworkOf(StatusResponse status, NetworkDescriptor? expected)
    {
        try
        {
            var contracts = status.Contracts.ToDictionary(c => Enum.Parse<LedgerContract>(c.Key), c => new Address(c.Value.Span));
            var network = new NetworkDescriptor(expected?.Name ?? "ledger", status.ChainId, new Bytes32(status.GenesisHash.Span), 0, contracts);
            if (expected is null) return network;
            var isSame = expected.ChainId == network.ChainId && expected.GenesisHash == network.GenesisHash
                && expected.Contracts.All(c => network.AddressOf(c.Key) == c.Value);
            return isSame ? expected : throw new LedgerException(
                ErrorCode.ArgumentInvalid, "The node belongs to another network than the one asked for.", "Check the node's address, or the network descriptor.", "network");
        }
        catch (Exception exception) when (exception is NetworkDescriptorException or ArgumentException or EthereumFormatException)
        {
            var why = status.Problems.Count > 0 ? string.Join("; ", status.Problems) : exception.Message;
            throw new LedgerException(ErrorCode.NodeUnavailable, $"The node doesn't know its contracts yet: {why}", "Ask again when the node is ready.", "node", exception);
        }
    }

    private ulong Deadline() => (ulong)(_options.TimeProvider.GetUtcNow() + _options.MessageLifetime).ToUnixTimeSeconds();

    private Task<SettleResponse> SettleAsync(SettleRequest request, CancellationToken cancellationToken) =>
        _calls.SubmitAsync(o => _assets.SettleAsync(request, o), cancellationToken);
}
