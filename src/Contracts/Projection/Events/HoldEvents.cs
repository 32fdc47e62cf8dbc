using Ledger.Contracts.Ids;
using Ledger.Contracts.Projection.Records;
using Ledger.Contracts.Words;

namespace Ledger.Contracts.Projection.Events;

/// <summary>Holds on products, lots, ranges and tokens.</summary>
internal sealed class HoldEvents(ProjectionContext context, TokenRows tokens, CatalogueEvents catalogue, PartnerEvents partners)
{
    /// <summary>The most ranges of a run.</summary>
    private const int MaximumRanges = 8;

    public void HoldPlaced(ref EventReader reader)
    {
        var hold = new HoldId(reader.IndexedUInt32());
        var scope = (HoldScope)reader.IndexedUInt32(8);
        var target = reader.IndexedUInt64(64);
        var word = new HoldWord(reader.Word());
        var (targetWord, lotWord, partnerWord) = (reader.Word(), reader.Word(), reader.Word());
        reader.End();
        if (!context.View.HoldWord(hold).Word.IsZero) throw context.Corrupt($"hold {hold} was placed twice.");
        if (word.Seq != 1 || word.Scope != scope || !word.IsActive) throw context.Corrupt($"the word of hold {hold} is not that of a new one.");
        ExpectWords(scope, target, target, lotWord);
        var (first, last) = scope == HoldScope.Range ? RangeOf(new RunId((uint)target), hold) : default;
        Write(hold, new HoldRecord(word, target, first, last, context.At, context.Block.TimestampSeconds, default, default, ""));
        context.Mark(EntityKind.HoldByTarget, ProjectionKeys.HoldByTarget(scope, target, hold));
        partners.Change(word.PlacedBy, partnerWord);
        if (scope == HoldScope.Token) tokens.Change(new TokenId(target), targetWord, 1, 1);
        else ChangeTarget(scope, (uint)target, targetWord, lotWord);
    }

    public void HoldLifted(ref EventReader reader)
    {
        var hold = new HoldId(reader.IndexedUInt32());
        var scope = (HoldScope)reader.IndexedUInt32(8);
        var target = reader.IndexedUInt64(64);
        var word = new HoldWord(reader.Word());
        var (targetWord, lotWord) = (reader.Word(), reader.Word());
        reader.End();
        if (!context.View.TryHold(hold, out var record) || !record.Word.IsActive || record.Word.Scope != scope) throw context.Corrupt($"hold {hold} is not in force.");
        ExpectWords(scope, scope == HoldScope.Token ? 0 : record.Target, target, lotWord);
        if (scope == HoldScope.Token && !targetWord.IsZero) throw context.Corrupt($"lifting hold {hold} can't change a token.");
        context.ExpectStep($"hold {hold}", record.Word.Seq, word.Seq);
        Write(hold, record with { Word = word, Lifted = context.At });
        if (scope != HoldScope.Token) ChangeTarget(scope, (uint)target, targetWord, lotWord);
    }

    public void HoldLinked(ref EventReader reader)
    {
        var hold = new HoldId(reader.IndexedUInt32());
        var word = new HoldWord(reader.Word());
        reader.End();
        if (context.View.TryHold(hold, out var record))
        {
            if (record.Word.Seq != word.Seq) throw context.Corrupt($"the seq of hold {hold} went from {record.Word.Seq} to {word.Seq}.");
            Write(hold, record with { Word = word });
            return;
        }

        if (word.Kind != HoldKind.Joint) throw context.Corrupt($"hold {hold} is no joint and was not placed.");
        Write(hold, new HoldRecord(word, 0, 0, 0, context.At, context.Block.TimestampSeconds, default, default, ""));
    }

    public void RangeSet(ref EventReader reader)
    {
        var run = new RunId(reader.IndexedUInt32());
        var index = (byte)reader.UInt64(8);
        var word = reader.Word();
        reader.End();
        if (index >= MaximumRanges) throw context.Corrupt($"run {run} has no range {index}.");
        var key = ProjectionKeys.RunRange(run, index);
        if (word.IsZero) context.Delete(EntityKind.RunRange, key);
        else context.Write(EntityKind.RunRange, key, word);
    }

    /// <summary>Recalls says why; it comes right after the hold itself.</summary>
    public void Recalled(ref EventReader reader)
    {
        var hold = new HoldId(reader.IndexedUInt32());
        var reason = reader.Text();
        reader.End();
        if (!context.View.TryHold(hold, out var record) || record.Word.Kind != HoldKind.Recall || record.Placed.TransactionIndex != context.At.TransactionIndex || record.Placed.Block != context.At.Block) throw context.Corrupt($"the recall {hold} was not placed in this transaction.");
        Write(hold, record with { Reason = reason });
    }

    public void RecallLifted(ref EventReader reader)
    {
        var hold = new HoldId(reader.IndexedUInt32());
        var partner = new PartnerId(reader.IndexedUInt32(24));
        reader.End();
        if (!context.View.TryHold(hold, out var record) || record.Word.IsActive) throw context.Corrupt($"hold {hold} was not lifted.");
        Write(hold, record with { LiftedBy = partner });
    }

    private void ChangeTarget(HoldScope scope, uint target, StorageWord word, StorageWord lotWord)
    {
        switch (scope)
        {
            case HoldScope.Product:
                catalogue.ChangeProduct(new ProductId(target), new ProductWord(word));
                break;
            case HoldScope.Lot:
                catalogue.ChangeLot(new LotId(target), new LotWord(word));
                break;
            case HoldScope.Range:
                catalogue.ChangeRun(new RunId(target), new RunWord(word));
                catalogue.ChangeLot(new RunWord(word).Lot, new LotWord(lotWord));
                break;
            default:
                throw context.Corrupt($"a hold can't have the scope {scope}.");
        }
    }

    private void ExpectWords(HoldScope scope, ulong expectedTarget, ulong target, StorageWord lotWord)
    {
        if (target != expectedTarget || (scope != HoldScope.Token && target > uint.MaxValue)) throw context.Corrupt($"a hold with the scope {scope} is on {expectedTarget}, not on {target}.");
        if (scope != HoldScope.Range && !lotWord.IsZero) throw context.Corrupt($"a hold with the scope {scope} has no word of a lot beside its target's.");
    }

    /// <summary>The range was set right before the hold was placed.</summary>
    private (uint First, uint Last) RangeOf(RunId run, HoldId hold)
    {
        for (byte i = 0; i < MaximumRanges; i++)
        {
            var range = new RangeWord(context.View.RunRange(run, i));
            if (range.Hold == hold) return (range.First, range.Last);
        }

        throw context.Corrupt($"run {run} has no range of hold {hold}.");
    }

    private void Write(HoldId hold, HoldRecord record)
    {
        context.Write(EntityKind.Hold, ProjectionKeys.Hold(hold), record.Write(context.Record));
        context.History(SubjectKind.Hold, hold.Value, record.Word.Seq, binds: true, record.Word.Word);
    }
}
