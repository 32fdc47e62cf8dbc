using Grpc.Core;
using Ledger.Api.V1;
using Ledger.Node.Queries.Alerts;
using Ledger.Node.Queries.Anchors;
using Ledger.Node.Queries.Catalogue;
using Ledger.Node.Queries.Conditions;
using Ledger.Node.Queries.Councils;
using Ledger.Node.Queries.Holdings;
using Ledger.Node.Queries.Holds;
using Ledger.Node.Queries.Liens;
using Ledger.Node.Queries.Lineages;
using Ledger.Node.Queries.Paging;
using Ledger.Node.Queries.Partners;
using Ledger.Node.Queries.Proofs;
using Ledger.Node.Queries.Recalls;
using Ledger.Node.Queries.Serials;
using Ledger.Node.Queries.Shipments;
using Ledger.Node.Queries.Tokens;
using Ledger.Node.Queries.Trace;
using Ledger.Node.Queries.Verify;

namespace Ledger.Node.Queries;

/// <summary>The service <c>ledger.v1.Query</c>. Each answer is of one height.</summary>
/// <param name="gate">Opens the index.</param>
/// <param name="status">What the node says of itself.</param>
/// <param name="timeProvider">The time by which expiry is judged.</param>
internal sealed class QueryService(IndexGate gate, INodeStatus status, TimeProvider timeProvider) : Query.QueryBase
{
    private readonly VerifyQuery _verify = new(timeProvider);
    private readonly ReceiptProofQuery _proof = new(status);
    private readonly ToldEvents _told = new();

    /// <inheritdoc/>
    public override Task<TokenResponse> Token(TokenRequest request, ServerCallContext context) => Answer(view => TokenQuery.Now(view, request));

    /// <inheritdoc/>
    public override Task<TokenResponse> At(AtRequest request, ServerCallContext context) => Answer(view => TokenQuery.At(view, request));

    /// <inheritdoc/>
    public override Task<TraceResponse> Trace(TraceRequest request, ServerCallContext context) => Answer(view => TraceQuery.Trace(view, request, _told));

    /// <inheritdoc/>
    public override Task<VerifyResponse> Verify(VerifyRequest request, ServerCallContext context) => Answer(view => _verify.Verify(view, request));

    /// <inheritdoc/>
    public override Task<HoldingsResponse> Holdings(HoldingsRequest request, ServerCallContext context) =>
        Answer(view => HoldingsQuery.Holdings(view, request));

    /// <inheritdoc/>
    public override Task<HeldTokensResponse> HeldTokens(HeldTokensRequest request, ServerCallContext context)
    {
        var page = PageRequest.Read(request.Page, HeldTokensQuery.ScopeOf(request));
        return Task.FromResult(gate.AnswerPage(page, view => HeldTokensQuery.Held(view, request, page)));
    }

    /// <inheritdoc/>
    public override Task<EncumbranceResponse> Encumbrance(EncumbranceRequest request, ServerCallContext context) =>
        Answer(view => EncumbranceQuery.Encumbrance(view, request));

    /// <inheritdoc/>
    public override Task<LiensResponse> Liens(LiensRequest request, ServerCallContext context)
    {
        var page = PageRequest.Read(request.Page, LiensQuery.ScopeOf(request));
        return Task.FromResult(gate.AnswerPage(page, view => LiensQuery.Liens(view, request, page)));
    }

    /// <inheritdoc/>
    public override Task<RecallScopeResponse> RecallScope(RecallScopeRequest request, ServerCallContext context) =>
        Answer(view => RecallScopeQuery.Scope(view, request));

    /// <inheritdoc/>
    public override Task<ShipmentResponse> Shipment(ShipmentRequest request, ServerCallContext context) => Answer(view => ShipmentQuery.One(view, request));

    /// <inheritdoc/>
    public override Task<ShipmentsResponse> Shipments(ShipmentsRequest request, ServerCallContext context)
    {
        var page = PageRequest.Read(request.Page, ShipmentQuery.ScopeOf(request));
        return Task.FromResult(gate.AnswerPage(page, view => ShipmentQuery.Of(view, request, page)));
    }

    /// <inheritdoc/>
    public override Task<HoldResponse> Hold(HoldRequest request, ServerCallContext context) => Answer(view => HoldQuery.One(view, request));

    /// <inheritdoc/>
    public override Task<HoldsResponse> Holds(HoldsRequest request, ServerCallContext context)
    {
        var page = PageRequest.Read(request.Page, HoldQuery.ScopeOf(request));
        return Task.FromResult(gate.AnswerPage(page, view => HoldQuery.All(view, request, page)));
    }

    /// <inheritdoc/>
    public override Task<ConditionsResponse> Conditions(ConditionsRequest request, ServerCallContext context) =>
        Answer(view => ConditionsQuery.Of(view, request));

    /// <inheritdoc/>
    public override Task<AnchorResponse> Anchor(AnchorRequest request, ServerCallContext context) => Answer(view => AnchorQuery.Of(view, request));

    /// <inheritdoc/>
    public override Task<LineageResponse> Lineage(LineageRequest request, ServerCallContext context)
    {
        var page = PageRequest.Read(request.Page, $"lineage {request.Item}");
        return Task.FromResult(gate.AnswerPage(page, view => LineageQuery.Of(view, request, page)));
    }

    /// <inheritdoc/>
    public override Task<MandatesResponse> Mandates(MandatesRequest request, ServerCallContext context) => Answer(view => MandatesQuery.Of(view, request));

    /// <inheritdoc/>
    public override Task<CouncilResponse> Council(CouncilRequest request, ServerCallContext context) => Answer(CouncilQuery.Of);

    /// <inheritdoc/>
    public override Task<LotResponse> Lot(LotRequest request, ServerCallContext context) => Answer(view => CatalogueQuery.Lot(view, request));

    /// <inheritdoc/>
    public override Task<ProductResponse> Product(ProductRequest request, ServerCallContext context) => Answer(view => CatalogueQuery.Product(view, request));

    /// <inheritdoc/>
    public override Task<MarketsResponse> Markets(MarketsRequest request, ServerCallContext context) => Answer(MarketsQuery.All);

    /// <inheritdoc/>
    public override Task<PartnerResponse> Partner(PartnerRequest request, ServerCallContext context) => Answer(view => PartnerQuery.One(view, request));

    /// <inheritdoc/>
    public override Task<PartnersResponse> Partners(PartnersRequest request, ServerCallContext context)
    {
        var page = PageRequest.Read(request.Page, PartnerQuery.Scope);
        return Task.FromResult(gate.AnswerPage(page, view => PartnerQuery.All(view, page)));
    }

    /// <inheritdoc/>
    public override Task<KnownSerialsResponse> KnownSerials(KnownSerialsRequest request, ServerCallContext context) =>
        Answer(view => KnownSerialsQuery.Known(view, request));

    /// <inheritdoc/>
    public override Task<AlertsResponse> Alerts(AlertsRequest request, ServerCallContext context)
    {
        var page = PageRequest.Read(request.Page, AlertsQuery.Scope);
        return Task.FromResult(gate.AnswerPage(page, view => AlertsQuery.Alerts(view, page)));
    }

    /// <inheritdoc/>
    public override Task<ReceiptProofResponse> ReceiptProof(ReceiptProofRequest request, ServerCallContext context) =>
        Answer(view => _proof.Prove(view, request));

    /// <inheritdoc/>
    public override Task<StatusResponse> Status(StatusRequest request, ServerCallContext context) => Task.FromResult(status.Describe());

    private Task<T> Answer<T>(Func<Index.Reading.IndexView, T> query) => Task.FromResult(gate.Answer(query));
}
