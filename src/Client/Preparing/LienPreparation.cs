using Ledger.Api.Errors;
using Ledger.Api.V1;
using Ledger.Client.Offers;
using Ledger.Client.Queries;
using Ledger.Contracts.Generated;
using Ledger.Contracts.Messages;

namespace Ledger.Client.Preparing;

/// <summary>Prepares what becomes of a lien. Signed by the financier.</summary>
public sealed class LienPreparation
{
    private readonly Preparation _preparation;
    private readonly LedgerQueries _queries;

    internal LienPreparation(Preparation preparation, LedgerQueries queries)
    {
        _preparation = preparation;
        _queries = queries;
    }

    /// <summary>The end of a lien on everything that it covers.</summary>
    /// <param name="lien">The lien's id.</param>
    /// <param name="financier">The financier: id, GLN, name or account.</param>
    /// <param name="cancellationToken">Stops looking up.</param>
    public async Task<Offer> ReleaseAsync(uint lien, string financier, CancellationToken cancellationToken = default)
    {
        var found = (await _queries.LiensAsync(financier, cancellationToken: cancellationToken)).Liens.FirstOrDefault(l => l.Id == lien)
            ?? throw new LedgerException(ErrorCode.LienUnknown, $"{financier} has no lien {lien}.", "Ask 'encumbrance' of a pledged item for its lien.", "lien");
        return await ReleaseAsync(found, cancellationToken);
    }

    /// <summary>The end of the lien on an item, and on everything else that it covers.</summary>
    public async Task<Offer> ReleaseOfAsync(string item, CancellationToken cancellationToken = default)
    {
        var encumbrance = await _queries.EncumbranceAsync(item, cancellationToken);
        if (!encumbrance.Pledged) throw new LedgerException(ErrorCode.LienUnknown, $"{MessageText.Token(encumbrance.Token.Token)} is not pledged.", "Name a pledged item.", "item");
        return await ReleaseAsync(encumbrance.Lien, cancellationToken);
    }

    /// <summary>The end of a lien on some held items only.</summary>
    public async Task<Offer> ReleaseTokensAsync(IReadOnlyList<string> items, CancellationToken cancellationToken = default)
    {
        var builder = _preparation.Begin();
        var goods = await GoodsSelection.LoadAsync(_queries, items, cancellationToken);
        if (goods.Lien is not { } lien) throw new LedgerException(ErrorCode.LienUnknown, "The items are not pledged.", "Name pledged items.", "item");
        await builder.AddAsync(
            new ReleaseTokens(lien.Id, lien.Seq, goods.Now, builder.DeadlineSeconds, default), [(SignerRole.Financier, lien.Financier.Id, false)], cancellationToken);
        return builder.Build();
    }

    private async Task<Offer> ReleaseAsync(Lien lien, CancellationToken cancellationToken)
    {
        var builder = _preparation.Begin();
        await builder.AddAsync(
            new ReleaseLien(lien.Id, lien.Seq, 1, builder.DeadlineSeconds, default), [(SignerRole.Financier, lien.Financier.Id, false)], cancellationToken);
        return builder.Build();
    }
}
