using System.Buffers.Binary;
using Ledger.Api.V1;
using Ledger.Contracts.Generated;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Projection;
using Ledger.Contracts.Projection.Records;
using Ledger.Contracts.Words;
using Ledger.Node.Index.Reading;
using Ledger.Node.Index.Rows;
using Ledger.Node.Queries.Tokens;
using Ledger.Node.Queries.Trace;
using HoldKind = Ledger.Contracts.Words.HoldKind;
using SubjectKind = Ledger.Contracts.Projection.SubjectKind;

namespace Ledger.Node.Queries.Holds;

/// <summary>Tells holds as the API does.</summary>
internal static class HoldMapper
{
    /// <summary>The most tokens that are listed with a hold.</summary>
    public const int MaxListedTokens = 256;

    private static readonly uint TokenCleared = BinaryPrimitives.ReadUInt32BigEndian(TokenClearedEvent.Topic0.Span);

    /// <summary>A kind as the API has it; joints of two holds have none.</summary>
    public static Restriction.Types.Kind MapKind(HoldKind kind) => kind switch
    {
        HoldKind.Recall => Restriction.Types.Kind.Recall,
        HoldKind.Quarantine => Restriction.Types.Kind.Quarantine,
        HoldKind.Dispute => Restriction.Types.Kind.Dispute,
        _ => Restriction.Types.Kind.Unspecified,
    };

    /// <summary>Maps a hold.</summary>
    public static Hold Map(IndexView view, HoldId id, HoldRecord record, PartnerNames names)
    {
        var hold = new Hold
        {
            Id = id.Value,
            Kind = MapKind(record.Word.Kind),
            Reason = HoldText.ReasonOf(view, id, record),
            PlacedBy = names.Of(record.Word.PlacedBy),
            Issuer = names.Of(record.Word.QuarantineIssuer),
            RecallClass = record.Word.Kind == HoldKind.Recall ? record.Word.Class : 0u,
            Lifted = !record.Word.IsActive,
            ClearedCount = record.Cleared,
            Seq = record.Word.Seq,
            PlacedBlock = record.Placed.Block,
            PlacedTimestamp = record.TimestampSeconds,
            LiftedBlock = record.Lifted.Block,
        };
        if (record.Word.Kind == HoldKind.Quarantine) AddTokens(view, id, hold);
        else hold.On = TokenStateMapper.MapTarget(record.Word.Scope, record.Target);
        if (record.Cleared > 0) AddCleared(view, id, hold);
        return hold;
    }

    private static void AddTokens(IndexView view, HoldId id, Hold hold)
    {
        using var rows = view.Iterate(EntityKind.HoldToken, ProjectionKeys.Hold(id).Span);
        for (var isValid = rows.SeekToFirst(); isValid && hold.Tokens.Count < MaxListedTokens; isValid = rows.Next())
            hold.Tokens.Add(BinaryPrimitives.ReadUInt64BigEndian(rows.Key[sizeof(uint)..]));
        if (hold.Tokens.Count == 1) hold.On = TokenStateMapper.MapTarget(HoldScope.Token, hold.Tokens[0]);
    }

    // Rows are ordered by token; the order in time is that of the hold's own history.
    private static void AddCleared(IndexView view, HoldId id, Hold hold)
    {
        foreach (var entry in view.History.Newest(new(SubjectKind.Hold, id.Value), EventPosition.EndOf(view.Cursor.Number), TokenCleared, MaxListedTokens))
        {
            if (LogReader.Read(view, entry.Event) is { } log && TokenClearedEvent.TryDecode(log.Topics.Span, log.Data.Span, out var cleared)) hold.Cleared.Add(cleared.Token);
        }
    }
}
