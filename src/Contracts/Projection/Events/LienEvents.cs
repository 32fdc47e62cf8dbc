using Ledger.Contracts.Ids;
using Ledger.Contracts.Projection.Records;
using Ledger.Contracts.Words;

namespace Ledger.Contracts.Projection.Events;

/// <summary>Liens and the tokens they are on.</summary>
internal sealed class LienEvents(ProjectionContext context, TokenRows tokens, UnitCounts units, UnitSums sums)
{
    public void LienCreated(ref EventReader reader)
    {
        var lien = new LienId(reader.IndexedUInt32());
        var (debtor, financier) = (new PartnerId(reader.IndexedUInt32(24)), new PartnerId(reader.IndexedUInt32(24)));
        var word = new LienWord(reader.Word());
        var terms = reader.Hash();
        reader.End();
        if (!context.View.LienWord(lien).Word.IsZero) throw context.Corrupt($"lien {lien} was created twice.");
        if (word.Seq != 1 || word.Debtor != debtor || word.Financier != financier || !word.IsAlive) throw context.Corrupt($"the word of lien {lien} is not that of a new one.");
        Write(lien, new LienRecord(word, terms, context.At, context.Block.TimestampSeconds, default));
        context.Mark(EntityKind.LienByPartner, ProjectionKeys.LienByPartner(debtor, LienParty.Debtor, lien));
        context.Mark(EntityKind.LienByPartner, ProjectionKeys.LienByPartner(financier, LienParty.Financier, lien));
    }

    public void Pledged(ref EventReader reader)
    {
        var token = new TokenId(reader.IndexedUInt64(64));
        var lien = new LienId(reader.IndexedUInt32());
        var word = reader.Word();
        reader.End();
        var before = context.View.Token(token);
        var after = tokens.Change(token, word, 1, 1);
        if (!before.IsHeld || !after.IsHeld || after.Lien != lien || !context.View.LienWord(lien).IsAlive) throw context.Corrupt($"{token} can't be under lien {lien}.");
        units.MoveAll(token, before, after);
    }

    public void LienReleased(ref EventReader reader)
    {
        var lien = new LienId(reader.IndexedUInt32());
        var word = new LienWord(reader.Word());
        reader.End();
        var record = Alive(lien);
        context.ExpectStep($"lien {lien}", record.Word.Seq, word.Seq);
        if (word.IsAlive) throw context.Corrupt($"lien {lien} was released and is alive.");
        sums.EndLien(lien);
        Write(lien, record with { Word = word, Ended = context.At });
    }

    public void TokenReleased(ref EventReader reader)
    {
        var token = new TokenId(reader.IndexedUInt64(64));
        var lien = new LienId(reader.IndexedUInt32());
        var (word, lienWord) = (reader.Word(), new LienWord(reader.Word()));
        reader.End();
        var record = Alive(lien);
        var before = context.View.Token(token);
        var after = tokens.Change(token, word, 1, 1);
        if (before.Lien != lien || after.Lien != default) throw context.Corrupt($"{token} was not under lien {lien}.");
        units.MoveAll(token, before, after);
        context.ExpectStep($"lien {lien}", record.Word.Seq, lienWord.Seq);
        Write(lien, record with { Word = lienWord });
    }

    private LienRecord Alive(LienId lien) => context.View.TryLien(lien, out var record) && record.Word.IsAlive ? record : throw context.Corrupt($"lien {lien} is not alive.");

    private void Write(LienId lien, LienRecord record)
    {
        context.Write(EntityKind.Lien, ProjectionKeys.Lien(lien), record.Write(context.Record));
        context.History(SubjectKind.Lien, lien.Value, record.Word.Seq, binds: true, record.Word.Word);
    }
}
