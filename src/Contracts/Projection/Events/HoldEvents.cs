using Ledger.Contracts.Ids;
using Ledger.Contracts.Projection.Records;
using Ledger.Contracts.Words;

namespace Ledger.Contracts.Projection.Events;

/// <summary>Holds on products, lots, ranges and tokens.</summary>
internal sealed class HoldEvents(ProjectionContext context, TokenRows tokens, CatalogueEvents catalogue, PartnerEvents partners, HoldRows holds)
{
    /// <summary>The most ranges of a run.</summary>
    private const int MaximumRanges = 8;

    public void HoldPlaced(ref EventReader reader)
    {
        var hold = new HoldId(reader.IndexedUInt32());
        var target = reader.IndexedUInt64(64);
        var word = new HoldWord(reader.Word());
        var (targetWord, partnerWord) = (reader.Word(), reader.Word());
        var reason = reader.Text();
        reader.End();
        if (word.Kind != HoldKind.Recall) throw context.Corrupt($"the word of hold {hold} is not that of a recall.");
        ExpectTarget(word.Scope, target, target);
        var (first, last) = word.Scope == HoldScope.Range ? RangeOf(new RunId((uint)target), hold) : default;
        holds.Place(hold, word, target, first: first, last: last, reason: reason);
        context.Mark(EntityKind.HoldByTarget, ProjectionKeys.HoldByTarget(word.Scope, target, hold));
        partners.Change(word.PlacedBy, partnerWord);
        if (word.Scope == HoldScope.Token) tokens.Change(new TokenId(target), targetWord, 1, 1);
        else ChangeTarget(word.Scope, (uint)target, targetWord);
    }

    public void HoldLifted(ref EventReader reader)
    {
        var hold = new HoldId(reader.IndexedUInt32());
        var target = reader.IndexedUInt64(64);
        var word = new HoldWord(reader.Word());
        var targetWord = reader.Word();
        reader.End();
        var record = holds.Active(hold);
        var scope = word.Scope;
        if (record.Word.Scope != scope) throw context.Corrupt($"hold {hold} has not the scope {scope}.");
        ExpectTarget(scope, scope == HoldScope.Token ? 0 : record.Target, target);
        if (scope == HoldScope.Token && !targetWord.IsZero) throw context.Corrupt($"lifting hold {hold} can't change a token.");
        holds.Lift(hold, record, word);
        if (scope != HoldScope.Token) ChangeTarget(scope, (uint)target, targetWord);
    }

    public void HoldLinked(ref EventReader reader)
    {
        var hold = new HoldId(reader.IndexedUInt32());
        var word = new HoldWord(reader.Word());
        reader.End();
        if (context.View.TryHold(hold, out var record))
        {
            if (record.Word.Seq != word.Seq) throw context.Corrupt($"the seq of hold {hold} went from {record.Word.Seq} to {word.Seq}.");
            holds.Write(hold, record with { Word = word });
            return;
        }

        if (word.Kind != HoldKind.Joint) throw context.Corrupt($"hold {hold} is no joint and was not placed.");
        holds.Write(hold, new HoldRecord(word, 0, 0, 0, context.At, context.Block.TimestampSeconds, default, default, ""));
    }

    /// <summary>The hold that is placed or lifted comes right after it.</summary>
    public void RangeSet(ref EventReader reader)
    {
        var run = new RunId(reader.IndexedUInt32());
        var index = (byte)reader.UInt64(8);
        var (word, runWord) = (reader.Word(), reader.Word());
        reader.End();
        if (index >= MaximumRanges) throw context.Corrupt($"run {run} has no range {index}.");
        var key = ProjectionKeys.RunRange(run, index);
        if (word.IsZero) context.Delete(EntityKind.RunRange, key);
        else context.Write(EntityKind.RunRange, key, word);
        catalogue.ChangeRun(run, new RunWord(runWord));
    }

    public void RecallLifted(ref EventReader reader)
    {
        var hold = new HoldId(reader.IndexedUInt32());
        var partner = new PartnerId(reader.IndexedUInt32(24));
        reader.End();
        holds.SayWhoLifted(hold, HoldKind.Recall, partner);
    }

    /// <summary>Takes a token, with what is inside, out of a recall of its lot.</summary>
    public void TokenCleared(ref EventReader reader)
    {
        var token = new TokenId(reader.IndexedUInt64(64));
        var hold = new HoldId(reader.IndexedUInt32());
        var root = new TokenId(reader.IndexedUInt64(64));
        var (word, rootWord, holdWord) = (reader.Word(), reader.Word(), new HoldWord(reader.Word()));
        reader.End();
        var record = holds.Active(hold);
        context.ExpectStep($"hold {hold}", record.Word.Seq, holdWord.Seq);
        if (record.Word is not { Kind: HoldKind.Recall, Scope: HoldScope.Lot } || holdWord.Generation != record.Word.Generation) throw context.Corrupt($"hold {hold} is no recall of a lot.");
        if (context.Tree.Root(token) != root) throw context.Corrupt($"{root} is not the root of {token}.");
        holds.Write(hold, record with { Word = holdWord, Cleared = record.Cleared + 1 });
        if (tokens.Change(token, word, 1, 1).Cleared != record.Word.Generation) throw context.Corrupt($"{token} was not taken out of recall {hold}.");
        if (root != token) tokens.Change(root, rootWord, 1, 1);
        else if (word != rootWord) throw context.Corrupt($"two words were given for {token}.");
        context.Mark(EntityKind.ClearedToken, ProjectionKeys.HoldToken(hold, token));
    }

    private void ChangeTarget(HoldScope scope, uint target, StorageWord word)
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
                catalogue.ChangeLot(context.View.RunWord(new RunId(target)).Lot, new LotWord(word));
                break;
            default:
                throw context.Corrupt($"a hold can't have the scope {scope}.");
        }
    }

    private void ExpectTarget(HoldScope scope, ulong expected, ulong target)
    {
        if (target != expected || (scope != HoldScope.Token && target > uint.MaxValue)) throw context.Corrupt($"a hold with the scope {scope} is on {expected}, not on {target}.");
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
}
