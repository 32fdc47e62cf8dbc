using System.Text;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Words;
using Ledger.Ethereum.Primitives;

namespace Ledger.Contracts.Projection;

/// <summary>Makes the keys that <see cref="EntityKind"/> describes: the only place that knows their form.</summary>
public static class ProjectionKeys
{
    /// <summary>How many tokens a <see cref="EntityKind.Touched"/> or <see cref="EntityKind.Dispense"/> row covers, as a power of two.</summary>
    public const int WordShift = 8;

    /// <summary>The longest lot code.</summary>
    public const int MaximumLotCodeCharacters = 20;

    /// <summary>The key of <see cref="EntityKind.Token"/>, <see cref="EntityKind.InTransit"/> and <see cref="EntityKind.Ending"/>, and the prefix of <see cref="EntityKind.Condition"/>.</summary>
    public static ProjectionKey Token(TokenId token) => default(ProjectionKey).UInt64(token.Value);

    /// <summary>The key of <see cref="EntityKind.Run"/>.</summary>
    public static ProjectionKey Run(RunId run) => default(ProjectionKey).UInt32(run.Value);

    /// <summary>The key of <see cref="EntityKind.Lot"/> and <see cref="EntityKind.LotUnits"/>, and the prefix of <see cref="EntityKind.LotHolder"/>.</summary>
    public static ProjectionKey Lot(LotId lot) => default(ProjectionKey).UInt32(lot.Value);

    /// <summary>The key of <see cref="EntityKind.LotCode"/>.</summary>
    /// <exception cref="ArgumentException">The code is longer than a lot code can be.</exception>
    public static ProjectionKey LotCode(ulong gtin, string code)
    {
        if (code.Length > MaximumLotCodeCharacters) throw new ArgumentException($"A lot code has at most {MaximumLotCodeCharacters} characters.", nameof(code));
        return default(ProjectionKey).UInt64(gtin).Append(Encoding.ASCII.GetBytes(code));
    }

    /// <summary>The key of <see cref="EntityKind.LotRun"/>.</summary>
    public static ProjectionKey LotRun(LotId lot, RunId run) => Lot(lot).UInt32(run.Value);

    /// <summary>The key of <see cref="EntityKind.Product"/>.</summary>
    public static ProjectionKey Product(ProductId product) => default(ProjectionKey).UInt32(product.Value);

    /// <summary>The key of <see cref="EntityKind.ProductByGtin"/>.</summary>
    public static ProjectionKey Gtin(ulong gtin) => default(ProjectionKey).UInt64(gtin);

    /// <summary>The key of <see cref="EntityKind.Partner"/>, and the prefix of what is kept by partner.</summary>
    public static ProjectionKey Partner(PartnerId partner) => default(ProjectionKey).UInt32(partner.Value);

    /// <summary>The key of <see cref="EntityKind.PartnerByAccount"/>.</summary>
    public static ProjectionKey Account(in Address account) => default(ProjectionKey).Append(account.Span);

    /// <summary>The key of <see cref="EntityKind.Lien"/> and <see cref="EntityKind.LienSum"/>, and the prefix of <see cref="EntityKind.LienToken"/>.</summary>
    public static ProjectionKey Lien(LienId lien) => default(ProjectionKey).UInt32(lien.Value);

    /// <summary>The key of <see cref="EntityKind.LienToken"/>.</summary>
    public static ProjectionKey LienToken(LienId lien, TokenId token) => Lien(lien).UInt64(token.Value);

    /// <summary>The key of <see cref="EntityKind.LienByPartner"/>.</summary>
    public static ProjectionKey LienByPartner(PartnerId partner, LienParty party, LienId lien) => Partner(partner).Byte((byte)party).UInt32(lien.Value);

    /// <summary>The key of <see cref="EntityKind.Hold"/>.</summary>
    public static ProjectionKey Hold(HoldId hold) => default(ProjectionKey).UInt32(hold.Value);

    /// <summary>The key of <see cref="EntityKind.HoldByTarget"/>.</summary>
    public static ProjectionKey HoldByTarget(HoldScope scope, ulong target, HoldId hold) => HoldTarget(scope, target).UInt32(hold.Value);

    /// <summary>The prefix of <see cref="EntityKind.HoldByTarget"/> for one target.</summary>
    public static ProjectionKey HoldTarget(HoldScope scope, ulong target) => default(ProjectionKey).Byte((byte)scope).UInt64(target);

    /// <summary>The key of <see cref="EntityKind.RunRange"/>.</summary>
    public static ProjectionKey RunRange(RunId run, byte index) => Run(run).Byte(index);

    /// <summary>The key of <see cref="EntityKind.Contents"/>.</summary>
    public static ProjectionKey Contents(TokenId container, byte index) => Token(container).Byte(index);

    /// <summary>The key of <see cref="EntityKind.Touched"/> and <see cref="EntityKind.Dispense"/>: 256 tokens a row.</summary>
    public static ProjectionKey WordOf(TokenId token) => default(ProjectionKey).UInt64(token.Value >> WordShift);

    /// <summary>The key of <see cref="EntityKind.Inside"/>.</summary>
    public static ProjectionKey Inside(TokenId container, LotId lot) => Token(container).UInt32(lot.Value);

    /// <summary>The key of <see cref="EntityKind.Holding"/>.</summary>
    public static ProjectionKey Holding(PartnerId partner, HoldingRelation relation, TokenId root) => HoldingsOf(partner, relation).UInt64(root.Value);

    /// <summary>The prefix of <see cref="EntityKind.Holding"/> for one partner and relation.</summary>
    public static ProjectionKey HoldingsOf(PartnerId partner, HoldingRelation relation) => Partner(partner).Byte((byte)relation);

    /// <summary>The key of <see cref="EntityKind.HoldingSum"/> without the block: the prefix of one sum's versions.</summary>
    public static ProjectionKey HoldingSum(PartnerId partner, ProductId product, LotId lot, TokenStatus status) =>
        Partner(partner).UInt32(product.Value).UInt32(lot.Value).Byte((byte)status);

    /// <summary>The key of <see cref="EntityKind.LotHolder"/>.</summary>
    public static ProjectionKey LotHolder(LotId lot, PartnerId partner, TokenStatus status) => Lot(lot).UInt32(partner.Value).Byte((byte)status);

    /// <summary>
    /// Adds the block to the key of a sum. The newest version sorts first; the version of <see cref="ulong.MaxValue"/>, before all others, is
    /// the sum as it is now, so that it can be read without a search. To read at a height, seek to <c>AtBlock(prefix, height)</c>: the first
    /// row with the prefix from there on is the sum at that height.
    /// </summary>
    public static ProjectionKey AtBlock(ProjectionKey sum, ulong block) => sum.UInt64(~block);

    /// <summary>The key of <see cref="EntityKind.Message"/>.</summary>
    public static ProjectionKey Digest(in Bytes32 digest) => default(ProjectionKey).Append(digest.Span);

    /// <summary>
    /// The key of <see cref="EntityKind.SsccRange"/>. SSCCs run on without their check digit: number <c>i</c> of a level has the 17 digits of
    /// the first one plus <c>i</c>, so the row of an SSCC is the last one at or before it.
    /// </summary>
    /// <param name="sscc">18 digits as a number, check digit included.</param>
    public static ProjectionKey Sscc(ulong sscc) => default(ProjectionKey).UInt64(sscc / 10);

    /// <summary>The key of <see cref="EntityKind.Market"/>.</summary>
    public static ProjectionKey Market(byte market) => default(ProjectionKey).Byte(market);

    /// <summary>The key of <see cref="EntityKind.Module"/>.</summary>
    public static ProjectionKey Module(byte kind) => default(ProjectionKey).Byte(kind);

    /// <summary>The key of the only <see cref="EntityKind.Council"/> row.</summary>
    public static ProjectionKey Council() => default(ProjectionKey).Byte(0);

    /// <summary>The key of <see cref="EntityKind.Counter"/>.</summary>
    /// <param name="name">One of <see cref="ProjectionCounters"/>.</param>
    public static ProjectionKey Counter(string name) => default(ProjectionKey).Append(Encoding.ASCII.GetBytes(name));

    /// <summary>The key of <see cref="EntityKind.Shipment"/> and <see cref="EntityKind.ShipmentManifest"/>, and the prefix of <see cref="EntityKind.ShipmentDispute"/> and <see cref="EntityKind.ShipmentOverage"/>.</summary>
    public static ProjectionKey Shipment(ShipmentId shipment) => default(ProjectionKey).UInt32(shipment.Value);

    /// <summary>The key of <see cref="EntityKind.ShipmentByPartner"/>.</summary>
    public static ProjectionKey ShipmentByPartner(PartnerId partner, ShipmentParty party, ulong departedBlock, ShipmentId shipment) =>
        ShipmentsOf(partner, party).UInt64(~departedBlock).UInt32(shipment.Value);

    /// <summary>The prefix of <see cref="EntityKind.ShipmentByPartner"/> for one partner and party.</summary>
    public static ProjectionKey ShipmentsOf(PartnerId partner, ShipmentParty party) => Partner(partner).Byte((byte)party);

    /// <summary>The key of <see cref="EntityKind.ShipmentDispute"/>.</summary>
    public static ProjectionKey ShipmentDispute(ShipmentId shipment, HoldId hold) => Shipment(shipment).UInt32(hold.Value);

    /// <summary>The key of <see cref="EntityKind.ShipmentOverage"/>.</summary>
    public static ProjectionKey ShipmentOverage(ShipmentId shipment, ushort number) => Shipment(shipment).Byte((byte)(number >> 8)).Byte((byte)number);

    /// <summary>The key of <see cref="EntityKind.RunInput"/>; <see cref="Run"/> is its prefix.</summary>
    public static ProjectionKey RunInput(RunId run, TokenId unit) => Run(run).UInt64(unit.Value);

    /// <summary>The key of <see cref="EntityKind.RunSource"/>.</summary>
    public static ProjectionKey RunSource(RunId run, byte index) => Run(run).Byte(index);

    /// <summary>The key of <see cref="EntityKind.RunBySource"/>; <see cref="Lot"/> is its prefix.</summary>
    public static ProjectionKey RunBySource(LotId source, RunId run) => Lot(source).UInt32(run.Value);

    /// <summary>The key of <see cref="EntityKind.HoldToken"/> and <see cref="EntityKind.ClearedToken"/>; <see cref="Hold"/> is its prefix.</summary>
    public static ProjectionKey HoldToken(HoldId hold, TokenId token) => Hold(hold).UInt64(token.Value);

    /// <summary>The key of <see cref="EntityKind.Condition"/>; <see cref="Token"/> is its prefix.</summary>
    public static ProjectionKey Condition(TokenId token, in EventRef at) => ConditionsAt(token, at.Block).UInt32(~at.LogIndex);

    /// <summary>The prefix of <see cref="EntityKind.Condition"/> for one token and block.</summary>
    public static ProjectionKey ConditionsAt(TokenId token, ulong block) => Token(token).UInt64(~block);

    /// <summary>The key of <see cref="EntityKind.Anchor"/>; <see cref="Partner"/> is its prefix.</summary>
    public static ProjectionKey Anchor(PartnerId partner, uint seq) => Partner(partner).UInt32(~seq);

    /// <summary>The key of <see cref="EntityKind.AnchorByRoot"/>.</summary>
    public static ProjectionKey AnchorByRoot(in Bytes32 merkleRoot, in EventRef at) => AnchorsOf(merkleRoot).UInt64(at.Block).UInt32(at.LogIndex);

    /// <summary>The prefix of <see cref="EntityKind.AnchorByRoot"/> for one root.</summary>
    public static ProjectionKey AnchorsOf(in Bytes32 merkleRoot) => default(ProjectionKey).Append(merkleRoot.Span);

    /// <summary>The key of <see cref="EntityKind.Mandate"/> with the owner first, of <see cref="EntityKind.MandateByAgent"/> with the agent first.</summary>
    public static ProjectionKey Mandate(PartnerId first, PartnerId second) => Partner(first).UInt32(second.Value);
}
