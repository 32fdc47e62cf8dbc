using Ledger.Contracts.Ids;
using Ledger.Contracts.Projection;
using Ledger.Contracts.Projection.Views;

namespace Ledger.Contracts.Messages;

/// <summary>The seqs that subjects have now, as messages name them.</summary>
public static class SubjectSeqs
{
    /// <summary>The seq that a message must name to be applied now.</summary>
    public static uint Current(MessageSubject subject, LedgerView view) => subject.Kind switch
    {
        SubjectKind.Token => view.Token(new TokenId(subject.Id)).Seq,
        SubjectKind.Lien => view.LienWord(new LienId((uint)subject.Id)).Seq,
        SubjectKind.Shipment => view.ShipmentWord(new ShipmentId((uint)subject.Id)).Seq,
        SubjectKind.Hold => view.HoldWord(new HoldId((uint)subject.Id)).Seq,
        SubjectKind.Partner => view.TryPartner(new PartnerId((uint)subject.Id), out var partner) ? partner.Word.Seq : 0,
        // Registered, a product has the seq 1 in Catalogue, and registration is the only message that names it.
        SubjectKind.Product => view.TryFindProduct(subject.Gtin, out _) ? 1u : 0u,
        SubjectKind.Lot => subject.LotCode is { } code && view.TryFindLot(subject.Gtin, code, out var lot) ? view.LotWord(lot).Seq : 0,
        SubjectKind.Council => view.Council().Seq,
        _ => 0,
    };
}
