using System.Collections.Frozen;
using Ledger.Contracts.Deployment;
using Ledger.Contracts.Generated;
using Ledger.Ethereum.Primitives;

namespace Ledger.Contracts.Projection.Events;

/// <summary>Which handler takes which event of which contract.</summary>
internal sealed class EventTable
{
    private readonly FrozenDictionary<(LedgerContract Contract, Bytes32 Topic), EventHandler> _handlers;

    public EventTable(ProjectionContext context, UnitSums sums, CouncilEvents council)
    {
        var tokens = new TokenRows(context);
        var units = new UnitCounts(context, sums);
        var nesting = new NestingEvents(context, tokens, units);
        var dispense = new DispenseEvents(context, tokens, units, sums, nesting);
        var liens = new LienEvents(context, tokens, units, sums);
        var catalogue = new CatalogueEvents(context, tokens, sums);
        var partners = new PartnerEvents(context);
        var holds = new HoldEvents(context, tokens, catalogue, partners);
        var messages = new MessageEvents(context);
        _handlers = Pairs(LedgerContract.Tokens, OfTokens(nesting, dispense, liens, holds, catalogue, partners, council, messages))
            .Concat(Pairs(LedgerContract.Catalogue, [(ProductRegisteredEvent.Topic0, catalogue.ProductRegistered), (RunCommissionedEvent.Topic0, catalogue.RunCommissioned), (AppliedEvent.Topic0, messages.Applied)]))
            .Concat(Pairs(LedgerContract.Partners, OfPartners(partners, messages)))
            .Concat(Pairs(LedgerContract.Liens, [(AppliedEvent.Topic0, messages.Applied)]))
            .Concat(Pairs(LedgerContract.Recalls, [(RecalledEvent.Topic0, holds.Recalled), (RecallLiftedEvent.Topic0, holds.RecallLifted), (AppliedEvent.Topic0, messages.Applied)]))
            .Concat(Pairs(LedgerContract.Council, OfCouncil(council)))
            .Concat(Pairs(LedgerContract.Relay, [(FailedEvent.Topic0, messages.Failed)]))
            .ToFrozenDictionary();
    }

    /// <summary>Every event that is handled, for the test that holds the table against the ABI.</summary>
    public IEnumerable<(LedgerContract Contract, Bytes32 Topic)> Handled => _handlers.Keys;

    public EventHandler? Find(LedgerContract contract, in Bytes32 topic) => _handlers.GetValueOrDefault((contract, topic));

    private static (Bytes32 Topic, EventHandler Handler)[] OfTokens(
        NestingEvents nesting, DispenseEvents dispense, LienEvents liens, HoldEvents holds, CatalogueEvents catalogue, PartnerEvents partners, CouncilEvents council, MessageEvents messages) =>
    [
        (RunOpenedEvent.Topic0, catalogue.RunOpened),
        (LotMarketsSetEvent.Topic0, catalogue.LotMarketsSet),
        (TransferredEvent.Topic0, nesting.Transferred),
        (PackedEvent.Topic0, nesting.Packed),
        (UnpackedEvent.Topic0, nesting.Unpacked),
        (DispensedEvent.Topic0, dispense.Dispensed),
        (RangeDispensedEvent.Topic0, dispense.RangeDispensed),
        (TouchedEvent.Topic0, nesting.Touched),
        (LienCreatedEvent.Topic0, liens.LienCreated),
        (PledgedEvent.Topic0, liens.Pledged),
        (LienReleasedEvent.Topic0, liens.LienReleased),
        (TokenReleasedEvent.Topic0, liens.TokenReleased),
        (HoldPlacedEvent.Topic0, holds.HoldPlaced),
        (HoldLiftedEvent.Topic0, holds.HoldLifted),
        (HoldLinkedEvent.Topic0, holds.HoldLinked),
        (RangeSetEvent.Topic0, holds.RangeSet),
        (ContentsSetEvent.Topic0, nesting.ContentsSet),
        (AncestorChangedEvent.Topic0, nesting.AncestorChanged),
        (PartnerSetEvent.Topic0, partners.PartnerSet),
        (PartnerMarketsSetEvent.Topic0, partners.PartnerMarketsSet),
        (ModuleSetEvent.Topic0, council.ModuleSet),
        (TransferEvent.Topic0, nesting.Transfer),
        (AppliedEvent.Topic0, messages.Applied),
    ];

    private static (Bytes32 Topic, EventHandler Handler)[] OfPartners(PartnerEvents partners, MessageEvents messages) =>
    [
        (PartnerAdmittedEvent.Topic0, partners.PartnerAdmitted),
        (PartnerSuspendedEvent.Topic0, partners.PartnerSuspended),
        (PartnerReinstatedEvent.Topic0, partners.PartnerReinstated),
        (RolesChangedEvent.Topic0, partners.RolesChanged),
        (MarketsChangedEvent.Topic0, partners.MarketsChanged),
        (AccountChangedEvent.Topic0, partners.AccountChanged),
        (IdentityKeyChangedEvent.Topic0, partners.IdentityKeyChanged),
        (MarketNamedEvent.Topic0, partners.MarketNamed),
        (AppliedEvent.Topic0, messages.Applied),
    ];

    private static (Bytes32 Topic, EventHandler Handler)[] OfCouncil(CouncilEvents council) =>
    [
        (ActApprovedEvent.Topic0, council.ActApproved),
        (ActExecutedEvent.Topic0, council.ActExecuted),
        (ActCancelledEvent.Topic0, council.ActCancelled),
        (RuleSetEvent.Topic0, council.RuleSet),
        (MemberAddedEvent.Topic0, council.MemberAdded),
        (MemberRemovedEvent.Topic0, council.MemberRemoved),
    ];

    private static IEnumerable<KeyValuePair<(LedgerContract Contract, Bytes32 Topic), EventHandler>> Pairs(LedgerContract contract, (Bytes32 Topic, EventHandler Handler)[] handlers) =>
        handlers.Select(h => KeyValuePair.Create((contract, h.Topic), h.Handler));
}
