using Ledger.Api.Errors;
using Ledger.Api.V1;
using Ledger.Client.Offers;
using Ledger.Client.Queries;
using Ledger.Contracts.Generated;
using Ledger.Contracts.Messages;
using Ledger.Contracts.Words;
using Ledger.Ethereum.Primitives;
using TokenStatus = Ledger.Contracts.Words.TokenStatus;

namespace Ledger.Client.Preparing;

/// <summary>Prepares what ends goods, or says that they are gone: destroyed, exported, lost, stolen, reinstated.</summary>
public sealed class EndingPreparation
{
    private const ushort MaximumCountry = 999;

    private readonly Preparation _preparation;
    private readonly LedgerQueries _queries;

    internal EndingPreparation(Preparation preparation, LedgerQueries queries) => (_preparation, _queries) = (preparation, queries);

    /// <summary>
    /// Items destroyed with everything inside; final. Signed by the owner, the custodian if it is another, and the financiers if the goods are
    /// pledged. Recalled and quarantined goods may be destroyed. Nested items are taken out of their parents first.
    /// </summary>
    public async Task<Offer> DestroyAsync(IReadOnlyList<string> items, Bytes32 document = default, CancellationToken cancellationToken = default)
    {
        var (builder, goods) = await BeginAsync(items, cancellationToken);
        await Preparation.AddUnpackingAsync(builder, goods, cancellationToken);
        await builder.AddAsync(new DestroyTokens(goods.WhenHeld, builder.DeadlineSeconds, document), goods.Parties(LienPolicy.None), cancellationToken);
        return builder.Build();
    }

    /// <summary>Units that leave the ledger's markets, wherever they are nested; final. Signed as <see cref="DestroyAsync"/>.</summary>
    /// <param name="items">Units.</param>
    /// <param name="country">Where to: the ISO 3166-1 numeric code, 1 to 999.</param>
    /// <param name="document">The hash of the export declaration.</param>
    /// <param name="cancellationToken">Stops looking up.</param>
    public async Task<Offer> ExportAsync(IReadOnlyList<string> items, ushort country, Bytes32 document = default, CancellationToken cancellationToken = default)
    {
        if (country is 0 or > MaximumCountry)
        {
            throw new LedgerException(ErrorCode.ArgumentInvalid, $"{country} is no country.", $"Give its ISO 3166-1 numeric code, 1 to {MaximumCountry}.", "country");
        }

        var (builder, goods) = await BeginAsync(items, cancellationToken);
        await builder.AddAsync(new ExportTokens(goods.Now, country, builder.DeadlineSeconds, document), goods.Parties(LienPolicy.None), cancellationToken);
        return builder.Build();
    }

    /// <summary>Items reported lost or stolen: nothing moves them until they are reinstated. Signed by the owner.</summary>
    public async Task<Offer> ReportMissingAsync(IReadOnlyList<string> items, bool isStolen, Bytes32 document = default, CancellationToken cancellationToken = default)
    {
        var (builder, goods) = await BeginAsync(items, cancellationToken);
        await Preparation.AddUnpackingAsync(builder, goods, cancellationToken);
        var status = (byte)(isStolen ? TokenStatus.Stolen : TokenStatus.Lost);
        await builder.AddAsync(new ReportMissing(goods.WhenHeld, status, builder.DeadlineSeconds, document), [(SignerRole.Owner, goods.Owner.Id, false)], cancellationToken);
        return builder.Build();
    }

    /// <summary>Lost or stolen items that have turned up. Signed by the owner and the issuer.</summary>
    public async Task<Offer> ReinstateAsync(IReadOnlyList<string> items, Bytes32 document = default, CancellationToken cancellationToken = default)
    {
        var (builder, goods) = await BeginAsync(items, cancellationToken);
        await builder.AddAsync(
            new ReinstateTokens(goods.Now, builder.DeadlineSeconds, document),
            [(SignerRole.Owner, goods.Owner.Id, false), (SignerRole.Issuer, await IssuerAsync(goods, cancellationToken), false)],
            cancellationToken);
        return builder.Build();
    }

    private async Task<(OfferBuilder Builder, GoodsSelection Goods)> BeginAsync(IReadOnlyList<string> items, CancellationToken cancellationToken) =>
        (_preparation.Begin(), await GoodsSelection.LoadAsync(_queries, items, cancellationToken));

    // A free container's issuer is the partner that made it, whose id it carries.
    private async Task<uint> IssuerAsync(GoodsSelection goods, CancellationToken cancellationToken)
    {
        var first = goods.Tokens[0];
        return string.IsNullOrEmpty(first.Identity?.Gtin)
            ? new Ledger.Contracts.Ids.TokenId(first.Token).RunField
            : (await _queries.ProductAsync(first.Identity.Gtin, cancellationToken)).Issuer.Id;
    }
}
