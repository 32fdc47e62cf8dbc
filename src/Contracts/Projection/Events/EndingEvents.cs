using Ledger.Contracts.Ids;
using Ledger.Contracts.Projection.Records;
using Ledger.Contracts.Projection.Views;
using Ledger.Contracts.Words;

namespace Ledger.Contracts.Projection.Events;

/// <summary>Destroyed, exported, consumed; lost, stolen and found; and the runs that transforms make.</summary>
internal sealed class EndingEvents(ProjectionContext context, TokenRows tokens, UnitCounts units, NestingEvents nesting, CatalogueEvents catalogue)
{
    private const int LotsPerWord = 8;
    private const int LotBits = 32;
    private const int MaximumSourceWords = TokenTree.MaximumLots / LotsPerWord;

    public void Ended(ref EventReader reader)
    {
        var (token, parent, root) = (new TokenId(reader.IndexedUInt64(64)), new TokenId(reader.IndexedUInt64(64)), new TokenId(reader.IndexedUInt64(64)));
        var (status, detail) = ((TokenStatus)reader.UInt64(8), reader.UInt32());
        var (word, parentWord, rootWord) = (reader.Word(), reader.Word(), reader.Word());
        reader.End();
        if (status is not (TokenStatus.Destroyed or TokenStatus.Exported or TokenStatus.Consumed) || status == TokenStatus.Destroyed != (detail == 0)) throw context.Corrupt($"{token} can't end as {status} with {detail}.");
        if (!context.Tree.Exists(token) || context.Tree.IsTerminal(token)) throw context.Corrupt($"{token} can't end twice.");
        if (status != TokenStatus.Destroyed && token.Level != TokenLevel.Unit) throw context.Corrupt($"{token} is no unit and can't end as {status}.");
        var held = context.View.Token(parent == TokenId.None ? token : root);
        if (parent == TokenId.None)
        {
            if (!held.IsHeld || root != token || word != rootWord || !parentWord.IsZero) throw context.Corrupt($"{token} is not held.");
            units.Retire(token, [], held, status);
            Retire(token, word, status);
        }
        else
        {
            Span<TokenId> path = stackalloc TokenId[TokenTree.MaximumDepth];
            var ancestors = nesting.PathOf(token, parent, root, path);
            units.Retire(token, ancestors, held, status);
            Retire(token, word, status);
            nesting.ChangeAncestors(parent, parentWord, 0, root, rootWord);
        }

        context.Write(
            EntityKind.Ending,
            ProjectionKeys.Token(token),
            new EndingRecord(status, detail, held.Owner, held.Custodian, context.At, context.Block.TimestampSeconds).Write(context.Record));
        if (status == TokenStatus.Consumed) context.Mark(EntityKind.RunInput, ProjectionKeys.RunInput(new RunId(detail), token));
    }

    public void StatusSet(ref EventReader reader)
    {
        var token = new TokenId(reader.IndexedUInt64(64));
        var status = (TokenStatus)reader.IndexedUInt32(8);
        var word = reader.Word();
        reader.End();
        var before = context.View.Token(token);
        var after = tokens.Change(token, word, 1, 1);
        var legal = (before.Status, status) is (TokenStatus.Active, TokenStatus.Lost or TokenStatus.Stolen) or (TokenStatus.Lost or TokenStatus.Stolen, TokenStatus.Active);
        if (!legal || after.Status != status || !before.IsHeld || !after.IsHeld || after.Owner != before.Owner) throw context.Corrupt($"{token} went from {before.Status} to {after.Status}, reported as {status}.");
        units.MoveAll(token, before, after);
    }

    public void SourcesSet(ref EventReader reader)
    {
        var run = new RunId(reader.IndexedUInt32());
        var index = (byte)reader.UInt64(8);
        var word = reader.Word();
        reader.End();
        if (index >= MaximumSourceWords || context.View.RunWord(run).Word.IsZero) throw context.Corrupt($"run {run} has no sources {index}.");
        context.Write(EntityKind.RunSource, ProjectionKeys.RunSource(run, index), word);
        for (var i = 0; i < LotsPerWord; i++)
        {
            var lot = new LotId((uint)word.Bits(i * LotBits, LotBits));
            if (lot != default) context.Mark(EntityKind.RunBySource, ProjectionKeys.RunBySource(lot, run));
        }
    }

    /// <summary>Comes after the run was opened, and after its sources.</summary>
    public void RunTransformed(ref EventReader reader)
    {
        var run = new RunId(reader.IndexedUInt32());
        var lien = new LienId(reader.IndexedUInt32());
        var (word, rootWord) = (new RunWord(reader.Word()), reader.Word());
        reader.End();
        catalogue.Transformed(run, word);
        var sources = context.View.SourcesOf(run);
        if (sources.Count == 0 || sources.Contains(default)) throw context.Corrupt($"run {run} was made of nothing.");
        var root = TokenId.RootOf(run);
        var before = context.View.Token(root);
        var after = tokens.Change(root, rootWord, 1, 1);
        if (after.Lien != lien || after.Owner != before.Owner || !after.IsHeld) throw context.Corrupt($"{root} is not under lien {lien}.");
        units.MoveAll(root, before, after);
    }

    private void Retire(TokenId token, StorageWord word, TokenStatus status)
    {
        if (tokens.Change(token, word, 1, 1).Status != status) throw context.Corrupt($"the word of {token} is not that of a token that ended as {status}.");
    }
}
