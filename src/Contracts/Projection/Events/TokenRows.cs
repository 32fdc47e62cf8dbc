using Ledger.Contracts.Ids;
using Ledger.Contracts.Words;

namespace Ledger.Contracts.Projection.Events;

/// <summary>Writes tokens' words, and the rows that follow from a word: touched bits, who holds it, which lien names it.</summary>
internal sealed class TokenRows(ProjectionContext context)
{
    /// <summary>Takes a token's word as an event gives it.</summary>
    /// <param name="token">The token.</param>
    /// <param name="word">Its word after the event; zero if it has no record, or had one only for counting restricted children and has none now.</param>
    /// <param name="fewest">The least that its seq must rise.</param>
    /// <param name="most">The most that its seq may rise.</param>
    public TokenWord Change(TokenId token, StorageWord word, uint fewest, uint most)
    {
        var before = context.View.Token(token);
        var after = new TokenWord(word);
        var step = (long)after.Seq - before.Seq;
        if (step < fewest || step > most) throw context.Corrupt($"the seq of {token} went from {before.Seq} to {after.Seq}.");
        if (after.Binds < before.Binds) throw context.Corrupt($"the binding acts of {token} went from {before.Binds} to {after.Binds}.");
        if (before.Word == word) return after;
        if (before.IsTerminal) throw context.Corrupt($"{token} changed after its final status {before.Status}.");

        var key = ProjectionKeys.Token(token);
        if (word.IsZero) context.Delete(EntityKind.Token, key);
        else context.Write(EntityKind.Token, key, word);
        if (!before.HasRecord && token.Level <= TokenLevel.Pallet) Touch(token);
        MoveHolding(token, before, after);
        context.History(SubjectKind.Token, token.Value, after.Seq, after.Binds > before.Binds, word);
        return after;
    }

    /// <summary>Sets touched bits that must not be set yet. All lie in one word.</summary>
    public void TouchNew(TokenId first, uint count)
    {
        var word = context.View.TouchedWord(first);
        var mask = Mask((int)(first.Value & 0xff), (int)count);
        if (!And(word, mask).IsZero) throw context.Corrupt($"one of {count} units from {first} on was touched before.");
        context.Write(EntityKind.Touched, ProjectionKeys.WordOf(first), Or(word, mask));
    }

    private void Touch(TokenId token)
    {
        var word = context.View.TouchedWord(token);
        var mask = Mask((int)(token.Value & 0xff), 1);
        if (And(word, mask).IsZero) context.Write(EntityKind.Touched, ProjectionKeys.WordOf(token), Or(word, mask));
        else if (token.Level == TokenLevel.Unit) throw context.Corrupt($"{token} was dispensed and got a record.");
    }

    private void MoveHolding(TokenId token, TokenWord before, TokenWord after)
    {
        // A partner's row is there exactly while the word names the partner, so what is marked here is new.
        var (had, has) = (before.IsHeld, after.IsHeld);
        if (had && (!has || before.Owner != after.Owner)) context.Delete(EntityKind.Holding, ProjectionKeys.Holding(before.Owner, HoldingRelation.Owner, token));
        if (had && (!has || before.Custodian != after.Custodian)) context.Delete(EntityKind.Holding, ProjectionKeys.Holding(before.Custodian, HoldingRelation.Custodian, token));
        if (has && (!had || before.Owner != after.Owner)) context.MarkNew(EntityKind.Holding, ProjectionKeys.Holding(after.Owner, HoldingRelation.Owner, token));
        if (has && (!had || before.Custodian != after.Custodian)) context.MarkNew(EntityKind.Holding, ProjectionKeys.Holding(after.Custodian, HoldingRelation.Custodian, token));
        var (lienBefore, lienAfter) = (had ? before.Lien : default, has ? after.Lien : default);
        if (lienBefore == lienAfter) return;
        if (lienBefore != default) context.Delete(EntityKind.LienToken, ProjectionKeys.LienToken(lienBefore, token));
        if (lienAfter != default) context.Mark(EntityKind.LienToken, ProjectionKeys.LienToken(lienAfter, token));
    }

    private static StorageWord Mask(int first, int count) => new(Limb(first, count, 3), Limb(first, count, 2), Limb(first, count, 1), Limb(first, count, 0));

    private static ulong Limb(int first, int count, int limb)
    {
        var low = Math.Clamp(first - (limb * 64), 0, 64);
        var high = Math.Clamp(first + count - (limb * 64), 0, 64);
        return low >= high ? 0 : (high == 64 ? ulong.MaxValue : (1ul << high) - 1) & ~((1ul << low) - 1);
    }

    private static StorageWord And(StorageWord a, StorageWord b) => new(a.Highest & b.Highest, a.High & b.High, a.Low & b.Low, a.Lowest & b.Lowest);

    private static StorageWord Or(StorageWord a, StorageWord b) => new(a.Highest | b.Highest, a.High | b.High, a.Low | b.Low, a.Lowest | b.Lowest);
}
