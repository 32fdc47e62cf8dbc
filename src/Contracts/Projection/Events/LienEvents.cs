using Ledger.Contracts.Ids;
using Ledger.Contracts.Projection.Records;
using Ledger.Contracts.Words;
using Ledger.Ethereum.Primitives;

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
        if (word.Seq != 1 || word.Debtor != debtor || word.Financier != financier || word.State != LienState.Active || word.Juniors != 0) throw context.Corrupt($"the word of lien {lien} is not that of a new one.");
        Write(lien, new LienRecord(word, terms, context.At, context.Block.TimestampSeconds, default, default, 0, []));
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

    /// <summary>Title of something under a lien has moved for the first time.</summary>
    public void LienMoved(ref EventReader reader)
    {
        var lien = new LienId(reader.IndexedUInt32());
        var word = new LienWord(reader.Word());
        reader.End();
        var record = Step(lien, word);
        if (record.Word.IsMoved || !word.IsMoved) throw context.Corrupt($"title under lien {lien} moves for the first time once.");
        Write(lien, record with { Word = word });
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

    public void ClaimAdded(ref EventReader reader)
    {
        var lien = new LienId(reader.IndexedUInt32());
        var financier = new PartnerId(reader.IndexedUInt32(24));
        var rank = (byte)reader.UInt64(8);
        var (claim, word) = (new ClaimWord(reader.Word()), new LienWord(reader.Word()));
        var terms = reader.Hash();
        reader.End();
        var record = Step(lien, word);
        if (rank != record.Word.Ranks + 1 || word.Ranks != rank || rank > LienWord.MaximumRanks || claim.Financier != financier) throw context.Corrupt($"lien {lien} can't get the claim {rank}.");
        Write(lien, record with { Word = word, Juniors = [.. record.Juniors, new LienRecord.Junior(claim, terms)] });
        context.Mark(EntityKind.LienByPartner, ProjectionKeys.LienByPartner(financier, LienParty.Financier, lien));
    }

    /// <summary>A claim moves up, which its release then says: its terms move with that.</summary>
    public void ClaimSet(ref EventReader reader)
    {
        var lien = new LienId(reader.IndexedUInt32());
        var rank = (byte)reader.UInt64(8);
        var claim = new ClaimWord(reader.Word());
        reader.End();
        var record = Alive(lien);
        if (rank < 2 || rank > record.Word.Ranks) throw context.Corrupt($"lien {lien} has no claim {rank}.");
        var expected = rank == record.Word.Ranks ? default : record.Juniors[rank - 1].Word;
        if (claim != expected) throw context.Corrupt($"the claim {rank} of lien {lien} is not the one that was below it.");
        LienRecord.Junior[] juniors = [.. record.Juniors];
        juniors[rank - 2] = juniors[rank - 2] with { Word = claim };
        context.Write(EntityKind.Lien, ProjectionKeys.Lien(lien), (record with { Juniors = juniors }).Write(context.Record));
    }

    public void ClaimReleased(ref EventReader reader)
    {
        var lien = new LienId(reader.IndexedUInt32());
        var financier = new PartnerId(reader.IndexedUInt32(24));
        var rank = (byte)reader.UInt64(8);
        var word = new LienWord(reader.Word());
        reader.End();
        var record = Step(lien, word);
        if (rank == 0 || rank > record.Word.Ranks || word.Ranks + 1 != record.Word.Ranks || !record.Juniors[^1].Word.Word.IsZero) throw context.Corrupt($"the claim {rank} of lien {lien} can't be released.");
        if (rank == 1 && record.Word.Financier != financier) throw context.Corrupt($"the first claim of lien {lien} is not that of partner {financier}.");
        List<Bytes32> terms = [record.Terms, .. record.Juniors.Select(j => j.Terms)];
        terms.RemoveAt(rank - 1);
        var juniors = record.Juniors.Take(record.Juniors.Count - 1).Select((j, i) => j with { Terms = terms[i + 1] });
        var defaulted = word.DefaultedRank == 0 ? default : record.Defaulted;
        Write(lien, record with { Word = word, Terms = terms[0], Juniors = [.. juniors], Defaulted = defaulted });
    }

    public void LienDefaulted(ref EventReader reader)
    {
        var lien = new LienId(reader.IndexedUInt32());
        var financier = new PartnerId(reader.IndexedUInt32(24));
        var (rank, noticeEnds) = ((byte)reader.UInt64(8), reader.UInt64(40));
        var word = new LienWord(reader.Word());
        reader.End();
        var record = Step(lien, word);
        if (word.State != LienState.Defaulted || word.DefaultedRank != rank || word.NoticeEndsSeconds != noticeEnds || record.ClaimOf(rank)?.Financier != financier) throw context.Corrupt($"lien {lien} is not in default as its event says.");
        Write(lien, record with { Word = word, Defaulted = context.At });
    }

    public void LienCured(ref EventReader reader)
    {
        var lien = new LienId(reader.IndexedUInt32());
        var financier = new PartnerId(reader.IndexedUInt32(24));
        var rank = (byte)reader.UInt64(8);
        var (claim, word) = (new ClaimWord(reader.Word()), new LienWord(reader.Word()));
        reader.End();
        var record = Step(lien, word);
        if (word.State != LienState.Active || record.Word.DefaultedRank != rank || record.ClaimOf(rank)?.Financier != financier || rank == 1 != claim.Word.IsZero) throw context.Corrupt($"lien {lien} was not in default as its event says.");
        LienRecord.Junior[] juniors = [.. record.Juniors];
        if (rank > 1) juniors[rank - 2] = juniors[rank - 2] with { Word = claim };
        Write(lien, record with { Word = word, Juniors = juniors, Defaulted = default });
    }

    public void Foreclosed(ref EventReader reader)
    {
        var token = new TokenId(reader.IndexedUInt64(64));
        var lien = new LienId(reader.IndexedUInt32());
        var (financier, owner) = (new PartnerId(reader.IndexedUInt32(24)), new PartnerId(reader.UInt32(24)));
        var (word, lienWord) = (reader.Word(), new LienWord(reader.Word()));
        reader.End();
        var record = Step(lien, lienWord);
        var before = context.View.Token(token);
        var after = tokens.Change(token, word, 1, 1);
        if (lienWord.State != LienState.Foreclosed || record.ClaimOf(record.Word.DefaultedRank)?.Financier != financier) throw context.Corrupt($"lien {lien} can't be foreclosed by partner {financier}.");
        if (!before.IsHeld || before.Lien != lien || before.Owner != owner || !after.IsHeld || after.Lien != default || after.Owner != financier) throw context.Corrupt($"{token} was not taken under lien {lien} as its event says.");
        units.MoveAll(token, before, after);
        Write(lien, record with { Word = lienWord, Foreclosed = record.Foreclosed + 1 });
    }

    /// <summary>A lien that is alive, whose seq rises by one to that of a word.</summary>
    private LienRecord Step(LienId lien, LienWord word)
    {
        var record = Alive(lien);
        context.ExpectStep($"lien {lien}", record.Word.Seq, word.Seq);
        return word.IsAlive && word.Debtor == record.Word.Debtor ? record : throw context.Corrupt($"lien {lien} is not alive, or has another debtor.");
    }

    private LienRecord Alive(LienId lien) => context.View.TryLien(lien, out var record) && record.Word.IsAlive ? record : throw context.Corrupt($"lien {lien} is not alive.");

    private void Write(LienId lien, LienRecord record)
    {
        context.Write(EntityKind.Lien, ProjectionKeys.Lien(lien), record.Write(context.Record));
        context.History(SubjectKind.Lien, lien.Value, record.Word.Seq, binds: true, record.Word.Word);
    }
}
