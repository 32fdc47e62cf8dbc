using Ledger.Api.Errors;
using Ledger.Api.V1;
using Ledger.Client.Calls;

namespace Ledger.Client.Queries;

/// <summary>What is known of things. Answers are those of the API (<c>proto/ledger/v1/query.proto</c>), all pages joined.</summary>
/// <remarks>
/// An item is a token id, an EPC URN, a GS1 Digital Link, an element string as scanned, an SSCC or <c>gtin/serial</c>. A partner is an id,
/// a GLN, a name or a 0x-hex account. Every method throws <see cref="Ledger.Api.Errors.LedgerException"/> for what the node refuses.
/// </remarks>
public sealed class LedgerQueries
{
    private readonly Query.QueryClient _client;
    private readonly Assets.AssetsClient _assets;
    private readonly RetryingCalls _calls;

    internal LedgerQueries(Query.QueryClient client, Assets.AssetsClient assets, RetryingCalls calls)
    {
        _client = client;
        _assets = assets;
        _calls = calls;
    }

    /// <summary>State of one token.</summary>
    public async Task<TokenState> TokenAsync(string item, CancellationToken cancellationToken = default) =>
        (await _calls.AskAsync(o => _client.TokenAsync(new TokenRequest { Item = item }, o), cancellationToken)).Token;

    /// <summary>State of one token at a block in the past.</summary>
    public Task<TokenResponse> AtBlockAsync(string item, ulong block, CancellationToken cancellationToken = default) =>
        _calls.AskAsync(o => _client.AtAsync(new AtRequest { Item = item, Block = block }, o), cancellationToken);

    /// <summary>Full history of a token, its ancestors' while it was inside included.</summary>
    public Task<TraceResponse> TraceAsync(string item, CancellationToken cancellationToken = default) => Paging.JoinAsync(
        page => _calls.AskAsync(o => _client.TraceAsync(new TraceRequest { Item = item, Page = page }, o), cancellationToken),
        answer => answer.NextPageToken,
        (all, next) => all.Events.Add(next.Events));

    /// <summary>Verdict on a scanned code.</summary>
    /// <param name="code">As scanned or typed.</param>
    /// <param name="market">The asker's market, ISO 3166-1 numeric; 0 if not to be checked.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<VerifyResponse> VerifyAsync(string code, uint market = 0, CancellationToken cancellationToken = default) =>
        _calls.AskAsync(o => _client.VerifyAsync(new VerifyRequest { Code = code, Market = market }, o), cancellationToken);

    /// <summary>What a partner owns or has, by product, lot and state.</summary>
    public Task<HoldingsResponse> HoldingsAsync(string partner, string gtin = "", string lot = "", CancellationToken cancellationToken = default) => Paging.JoinAsync(
        page => _calls.AskAsync(o => _client.HoldingsAsync(new HoldingsRequest { Partner = partner, Gtin = gtin, Lot = lot, Page = page }, o), cancellationToken),
        answer => answer.NextPageToken,
        (all, next) => all.Rows.Add(next.Rows));

    /// <summary>The held tokens of a partner.</summary>
    public Task<HeldTokensResponse> HeldTokensAsync(string partner, CancellationToken cancellationToken = default) => Paging.JoinAsync(
        page => _calls.AskAsync(o => _client.HeldTokensAsync(new HeldTokensRequest { Partner = partner, Page = page }, o), cancellationToken),
        answer => answer.NextPageToken,
        (all, next) => all.Tokens.Add(next.Tokens));

    /// <summary>Whether a token is pledged, to whom and on what terms.</summary>
    public Task<EncumbranceResponse> EncumbranceAsync(string item, CancellationToken cancellationToken = default) =>
        _calls.AskAsync(o => _client.EncumbranceAsync(new EncumbranceRequest { Item = item }, o), cancellationToken);

    /// <summary>Liens by financier, by debtor, or both.</summary>
    public Task<LiensResponse> LiensAsync(string financier = "", string debtor = "", CancellationToken cancellationToken = default) => Paging.JoinAsync(
        page => _calls.AskAsync(o => _client.LiensAsync(new LiensRequest { Financier = financier, Debtor = debtor, Page = page }, o), cancellationToken),
        answer => answer.NextPageToken,
        (all, next) => all.Liens.Add(next.Liens));

    /// <summary>Who has units that a recall affects.</summary>
    public Task<RecallScopeResponse> RecallScopeAsync(uint recall, CancellationToken cancellationToken = default) =>
        RecallScopeAsync(new RecallScopeRequest { Recall = recall }, cancellationToken);

    /// <summary>Who has units that the recalls of a lot affect.</summary>
    public Task<RecallScopeResponse> RecallScopeAsync(string gtin, string lot, CancellationToken cancellationToken = default) =>
        RecallScopeAsync(new RecallScopeRequest { Gtin = gtin, Lot = lot }, cancellationToken);

    /// <summary>A shipment with its tokens and disputes.</summary>
    public async Task<Shipment> ShipmentAsync(uint shipment, CancellationToken cancellationToken = default) =>
        (await _calls.AskAsync(o => _client.ShipmentAsync(new ShipmentRequest { Shipment = shipment }, o), cancellationToken)).Shipment;

    /// <summary>The shipments that a partner sends, receives, carries or owns, the newest first.</summary>
    /// <param name="partner">Id, GLN, name or account.</param>
    /// <param name="state">Only those in this state; unspecified for all.</param>
    /// <param name="disputed">Only those with open disputes.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<ShipmentsResponse> ShipmentsAsync(
        string partner, Shipment.Types.State state = Shipment.Types.State.Unspecified, bool disputed = false, CancellationToken cancellationToken = default) => Paging.JoinAsync(
        page => _calls.AskAsync(o => _client.ShipmentsAsync(new ShipmentsRequest { Partner = partner, State = state, Disputed = disputed, Page = page }, o), cancellationToken),
        answer => answer.NextPageToken,
        (all, next) => all.Shipments.Add(next.Shipments));

    /// <summary>A recall, quarantine or dispute.</summary>
    public async Task<Hold> HoldAsync(uint hold, CancellationToken cancellationToken = default) =>
        (await _calls.AskAsync(o => _client.HoldAsync(new HoldRequest { Hold = hold }, o), cancellationToken)).Hold;

    /// <summary>Recalls, quarantines and disputes.</summary>
    /// <param name="kind">Only of this kind; unspecified for all.</param>
    /// <param name="includeLifted">Those that have ended too.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<HoldsResponse> HoldsAsync(
        Restriction.Types.Kind kind = Restriction.Types.Kind.Unspecified, bool includeLifted = false, CancellationToken cancellationToken = default) => Paging.JoinAsync(
        page => _calls.AskAsync(o => _client.HoldsAsync(new HoldsRequest { Kind = kind, IncludeLifted = includeLifted, Page = page }, o), cancellationToken),
        answer => answer.NextPageToken,
        (all, next) => all.Holds.Add(next.Holds));

    /// <summary>What was attested about a token.</summary>
    public Task<ConditionsResponse> ConditionsAsync(string item, CancellationToken cancellationToken = default) => Paging.JoinAsync(
        page => _calls.AskAsync(o => _client.ConditionsAsync(new ConditionsRequest { Item = item, Page = page }, o), cancellationToken),
        answer => answer.NextPageToken,
        (all, next) => all.Conditions.Add(next.Conditions));

    /// <summary>When a Merkle root was anchored, and by whom.</summary>
    public Task<AnchorResponse> AnchorAsync(Ledger.Ethereum.Primitives.Bytes32 merkleRoot, CancellationToken cancellationToken = default) =>
        Paging.JoinAsync(
            page => _calls.AskAsync(o => _client.AnchorAsync(new AnchorRequest { MerkleRoot = Google.Protobuf.ByteString.CopyFrom(merkleRoot.Span), Page = page }, o), cancellationToken),
            answer => answer.NextPageToken,
            (all, next) => all.Anchors.Add(next.Anchors));

    /// <summary>What a run was made of, and what was made of it.</summary>
    public Task<LineageResponse> LineageAsync(string item, CancellationToken cancellationToken = default) => Paging.JoinAsync(
        page => _calls.AskAsync(o => _client.LineageAsync(new LineageRequest { Item = item, Page = page }, o), cancellationToken),
        answer => answer.NextPageToken,
        (all, next) => all.Consumed.Add(next.Consumed));

    /// <summary>Who may move custody of an owner's goods.</summary>
    public Task<MandatesResponse> MandatesAsync(string owner, CancellationToken cancellationToken = default) =>
        _calls.AskAsync(o => _client.MandatesAsync(new MandatesRequest { Owner = owner }, o), cancellationToken);

    /// <summary>Members, rules and pending acts of the council.</summary>
    public Task<CouncilResponse> CouncilAsync(CancellationToken cancellationToken = default) =>
        _calls.AskAsync(o => _client.CouncilAsync(new CouncilRequest(), o), cancellationToken);

    /// <summary>A lot with its runs and recalls.</summary>
    public Task<LotResponse> LotAsync(string gtin, string lot, CancellationToken cancellationToken = default) =>
        _calls.AskAsync(o => _client.LotAsync(new LotRequest { Gtin = gtin, Lot = lot }, o), cancellationToken);

    /// <summary>A product.</summary>
    public Task<ProductResponse> ProductAsync(string gtin, CancellationToken cancellationToken = default) =>
        _calls.AskAsync(o => _client.ProductAsync(new ProductRequest { Gtin = gtin }, o), cancellationToken);

    /// <summary>Whether a product is registered.</summary>
    public async Task<bool> IsRegisteredAsync(string gtin, CancellationToken cancellationToken = default)
    {
        try
        {
            await ProductAsync(gtin, cancellationToken);
            return true;
        }
        catch (LedgerException exception) when (exception.Code == ErrorCode.GtinNotRegistered)
        {
            return false;
        }
    }

    /// <summary>A partner.</summary>
    public async Task<Partner> PartnerAsync(string partner, CancellationToken cancellationToken = default) =>
        (await _calls.AskAsync(o => _client.PartnerAsync(new PartnerRequest { Partner = partner }, o), cancellationToken)).Partner;

    /// <summary>All partners.</summary>
    public Task<PartnersResponse> PartnersAsync(CancellationToken cancellationToken = default) => Paging.JoinAsync(
        page => _calls.AskAsync(o => _client.PartnersAsync(new PartnersRequest { Page = page }, o), cancellationToken),
        answer => answer.NextPageToken,
        (all, next) => all.Partners.Add(next.Partners));

    /// <summary>The markets that the council has named.</summary>
    public Task<MarketsResponse> MarketsAsync(CancellationToken cancellationToken = default) =>
        _calls.AskAsync(o => _client.MarketsAsync(new MarketsRequest(), o), cancellationToken);

    /// <summary>Which of these serials exist already.</summary>
    public Task<KnownSerialsResponse> KnownSerialsAsync(string gtin, IEnumerable<string> serials, CancellationToken cancellationToken = default) =>
        _calls.AskAsync(o => _client.KnownSerialsAsync(new KnownSerialsRequest { Gtin = gtin, Serials = { serials } }, o), cancellationToken);

    /// <summary>Open alerts.</summary>
    public Task<AlertsResponse> AlertsAsync(CancellationToken cancellationToken = default) => Paging.JoinAsync(
        page => _calls.AskAsync(o => _client.AlertsAsync(new AlertsRequest { Page = page }, o), cancellationToken),
        answer => answer.NextPageToken,
        (all, next) => all.Alerts.Add(next.Alerts));

    /// <summary>The proof of one transaction's receipt.</summary>
    public Task<ReceiptProofResponse> ReceiptProofAsync(ulong block, uint transactionIndex, CancellationToken cancellationToken = default) =>
        _calls.AskAsync(o => _client.ReceiptProofAsync(new ReceiptProofRequest { Block = block, TransactionIndex = transactionIndex }, o), cancellationToken);

    /// <summary>The node and its network.</summary>
    public Task<StatusResponse> StatusAsync(CancellationToken cancellationToken = default) =>
        _calls.AskAsync(o => _client.StatusAsync(new StatusRequest(), o), cancellationToken);

    /// <summary>The outcome of a message, by its 32-byte digest.</summary>
    public Task<OutcomeResponse> OutcomeAsync(Ledger.Ethereum.Primitives.Bytes32 digest, CancellationToken cancellationToken = default) =>
        _calls.AskAsync(
            o => _assets.OutcomeAsync(new OutcomeRequest { Digest = Google.Protobuf.ByteString.CopyFrom(digest.Span) }, o),
            cancellationToken);

    private Task<RecallScopeResponse> RecallScopeAsync(RecallScopeRequest request, CancellationToken cancellationToken) => Paging.JoinAsync(
        page =>
        {
            var paged = request.Clone();
            paged.Page = page;
            return _calls.AskAsync(o => _client.RecallScopeAsync(paged, o), cancellationToken);
        },
        answer => answer.NextPageToken,
        (all, next) => all.Holders.Add(next.Holders));
}
