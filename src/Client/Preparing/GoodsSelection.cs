using Ledger.Api.Errors;
using Ledger.Api.V1;
using Ledger.Client.Queries;
using Ledger.Contracts.Generated;
using Ledger.Contracts.Messages;
using Ledger.Contracts.Words;
using TokenState = Ledger.Api.V1.TokenState;
using TokenStatus = Ledger.Api.V1.TokenStatus;

namespace Ledger.Client.Preparing;

/// <summary>Tokens named together for one act, as the ledger has them now.</summary>
/// <remarks>
/// An act that moves or pledges names held tokens. Tokens that are inside others are taken out first, by a message that goes before the act
/// in the same offer; taking out raises each token's seq by one, so the act's seqs are known beforehand.
/// </remarks>
internal sealed class GoodsSelection
{
    private const int MaximumItems = 256;
    private const int Concurrency = 8;

    private GoodsSelection(IReadOnlyList<TokenState> tokens, Lien? lien)
    {
        Tokens = tokens;
        Lien = lien;
    }

    /// <summary>The tokens, each once.</summary>
    public IReadOnlyList<TokenState> Tokens { get; }

    /// <summary>The lien on all of them, or null.</summary>
    public Lien? Lien { get; }

    /// <summary>The owner of all of them.</summary>
    public PartnerRef Owner => Tokens[0].Owner;

    /// <summary>The custodian of all of them.</summary>
    public PartnerRef Custodian => Tokens[0].Custodian;

    /// <summary>The tokens by the root that they have to be taken out of.</summary>
    public IEnumerable<IGrouping<ulong, TokenState>> Nested => Tokens.Where(t => t.Parent != 0).GroupBy(t => t.Root);

    /// <summary>The tokens with the seqs that they have now.</summary>
    public IReadOnlyList<TokenSeq> Now => [.. Tokens.Select(t => new TokenSeq(t.Token, t.Seq))];

    /// <summary>The tokens with the seqs that they will have when all of them are held.</summary>
    public IReadOnlyList<TokenSeq> WhenHeld => [.. Tokens.Select(t => new TokenSeq(t.Token, t.Parent == 0 ? t.Seq : t.Seq + 1))];

    /// <summary>The financiers who have to sign an act, by rank: all of them, or none where the lien's policy permits it.</summary>
    /// <param name="permission">What the policy may permit; none if it can't.</param>
    public IEnumerable<(SignerRole Role, uint Partner, bool IsConditional)> Financiers(LienPolicy permission) =>
        Lien is null || LienSigners.Permits(Lien, permission) ? [] : LienSigners.All(Lien).Select(id => (SignerRole.Financier, id, true));

    /// <summary>The owner, and the custodian if it is another, then the financiers as the policy asks.</summary>
    public IEnumerable<(SignerRole Role, uint Partner, bool IsConditional)> Parties(LienPolicy permission) =>
        [(SignerRole.Owner, Owner.Id, false), (SignerRole.Custodian, Custodian.Id, false), .. Financiers(permission)];

    /// <summary>Looks the items up.</summary>
    /// <exception cref="LedgerException">One is unknown or terminal, or they don't belong together.</exception>
    public static async Task<GoodsSelection> LoadAsync(LedgerQueries queries, IReadOnlyList<string> items, CancellationToken cancellationToken)
    {
        if (items.Count is 0 or > MaximumItems)
        {
            throw new LedgerException(ErrorCode.ArgumentInvalid, $"An act names 1 to {MaximumItems} items, not {items.Count}.", "Name the case or pallet instead of its units.", "item");
        }

        var states = new TokenState[items.Count];
        await Parallel.ForAsync(
            0,
            items.Count,
            new ParallelOptions { MaxDegreeOfParallelism = Concurrency, CancellationToken = cancellationToken },
            async (i, stop) => states[i] = await queries.TokenAsync(items[i], stop));
        var tokens = states.DistinctBy(s => s.Token).ToArray();
        foreach (var token in tokens) Check(token, tokens);
        var lien = tokens[0].Lien == 0 ? null : (await queries.EncumbranceAsync($"{tokens[0].Token}", cancellationToken)).Lien;
        return new GoodsSelection(tokens, lien);
    }

    private static void Check(TokenState token, TokenState[] all)
    {
        if (token.Status is TokenStatus.Dispensed or TokenStatus.Destroyed or TokenStatus.Exported or TokenStatus.Consumed)
        {
            throw new LedgerException(
                ErrorCode.TokenTerminal, $"{MessageText.Token(token.Token)} is {token.Status}.", "Leave it out: nothing can be done with it any more.", "item");
        }

        if (all.FirstOrDefault(a => token.Path.Any(p => p.Token == a.Token)) is { } outer)
        {
            throw new LedgerException(
                ErrorCode.TokenNested, $"{MessageText.Token(token.Token)} is inside {MessageText.Token(outer.Token)}, which is named too.", "Name either of them.", "item");
        }

        var first = all[0];
        if (token.Owner.Id == first.Owner.Id && token.Custodian.Id == first.Custodian.Id && token.Lien == first.Lien) return;
        throw new LedgerException(
            ErrorCode.ArgumentInvalid,
            $"{MessageText.Token(token.Token)} and {MessageText.Token(first.Token)} differ in owner, custodian or lien.",
            "Act on them one after the other.",
            "item");
    }
}
