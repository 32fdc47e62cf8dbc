using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Projection.Records;
using Ledger.Contracts.Words;

namespace Ledger.Contracts.Projection.Views;

/// <content>Shipments, endings, transforms, anchors and mandates.</content>
public sealed partial class LedgerView
{
    private const int LotsPerSourceWord = 8;
    private const int LotBits = 32;

    /// <summary>A shipment's storage word; zero if there is no such shipment.</summary>
    public ShipmentWord ShipmentWord(ShipmentId shipment)
    {
        var key = ProjectionKeys.Shipment(shipment);
        return reader.TryRead(EntityKind.Shipment, key.Span, out var value) ? ShipmentRecord.ReadWord(value) : default;
    }

    /// <summary>A shipment.</summary>
    public bool TryShipment(ShipmentId shipment, [NotNullWhen(true)] out ShipmentRecord? record)
    {
        var key = ProjectionKeys.Shipment(shipment);
        record = reader.TryRead(EntityKind.Shipment, key.Span, out var value) ? ShipmentRecord.Read(value) : null;
        return record is not null;
    }

    /// <summary>The tokens that departed with a shipment, in their order; empty if there is no such shipment.</summary>
    public IReadOnlyList<TokenId> Manifest(ShipmentId shipment)
    {
        var key = ProjectionKeys.Shipment(shipment);
        if (!reader.TryRead(EntityKind.ShipmentManifest, key.Span, out var value)) return [];
        if (value.Length % sizeof(ulong) != 0) throw new RecordFormatException("A manifest does not end with a token's id.");
        var tokens = new TokenId[value.Length / sizeof(ulong)];
        for (var i = 0; i < tokens.Length; i++) tokens[i] = new TokenId(BinaryPrimitives.ReadUInt64BigEndian(value[(i * sizeof(ulong))..]));
        return tokens;
    }

    /// <summary>The shipment that a held token is in transit with, or none.</summary>
    public ShipmentId InTransitWith(TokenId token)
    {
        var key = ProjectionKeys.Token(token);
        return reader.TryRead(EntityKind.InTransit, key.Span, out var value) ? new(BinaryPrimitives.ReadUInt32BigEndian(value)) : default;
    }

    /// <summary>What came with a shipment and was no part of it.</summary>
    /// <param name="shipment">The shipment.</param>
    /// <param name="number">From 0 to one less than <see cref="ShipmentReceipt.Overages"/>.</param>
    public OverageRecord? Overage(ShipmentId shipment, ushort number)
    {
        var key = ProjectionKeys.ShipmentOverage(shipment, number);
        return reader.TryRead(EntityKind.ShipmentOverage, key.Span, out var value) ? OverageRecord.Read(value) : null;
    }

    /// <summary>How a token itself was destroyed, exported or consumed; null if it was not.</summary>
    public EndingRecord? Ending(TokenId token)
    {
        var key = ProjectionKeys.Token(token);
        return reader.TryRead(EntityKind.Ending, key.Span, out var value) ? EndingRecord.Read(value) : null;
    }

    /// <summary>A word of a run's list of source lots: eight of 32 bits, lowest bits first.</summary>
    public StorageWord RunSource(RunId run, byte index)
    {
        var key = ProjectionKeys.RunSource(run, index);
        return Word(EntityKind.RunSource, key);
    }

    /// <summary>The lots that a run was made of, theirs included; empty unless a transform made it.</summary>
    public IReadOnlyList<LotId> SourcesOf(RunId run)
    {
        var count = RunWord(run).Sources;
        if (count == 0) return [];
        var lots = new LotId[count];
        for (var i = 0; i < count; i++) lots[i] = new LotId((uint)RunSource(run, (byte)(i / LotsPerSourceWord)).Bits(i % LotsPerSourceWord * LotBits, LotBits));
        return lots;
    }

    /// <summary>The batch that a partner anchored with a seq, or null.</summary>
    public AnchorRecord? Anchor(PartnerId partner, uint seq)
    {
        var key = ProjectionKeys.Anchor(partner, seq);
        return reader.TryRead(EntityKind.Anchor, key.Span, out var value) ? AnchorRecord.Read(value) : null;
    }

    /// <summary>The last unix second at which an agent may move custody of an owner's goods on its own; 0 without a mandate.</summary>
    public ulong MandateUntilSeconds(PartnerId owner, PartnerId agent)
    {
        var key = ProjectionKeys.Mandate(owner, agent);
        return reader.TryRead(EntityKind.Mandate, key.Span, out var value) ? MandateRecord.Read(value).UntilSeconds : 0;
    }
}
