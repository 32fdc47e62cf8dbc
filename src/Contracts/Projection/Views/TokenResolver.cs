using System.Diagnostics.CodeAnalysis;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Words;

namespace Ledger.Contracts.Projection.Views;

/// <summary>Answers what a token is, who has it and what binds it, from rows alone.</summary>
public sealed class TokenResolver(LedgerView view)
{
    private readonly TokenTree _tree = new(view);

    /// <summary>Resolves a token.</summary>
    /// <returns>False when it doesn't exist: no such run, an index beyond its count, or an unbound container.</returns>
    public bool TryResolve(TokenId token, [NotNullWhen(true)] out ResolvedToken? resolved)
    {
        resolved = null;
        if (!_tree.Exists(token)) return false;
        var word = view.Token(token);
        var status = word.HasRecord ? word.Status : _tree.Status(token);
        if (status is >= TokenStatus.Dispensed and <= TokenStatus.Consumed)
        {
            resolved = new ResolvedToken(token, word, status, [], TokenId.None, default, default, default, []);
            return true;
        }

        var path = _tree.Path(token);
        if (path.Count != 0 && view.Token(path[^1]) is { IsTerminal: true } ended)
        {
            resolved = new ResolvedToken(token, word, ended.Status, [], TokenId.None, default, default, default, []);
            return true;
        }

        var holds = new HoldList(view);
        holds.AddToken(token, word);
        foreach (var ancestor in path) holds.AddToken(ancestor, view.Token(ancestor));
        holds.AddCoverage(token, path);
        var root = path.Count == 0 ? token : path[^1];
        var rootWord = view.Token(root);
        resolved = new ResolvedToken(token, word, status, path, root, rootWord.Owner, rootWord.Custodian, LienOn(rootWord), holds.Found);
        return true;
    }

    /// <summary>The lien that binds a held token now, or none.</summary>
    public LienId LienOn(TokenWord held) => held.IsHeld && held.Lien != default && view.LienWord(held.Lien).IsAlive ? held.Lien : default;
}
