using Ledger.Contracts.Ids;
using Ledger.Contracts.Projection.Views;
using Ledger.Contracts.Words;

namespace Ledger.Contracts.Projection.Events;

/// <summary>Transfers, pack and unpack, touch, and what ancestors know.</summary>
internal sealed class NestingEvents(ProjectionContext context, TokenRows tokens, UnitCounts units)
{
    public void Transferred(ref EventReader reader)
    {
        var token = new TokenId(reader.IndexedUInt64(64));
        var (newOwner, newCustodian) = (reader.IndexedUInt32(24), reader.IndexedUInt32(24));
        var (owner, custodian) = (reader.UInt32(24), reader.UInt32(24));
        var word = reader.Word();
        reader.End();
        var before = context.View.Token(token);
        if (!before.IsHeld || before.Owner.Value != owner || before.Custodian.Value != custodian) throw context.Corrupt($"{token} moved from partners that did not have it.");
        var after = tokens.Change(token, word, 1, 1);
        if (!after.IsHeld || after.Owner.Value != newOwner || after.Custodian.Value != newCustodian) throw context.Corrupt($"the word of {token} names other partners than its event.");
        units.MoveAll(token, before, after);
    }

    public void Packed(ref EventReader reader)
    {
        var (token, parent, root) = Named(ref reader);
        var (word, parentWord, rootWord) = (reader.Word(), reader.Word(), reader.Word());
        reader.End();
        var before = context.View.Token(token);
        if (!before.IsHeld) throw context.Corrupt($"{token} was packed but not held.");
        tokens.Change(token, word, 1, 1);
        ChangeAncestors(parent, parentWord, 1, root, rootWord);
        Span<TokenId> path = stackalloc TokenId[TokenTree.MaximumDepth];
        units.Nest(token, PathOf(token, parent, root, path), entered: true, before, new TokenWord(rootWord));
    }

    public void Unpacked(ref EventReader reader)
    {
        var (token, parent, root) = Named(ref reader);
        var (word, parentWord, rootWord) = (reader.Word(), reader.Word(), reader.Word());
        reader.End();
        Span<TokenId> path = stackalloc TokenId[TokenTree.MaximumDepth];
        var ancestors = PathOf(token, parent, root, path);
        var rootBefore = context.View.Token(root);
        var after = tokens.Change(token, word, 1, 1);
        if (!after.IsHeld) throw context.Corrupt($"{token} was unpacked but is not held.");
        ChangeAncestors(parent, parentWord, 0, root, rootWord);
        units.Nest(token, ancestors, entered: false, rootBefore, after);
    }

    public void Touched(ref EventReader reader)
    {
        var (token, root) = (new TokenId(reader.IndexedUInt64(64)), new TokenId(reader.IndexedUInt64(64)));
        var (word, rootWord) = (reader.Word(), reader.Word());
        reader.End();
        if (context.Tree.Root(token) != root) throw context.Corrupt($"{root} is not the root of {token}.");
        tokens.Change(token, word, 1, 1);
        if (root != token) tokens.Change(root, rootWord, 1, 1);
        else if (word != rootWord) throw context.Corrupt($"two words were given for {token}.");
    }

    public void AncestorChanged(ref EventReader reader)
    {
        var token = new TokenId(reader.IndexedUInt64(64));
        var word = reader.Word();
        reader.End();
        var before = context.View.Token(token);
        var after = new TokenWord(word);
        if (before.IsHeld != after.IsHeld || before.Status != after.Status || (before.IsHeld && before.Owner != after.Owner))
        {
            throw context.Corrupt($"{token} changed more than what an ancestor knows.");
        }

        tokens.Change(token, word, 0, 1);
    }

    public void ContentsSet(ref EventReader reader)
    {
        var container = new TokenId(reader.IndexedUInt64(64));
        var index = (byte)reader.UInt64(8);
        var word = reader.Word();
        reader.End();
        var key = ProjectionKeys.Contents(container, index);
        if (word.IsZero) context.Delete(EntityKind.Contents, key);
        else context.Write(EntityKind.Contents, key, word);
    }

    /// <summary>Owners are in the words; an ERC-721 transfer says nothing more.</summary>
    public void Transfer(ref EventReader reader)
    {
        reader.IndexedAddress();
        reader.IndexedAddress();
        var token = new TokenId(reader.IndexedUInt64(64));
        reader.End();
        if (!token.IsWellFormed) throw context.Corrupt($"{token} is no token's id.");
    }

    /// <summary>The path of a nested token, held against the parent and root that the event names.</summary>
    public ReadOnlySpan<TokenId> PathOf(TokenId token, TokenId parent, TokenId root, Span<TokenId> path)
    {
        var count = context.Tree.Path(token, path);
        if (count == 0 || path[0] != parent || path[count - 1] != root) throw context.Corrupt($"{token} is not in {parent} under {root}.");
        return path[..count];
    }

    /// <summary>Takes the words of parent and root.</summary>
    /// <param name="parent">The parent.</param>
    /// <param name="parentWord">Its word.</param>
    /// <param name="step">By how much its seq rises if it is not the root.</param>
    /// <param name="root">The root, whose seq rises.</param>
    /// <param name="rootWord">Its word.</param>
    public void ChangeAncestors(TokenId parent, StorageWord parentWord, uint step, TokenId root, StorageWord rootWord)
    {
        if (parent != root) tokens.Change(parent, parentWord, step, step);
        else if (parentWord != rootWord) throw context.Corrupt($"two words were given for {root}.");
        tokens.Change(root, rootWord, 1, 1);
    }

    private static (TokenId Token, TokenId Parent, TokenId Root) Named(ref EventReader reader) =>
        (new(reader.IndexedUInt64(64)), new(reader.IndexedUInt64(64)), new(reader.IndexedUInt64(64)));
}
