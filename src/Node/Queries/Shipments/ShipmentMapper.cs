using System.Buffers.Binary;
using Ledger.Api.V1;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Projection;
using Ledger.Contracts.Projection.Records;
using Ledger.Node.Index.Reading;
using Ledger.Node.Queries.Tokens;

namespace Ledger.Node.Queries.Shipments;

/// <summary>Tells shipments as the API does.</summary>
internal static class ShipmentMapper
{
    /// <summary>The most disputes, and the most overages, that are listed with a shipment.</summary>
    public const int MaxListed = 256;

    /// <summary>The most disputes of a shipment that are looked at for the open ones, which come first: a receipt opens at most 256, corrections append.</summary>
    public const int MaxDisputes = 4_096;

    /// <summary>Maps a shipment.</summary>
    public static Shipment Map(IndexView view, ShipmentId id, ShipmentRecord record, PartnerNames names)
    {
        var word = record.Word;
        var shipment = new Shipment
        {
            Id = id.Value,
            State = (Shipment.Types.State)word.State,
            Owner = names.Of(word.Owner),
            Sender = names.Of(word.Custodian),
            NewOwner = names.Of(word.NewOwner),
            Receiver = names.Of(word.NewCustodian),
            Carrier = names.Of(word.Carrier),
            Until = word.UntilSeconds,
            DisputeSeconds = word.DisputeSeconds,
            Accepted = record.Receipt.Accepted,
            OpenDisputes = word.Disputes,
            Seq = word.Seq,
            DepartedBlock = record.Departed.Block,
            DepartedTimestamp = record.DepartedSeconds,
            ClosedBlock = record.Closed.Block,
            ClosedTimestamp = record.ClosedSeconds,
        };
        shipment.Tokens.Add(view.Rows.Manifest(id).Select(token => token.Value));
        shipment.Disputes.Add(DisputesOf(view, id).OrderBy(dispute => dispute.Outcome != Dispute.Types.Outcome.Open).Take(MaxListed));
        for (ushort number = 0; number < Math.Min(record.Receipt.Overages, MaxListed); number++)
        {
            if (view.Rows.Overage(id, number) is { } overage) shipment.Overages.Add(Map(view, overage));
        }

        return shipment;
    }

    private static IEnumerable<Dispute> DisputesOf(IndexView view, ShipmentId id)
    {
        var holds = new List<HoldId>();
        using (var rows = view.Iterate(EntityKind.ShipmentDispute, ProjectionKeys.Shipment(id).Span))
        {
            for (var isValid = rows.SeekToFirst(); isValid && holds.Count < MaxDisputes; isValid = rows.Next())
                holds.Add(new(BinaryPrimitives.ReadUInt32BigEndian(rows.Key[sizeof(uint)..])));
        }

        foreach (var hold in holds)
        {
            if (view.Rows.TryHold(hold, out var record)) yield return Map(view, hold, record);
        }
    }

    private static Dispute Map(IndexView view, HoldId hold, HoldRecord record) => new()
    {
        Hold = hold.Value,
        Shipment = record.Word.Shipment.Value,
        Token = record.Word.DisputedToken.Value,
        Identity = TokenIdentity.Of(view, record.Word.DisputedToken),
        Kind = (Dispute.Types.Kind)record.Word.ExceptionKind,
        Reason = record.ReasonCode,
        ReasonText = ExceptionWords.Reason(record.ReasonCode),
        Correction = record.Word.IsCorrection,
        Outcome = (Dispute.Types.Outcome)record.Outcome,
        Lapses = record.Word.LapsesSeconds,
        OpenedBlock = record.Placed.Block,
        EndedBlock = record.Lifted.Block,
    };

    private static OverageReport Map(IndexView view, OverageRecord overage) => new()
    {
        Token = overage.Token.Value,
        Identity = overage.Token == TokenId.None ? null : TokenIdentity.Of(view, overage.Token),
        Count = overage.Count,
        Reason = overage.ReasonCode,
        ReasonText = ExceptionWords.Reason(overage.ReasonCode),
    };
}
