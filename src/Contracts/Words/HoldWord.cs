using Ledger.Contracts.Ids;

namespace Ledger.Contracts.Words;

/// <summary>A hold's storage word.</summary>
/// <remarks>Layout, lowest bits first: <c>seq 32 | kind 4 | class 4 | scope 4 | status 4 | generation 8 | partner 24 | next 32 | detail 96 | target 32 | spare 16</c>.
/// The detail of a recall is four destinations of 24 bits, that of a quarantine <c>issuer 24</c>, that of a dispute <c>token 64 | lapses 32</c>.</remarks>
/// <param name="Word">The word as the contract stores it.</param>
public readonly record struct HoldWord(StorageWord Word)
{
    /// <summary>The most partners to whom custody may still move.</summary>
    public const int MaximumDestinations = 4;

    /// <summary>The hold's seq.</summary>
    public uint Seq => (uint)Word.Bits(0, 32);

    /// <summary>Recall, quarantine, dispute, or a joint of two holds.</summary>
    public HoldKind Kind => (HoldKind)Word.Bits(32, 4);

    /// <summary>The recall class, 1 to 3; of a dispute, the kind of exception.</summary>
    public byte Class => (byte)Word.Bits(36, 4);

    /// <summary>What kind of thing it was placed on.</summary>
    public HoldScope Scope => (HoldScope)Word.Bits(40, 4);

    /// <summary>Whether it is in force.</summary>
    public bool IsActive => Word.Bits(44, 4) == 1;

    /// <summary>Who placed it.</summary>
    public PartnerId PlacedBy => new((uint)Word.Bits(56, 24));

    /// <summary>The next hold of the same target, or none.</summary>
    public HoldId Next => new((uint)Word.Bits(80, 32));

    /// <summary>Of a lot's recall: the lot's count of recalls then. Of a dispute: 1 if a correction of the receipt opened it.</summary>
    public byte Generation => (byte)Word.Bits(48, 8);

    /// <summary>Of a quarantine: who may end it beside regulators, or none.</summary>
    public PartnerId QuarantineIssuer => Kind == HoldKind.Quarantine ? new((uint)Word.Bits(112, 24)) : default;

    /// <summary>Of a dispute: refused, missing or damaged.</summary>
    public ShipmentExceptionKind ExceptionKind => Kind == HoldKind.Dispute ? (ShipmentExceptionKind)Class : ShipmentExceptionKind.None;

    /// <summary>Of a dispute: what it is about, else none.</summary>
    public TokenId DisputedToken => Kind == HoldKind.Dispute ? new(Word.Bits(112, 64)) : TokenId.None;

    /// <summary>Of a dispute: the unix second after which anyone may have it lapse, else 0.</summary>
    public uint LapsesSeconds => Kind == HoldKind.Dispute ? (uint)Word.Bits(176, 32) : 0;

    /// <summary>Of a dispute: the shipment, else none.</summary>
    public ShipmentId Shipment => Kind == HoldKind.Dispute ? new(Target) : default;

    /// <summary>Of a dispute: whether a correction of the receipt opened it.</summary>
    public bool IsCorrection => Kind == HoldKind.Dispute && Generation == 1;

    /// <summary>The partners to whom custody may still move; at most four, none but for a recall.</summary>
    public IReadOnlyList<PartnerId> Destinations
    {
        get
        {
            if (Kind != HoldKind.Recall) return [];
            var word = Word;
            return [.. Enumerable.Range(0, MaximumDestinations).Select(i => new PartnerId((uint)word.Bits(112 + (24 * i), 24))).TakeWhile(p => p != PartnerId.None)];
        }
    }

    /// <summary>The product, lot or run of a recall; the shipment of a dispute; the second hold of a joint.</summary>
    public uint Target => (uint)Word.Bits(208, 32);
}
