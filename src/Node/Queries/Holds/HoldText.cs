using System.Buffers.Binary;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Projection;
using Ledger.Contracts.Projection.Records;
using Ledger.Contracts.Words;
using Ledger.Node.Index.Reading;
using Ledger.Node.Queries.Conditions;
using Ledger.Node.Queries.Shipments;

namespace Ledger.Node.Queries.Holds;

/// <summary>Why something is on hold: as its partner said, or from what placed it.</summary>
internal static class HoldText
{
    private const string OnReceipt = "received while on hold, or by a suspended partner";

    /// <summary>The reason; empty when there is none.</summary>
    public static string ReasonOf(IndexView view, HoldId id, HoldRecord record)
    {
        if (record.Reason.Length > 0) return record.Reason;
        return record.Word.Kind switch
        {
            HoldKind.Dispute => ExceptionWords.Exception(record.Word.ExceptionKind, record.ReasonCode),
            HoldKind.Quarantine => Excursion(view, id, record.Placed.Block) ?? OnReceipt,
            _ => "",
        };
    }

    // The condition is in the block that placed the quarantine, and all tokens that a condition put into quarantine have the condition, so the first one will do.
    private static string? Excursion(IndexView view, HoldId id, ulong placed)
    {
        using var tokens = view.Iterate(EntityKind.HoldToken, ProjectionKeys.Hold(id).Span);
        if (!tokens.SeekToFirst()) return null;
        var token = new TokenId(BinaryPrimitives.ReadUInt64BigEndian(tokens.Key[sizeof(uint)..]));
        using var conditions = view.Iterate(EntityKind.Condition, ProjectionKeys.ConditionsAt(token, placed).Span);
        for (var isValid = conditions.SeekToFirst(); isValid; isValid = conditions.Next())
        {
            var condition = ConditionRecord.Read(conditions.Value);
            if (condition.Quarantine == id) return ConditionWords.Of(condition.Kind, condition.Severity);
        }

        return null;
    }
}
