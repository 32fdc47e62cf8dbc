using Ledger.Contracts.Ids;
using Ledger.Contracts.Projection.Records;
using Ledger.Contracts.Words;

namespace Ledger.Contracts.Projection.Events;

/// <summary>Writes holds.</summary>
internal sealed class HoldRows(ProjectionContext context)
{
    /// <summary>A hold that was not there before.</summary>
    public void Place(HoldId hold, HoldWord word, ulong target, ushort reasonCode = 0, uint first = 0, uint last = 0, string reason = "")
    {
        if (hold == default || !context.View.HoldWord(hold).Word.IsZero) throw context.Corrupt($"hold {hold} was placed twice.");
        if (word.Seq != 1 || !word.IsActive) throw context.Corrupt($"the word of hold {hold} is not that of a new one.");
        Write(hold, new HoldRecord(word, target, first, last, context.At, context.Block.TimestampSeconds, default, default, reason, reasonCode));
    }

    /// <summary>A hold that must be in force.</summary>
    public HoldRecord Active(HoldId hold) =>
        context.View.TryHold(hold, out var record) && record.Word.IsActive ? record : throw context.Corrupt($"hold {hold} is not in force.");

    /// <summary>A hold ends.</summary>
    public void Lift(HoldId hold, HoldRecord record, HoldWord word)
    {
        context.ExpectStep($"hold {hold}", record.Word.Seq, word.Seq);
        if (word.IsActive) throw context.Corrupt($"hold {hold} was lifted and is in force.");
        Write(hold, record with { Word = word, Lifted = context.At });
    }

    public void Write(HoldId hold, HoldRecord record)
    {
        context.Write(EntityKind.Hold, ProjectionKeys.Hold(hold), record.Write(context.Record));
        context.History(SubjectKind.Hold, hold.Value, record.Word.Seq, binds: true, record.Word.Word);
    }

    /// <summary>Who lifted a hold, and why one was placed, come in later events of the same transaction.</summary>
    public void Explain(HoldId hold, HoldKind kind, string reason)
    {
        if (!context.View.TryHold(hold, out var record) || record.Word.Kind != kind || record.Placed.TransactionIndex != context.At.TransactionIndex || record.Placed.Block != context.At.Block) throw context.Corrupt($"the {kind} {hold} was not placed in this transaction.");
        Write(hold, record with { Reason = reason });
    }

    public void SayWhoLifted(HoldId hold, HoldKind kind, PartnerId partner)
    {
        if (!context.View.TryHold(hold, out var record) || record.Word.IsActive || record.Word.Kind != kind) throw context.Corrupt($"hold {hold} was not lifted.");
        Write(hold, record with { LiftedBy = partner });
    }
}
