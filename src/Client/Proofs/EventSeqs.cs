using System.Numerics;
using Ledger.Contracts.Generated;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Words;
using Ledger.Ethereum.Abi;
using SubjectKind = Ledger.Api.V1.SubjectKind;

namespace Ledger.Client.Proofs;

/// <summary>The seqs that an event carries inside the storage words of its subjects.</summary>
internal static class EventSeqs
{
    /// <summary>The seq of a subject after an event, or null if the event doesn't carry it.</summary>
    public static uint? Find(ContractEvent value, SubjectKind kind, ulong id)
    {
        foreach (var (named, subject, seq) in Of(value))
        {
            if (named == kind && subject == id) return seq;
        }

        return null;
    }

    private static IEnumerable<(SubjectKind Kind, ulong Id, uint Seq)> Of(ContractEvent value) => value switch
    {
        TransferredEvent e => [Token(e.Token, e.Slot)],
        PackedEvent e => [Token(e.Token, e.Slot), Token(e.Parent, e.ParentSlot), Token(e.Root, e.RootSlot)],
        UnpackedEvent e => [Token(e.Token, e.Slot), Token(e.Parent, e.ParentSlot), Token(e.Root, e.RootSlot)],
        DispensedEvent e => [Token(e.Token, e.Slot), Token(e.Parent, e.ParentSlot), Token(e.Root, e.RootSlot)],
        RangeDispensedEvent e => [Token(e.Root, e.RootSlot)],
        TouchedEvent e => [Token(e.Token, e.Slot), Token(e.Root, e.RootSlot)],
        PledgedEvent e => [Token(e.Token, e.Slot)],
        AncestorChangedEvent e => [Token(e.Token, e.Slot)],
        RunOpenedEvent e => [Token(TokenId.RootOf(new RunId(e.Run)).Value, e.RootSlot), (SubjectKind.Lot, e.Lot, new LotWord(Word(e.LotSlot)).Seq)],
        TokenReleasedEvent e => [Token(e.Token, e.Slot), Lien(e.Lien, e.LienSlot)],
        LienCreatedEvent e => [Lien(e.Lien, e.LienSlot)],
        LienReleasedEvent e => [Lien(e.Lien, e.LienSlot)],
        HoldPlacedEvent e => [Hold(e.Hold, e.HoldSlot), .. Target(e.HoldSlot, e.Target, e.TargetSlot)],
        HoldLiftedEvent e => [Hold(e.Hold, e.HoldSlot), .. Target(e.HoldSlot, e.Target, e.TargetSlot)],
        PartnerSetEvent e => [(SubjectKind.Partner, e.Partner, new PartnerWord(Word(e.Slot)).Seq)],
        _ => OfGoods(value).Concat(OfClaims(value)),
    };

    private static IEnumerable<(SubjectKind Kind, ulong Id, uint Seq)> OfGoods(ContractEvent value) => value switch
    {
        DepartedEvent e => [Token(e.Token, e.Slot)],
        ArrivedEvent e => [Token(e.Token, e.Slot)],
        TurnedBackEvent e => [Token(e.Token, e.Slot)],
        DisputedEvent e => [Token(e.Token, e.Slot), Hold(e.Hold, e.HoldSlot)],
        DisputeEndedEvent e => [Token(e.Token, e.Slot), Hold(e.Hold, e.HoldSlot), Shipment(e.Shipment, e.ShipmentSlot)],
        ShipmentDepartedEvent e => [Shipment(e.Shipment, e.ShipmentSlot)],
        ShipmentClosedEvent e => [Shipment(e.Shipment, e.ShipmentSlot)],
        ReceiptCorrectedEvent e => [Shipment(e.Shipment, e.ShipmentSlot)],
        EndedEvent e => [Token(e.Token, e.Slot), Token(e.Parent, e.ParentSlot), Token(e.Root, e.RootSlot)],
        StatusSetEvent e => [Token(e.Token, e.Slot)],
        RunTransformedEvent e => [Token(TokenId.RootOf(new RunId(e.Run)).Value, e.RootSlot)],
        QuarantinedEvent e => [Token(e.Token, e.Slot)],
        QuarantinePlacedEvent e => [Hold(e.Hold, e.HoldSlot)],
        TokenClearedEvent e => [Token(e.Token, e.Slot), Token(e.Root, e.RootSlot), Hold(e.Hold, e.HoldSlot)],
        HoldLinkedEvent e => [Hold(e.Hold, e.HoldSlot)],
        _ => [],
    };

    private static IEnumerable<(SubjectKind Kind, ulong Id, uint Seq)> OfClaims(ContractEvent value) => value switch
    {
        ClaimAddedEvent e => [Lien(e.Lien, e.LienSlot)],
        LienMovedEvent e => [Lien(e.Lien, e.LienSlot)],
        ClaimReleasedEvent e => [Lien(e.Lien, e.LienSlot)],
        LienDefaultedEvent e => [Lien(e.Lien, e.LienSlot)],
        LienCuredEvent e => [Lien(e.Lien, e.LienSlot)],
        ForeclosedEvent e => [Token(e.Token, e.Slot), Lien(e.Lien, e.LienSlot)],
        _ => [],
    };

    private static IEnumerable<(SubjectKind Kind, ulong Id, uint Seq)> Target(BigInteger hold, ulong target, BigInteger word) => new HoldWord(Word(hold)).Scope switch
    {
        HoldScope.Product => [(SubjectKind.Product, target, new ProductWord(Word(word)).Seq)],
        HoldScope.Lot => [(SubjectKind.Lot, target, new LotWord(Word(word)).Seq)],
        HoldScope.Token when target != 0 => [Token(target, word)],
        _ => [],
    };

    private static (SubjectKind Kind, ulong Id, uint Seq) Token(ulong id, BigInteger word) => (SubjectKind.Token, id, new TokenWord(Word(word)).Seq);

    private static (SubjectKind Kind, ulong Id, uint Seq) Lien(uint id, BigInteger word) => (SubjectKind.Lien, id, new LienWord(Word(word)).Seq);

    private static (SubjectKind Kind, ulong Id, uint Seq) Hold(uint id, BigInteger word) => (SubjectKind.Hold, id, new HoldWord(Word(word)).Seq);

    private static (SubjectKind Kind, ulong Id, uint Seq) Shipment(uint id, BigInteger word) => (SubjectKind.Shipment, id, new ShipmentWord(Word(word)).Seq);

    private static StorageWord Word(BigInteger value)
    {
        Span<byte> bytes = stackalloc byte[StorageWord.SizeBytes];
        bytes.Clear();
        value.TryWriteBytes(bytes[(StorageWord.SizeBytes - value.GetByteCount(isUnsigned: true))..], out _, isUnsigned: true, isBigEndian: true);
        return StorageWord.Read(bytes);
    }
}
