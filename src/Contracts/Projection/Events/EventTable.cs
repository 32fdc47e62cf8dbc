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
        var holdRows = new HoldRows(context);
        var holds = new HoldEvents(context, tokens, catalogue, partners, holdRows);
        var quarantine = new QuarantineEvents(context, tokens, partners, holdRows);
        var endings = new EndingEvents(context, tokens, units, nesting, catalogue);
        Shipments = new ShipmentEvents(context, tokens, units);
        Disputes = new DisputeEvents(context, tokens, units, Shipments, holdRows);
        var messages = new MessageEvents(context);
        _handlers = Pairs(LedgerContract.Tokens, OfTokens(nesting, dispense, liens, holds, catalogue, partners, council, messages))
            .Concat(Pairs(LedgerContract.Tokens, OfShipments(Shipments, Disputes)))
            .Concat(Pairs(LedgerContract.Tokens, OfEndings(endings)))
            .Concat(Pairs(LedgerContract.Tokens, [(QuarantinePlacedEvent.Topic0, quarantine.QuarantinePlaced), (QuarantinedEvent.Topic0, quarantine.Quarantined)]))
            .Concat(Pairs(LedgerContract.Conditions, OfConditions(quarantine, messages)))
            .Concat(Pairs(LedgerContract.Catalogue, [(ProductRegisteredEvent.Topic0, catalogue.ProductRegistered), (RunCommissionedEvent.Topic0, catalogue.RunCommissioned), (AppliedEvent.Topic0, messages.Applied)]))
            .Concat(Pairs(LedgerContract.Partners, OfPartners(partners, messages)))
            .Concat(Pairs(LedgerContract.Liens, [(AppliedEvent.Topic0, messages.Applied)]))
            .Concat(Pairs(LedgerContract.Recalls, [(RecallLiftedEvent.Topic0, holds.RecallLifted), (AppliedEvent.Topic0, messages.Applied)]))
            .Concat(Pairs(LedgerContract.Council, OfCouncil(council)))
            .Concat(Pairs(LedgerContract.Relay, [(FailedEvent.Topic0, messages.Failed)]))
            .ToFrozenDictionary();
    }

    public ShipmentEvents Shipments { get; }

    public DisputeEvents Disputes { get; }

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
        (ClaimAddedEvent.Topic0, liens.ClaimAdded),
        (ClaimSetEvent.Topic0, liens.ClaimSet),
        (ClaimReleasedEvent.Topic0, liens.ClaimReleased),
        (LienDefaultedEvent.Topic0, liens.LienDefaulted),
        (LienCuredEvent.Topic0, liens.LienCured),
        (ForeclosedEvent.Topic0, liens.Foreclosed),
        (LienMovedEvent.Topic0, liens.LienMoved),
        (LienReleasedEvent.Topic0, liens.LienReleased),
        (TokenReleasedEvent.Topic0, liens.TokenReleased),
        (HoldPlacedEvent.Topic0, holds.HoldPlaced),
        (HoldLiftedEvent.Topic0, holds.HoldLifted),
        (HoldLinkedEvent.Topic0, holds.HoldLinked),
        (TokenClearedEvent.Topic0, holds.TokenCleared),
        (RangeSetEvent.Topic0, holds.RangeSet),
        (ContentsSetEvent.Topic0, nesting.ContentsSet),
        (AncestorChangedEvent.Topic0, nesting.AncestorChanged),
        (PartnerSetEvent.Topic0, partners.PartnerSet),
        (PartnerMarketsSetEvent.Topic0, partners.PartnerMarketsSet),
        (MandateSetEvent.Topic0, partners.MandateSet),
        (ModuleSetEvent.Topic0, council.ModuleSet),
        (TransferEvent.Topic0, nesting.Transfer),
        (AppliedEvent.Topic0, messages.Applied),
    ];

    private static (Bytes32 Topic, EventHandler Handler)[] OfShipments(ShipmentEvents shipments, DisputeEvents disputes) =>
    [
        (DepartedEvent.Topic0, shipments.Departed),
        (ShipmentDepartedEvent.Topic0, shipments.ShipmentDeparted),
        (ArrivedEvent.Topic0, shipments.Arrived),
        (TurnedBackEvent.Topic0, shipments.TurnedBack),
        (OverageReportedEvent.Topic0, shipments.OverageReported),
        (ShipmentClosedEvent.Topic0, shipments.ShipmentClosed),
        (DisputedEvent.Topic0, disputes.Disputed),
        (ReceiptCorrectedEvent.Topic0, disputes.ReceiptCorrected),
        (DisputeEndedEvent.Topic0, disputes.DisputeEnded),
    ];

    private static (Bytes32 Topic, EventHandler Handler)[] OfEndings(EndingEvents endings) =>
    [
        (EndedEvent.Topic0, endings.Ended),
        (StatusSetEvent.Topic0, endings.StatusSet),
        (SourcesSetEvent.Topic0, endings.SourcesSet),
        (RunTransformedEvent.Topic0, endings.RunTransformed),
    ];

    private static (Bytes32 Topic, EventHandler Handler)[] OfConditions(QuarantineEvents quarantine, MessageEvents messages) =>
    [
        (ConditionAttestedEvent.Topic0, quarantine.ConditionAttested),
        (QuarantineReasonEvent.Topic0, quarantine.QuarantineReason),
        (QuarantineReleasedEvent.Topic0, quarantine.QuarantineReleased),
        (AnchoredEvent.Topic0, quarantine.Anchored),
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
