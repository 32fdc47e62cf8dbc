using Ledger.Api.Errors;
using Ledger.Api.V1;
using Ledger.Client.Offers;
using Ledger.Client.Queries;
using Ledger.Contracts.Generated;
using Ledger.Contracts.Messages;
using Ledger.Contracts.Words;

namespace Ledger.Client.Preparing;

/// <summary>Prepares what becomes of a lien: claims, default, cure, foreclosure and release.</summary>
public sealed class LienPreparation
{
    private readonly Preparation _preparation;
    private readonly LedgerQueries _queries;

    internal LienPreparation(Preparation preparation, LedgerQueries queries)
    {
        _preparation = preparation;
        _queries = queries;
    }

    /// <summary>The end of a financier's claim on everything that the lien covers; with the last claim the lien ends.</summary>
    /// <param name="lien">The lien's id.</param>
    /// <param name="financier">The financier: id, GLN, name or account.</param>
    /// <param name="cancellationToken">Stops looking up.</param>
    public async Task<Offer> ReleaseAsync(uint lien, string financier, CancellationToken cancellationToken = default) =>
        await ReleaseAsync(await FindAsync(lien, financier, cancellationToken), financier, cancellationToken);

    /// <summary>The end of a financier's claim on an item, and on everything else that the lien covers.</summary>
    /// <param name="item">A pledged item.</param>
    /// <param name="financier">Whose claim; null for the most senior.</param>
    /// <param name="cancellationToken">Stops looking up.</param>
    public async Task<Offer> ReleaseOfAsync(string item, string? financier = null, CancellationToken cancellationToken = default)
    {
        var encumbrance = await _queries.EncumbranceAsync(item, cancellationToken);
        if (!encumbrance.Pledged) throw new LedgerException(ErrorCode.LienUnknown, $"{MessageText.Token(encumbrance.Token.Token)} is not pledged.", "Name a pledged item.", "item");
        return await ReleaseAsync(encumbrance.Lien, financier, cancellationToken);
    }

    /// <summary>The end of a lien on some held items only. Signed by all its financiers.</summary>
    public async Task<Offer> ReleaseTokensAsync(IReadOnlyList<string> items, CancellationToken cancellationToken = default)
    {
        var builder = _preparation.Begin();
        var goods = await GoodsSelection.LoadAsync(_queries, items, cancellationToken);
        if (goods.Lien is not { } lien) throw new LedgerException(ErrorCode.LienUnknown, "The items are not pledged.", "Name pledged items.", "item");
        await builder.AddAsync(
            new ReleaseTokens(lien.Id, lien.Seq, goods.Now, builder.DeadlineSeconds, default), goods.Financiers(LienPolicy.None), cancellationToken);
        return builder.Build();
    }

    /// <summary>A claim behind those that a lien has. Signed by the debtor, the new financier, and all present ones.</summary>
    /// <param name="item">A pledged item.</param>
    /// <param name="financier">The new claim's financier.</param>
    /// <param name="terms">Its terms; the policy stays the lien's.</param>
    /// <param name="cancellationToken">Stops looking up.</param>
    public async Task<Offer> AddClaimAsync(string item, string financier, PledgeTerms terms, CancellationToken cancellationToken = default)
    {
        var builder = _preparation.Begin();
        var encumbrance = await _queries.EncumbranceAsync(item, cancellationToken);
        if (!encumbrance.Pledged) throw new LedgerException(ErrorCode.LienUnknown, $"{MessageText.Token(encumbrance.Token.Token)} is not pledged.", "Pledge it first.", "item");
        var lien = encumbrance.Lien;
        var lender = await builder.PartnerAsync(financier, cancellationToken);
        await builder.AddAsync(
            new AddClaim(
                lien.Id,
                lien.Seq,
                lien.Debtor.Id,
                lender.Id,
                (ulong)terms.Maturity.ToUnixTimeSeconds(),
                Preparation.Seconds(terms.Notice, "notice"),
                terms.TermsHash,
                builder.DeadlineSeconds,
                default),
            [(SignerRole.Debtor, lien.Debtor.Id, false), (SignerRole.Financier, lender.Id, false), .. Signing(LienSigners.All(lien))],
            cancellationToken);
        return builder.Build();
    }

    /// <summary>The notice of default on a claim that has matured. Signed by its financier.</summary>
    public async Task<Offer> DefaultAsync(uint lien, string financier, CancellationToken cancellationToken = default)
    {
        var builder = _preparation.Begin();
        var found = await FindAsync(lien, financier, cancellationToken);
        var lender = await builder.PartnerAsync(financier, cancellationToken);
        var rank = LienSigners.RankOf(found, lender.Id);
        await builder.AddAsync(
            new DeclareDefault(lien, found.Seq, (byte)rank, builder.DeadlineSeconds, default), [(SignerRole.Financier, lender.Id, false)], cancellationToken);
        return builder.Build();
    }

    /// <summary>A default taken back, with a new maturity. Signed by the financier who declared it.</summary>
    public async Task<Offer> CureAsync(uint lien, string financier, DateTimeOffset maturity, CancellationToken cancellationToken = default)
    {
        var builder = _preparation.Begin();
        var found = await FindAsync(lien, financier, cancellationToken);
        await builder.AddAsync(
            new CureLien(lien, found.Seq, (ulong)maturity.ToUnixTimeSeconds(), builder.DeadlineSeconds, default), [(SignerRole.Financier, Declarer(found), false)], cancellationToken);
        return builder.Build();
    }

    /// <summary>Title of some held items, after default and notice. Signed by the financier who declared the default, and those before it.</summary>
    /// <param name="lien">The lien.</param>
    /// <param name="financier">Who takes.</param>
    /// <param name="items">What; several batches may follow each other.</param>
    /// <param name="cancellationToken">Stops looking up.</param>
    public async Task<Offer> ForecloseAsync(uint lien, string financier, IReadOnlyList<string> items, CancellationToken cancellationToken = default)
    {
        var builder = _preparation.Begin();
        var found = await FindAsync(lien, financier, cancellationToken);
        var declarer = Declarer(found);
        var tokens = new List<ulong>();
        foreach (var item in items) tokens.Add((await _queries.TokenAsync(item, cancellationToken)).Token);
        await builder.AddAsync(
            new ForecloseTokens(lien, found.Seq, [.. tokens.Distinct()], builder.DeadlineSeconds, default),
            Signing([declarer, .. LienSigners.All(found).Take((int)found.DefaultedRank - 1)]),
            cancellationToken);
        return builder.Build();
    }

    private static IEnumerable<(SignerRole, uint, bool)> Signing(IEnumerable<uint> financiers) => financiers.Select(id => (SignerRole.Financier, id, false));

    private static uint Declarer(Lien lien) => LienSigners.OfRank(lien, lien.DefaultedRank) ?? throw new LedgerException(
        ErrorCode.ArgumentInvalid, $"Nobody has declared a default on lien {lien.Id}.", "After its maturity its financier may declare one.", "lien");

    private async Task<Lien> FindAsync(uint lien, string financier, CancellationToken cancellationToken) =>
        (await _queries.LiensAsync(financier, cancellationToken: cancellationToken)).Liens.FirstOrDefault(l => l.Id == lien)
        ?? throw new LedgerException(ErrorCode.LienUnknown, $"{financier} has no lien {lien}.", "Ask 'encumbrance' of a pledged item for its lien.", "lien");

    private async Task<Offer> ReleaseAsync(Lien lien, string? financier, CancellationToken cancellationToken)
    {
        var builder = _preparation.Begin();
        var rank = financier is null ? 1 : LienSigners.RankOf(lien, (await builder.PartnerAsync(financier, cancellationToken)).Id);
        var signer = LienSigners.OfRank(lien, rank) ?? throw new LedgerException(
            ErrorCode.LienUnknown, $"{financier} has no claim on lien {lien.Id}.", "Ask 'encumbrance' of a pledged item for its financiers.", "financier");
        await builder.AddAsync(
            new ReleaseLien(lien.Id, lien.Seq, (byte)rank, builder.DeadlineSeconds, default), [(SignerRole.Financier, signer, false)], cancellationToken);
        return builder.Build();
    }
}
