using Ledger.Api.Errors;
using Ledger.Api.V1;
using Ledger.Client.Offers;
using Ledger.Client.Queries;
using Ledger.Contracts.Generated;
using Ledger.Contracts.Messages;

namespace Ledger.Client.Preparing;

/// <summary>Prepares recalls and their lifting. Signed by the product's issuer or a regulator.</summary>
public sealed class RecallPreparation
{
    private readonly Preparation _preparation;
    private readonly LedgerQueries _queries;

    internal RecallPreparation(Preparation preparation, LedgerQueries queries)
    {
        _preparation = preparation;
        _queries = queries;
    }

    /// <summary>Everything of a lot, wherever it is.</summary>
    /// <param name="gtin">The product.</param>
    /// <param name="lot">The lot code.</param>
    /// <param name="recall">Class, reason and destinations.</param>
    /// <param name="by">Who recalls: id, GLN, name or account.</param>
    /// <param name="cancellationToken">Stops looking up.</param>
    public async Task<Offer> LotAsync(string gtin, string lot, RecallSpec recall, string by, CancellationToken cancellationToken = default)
    {
        var key = CataloguePreparation.ReadGtin(gtin);
        await _queries.LotAsync(key.ToString(), lot, cancellationToken);
        return await PlaceAsync(
            recall,
            by,
            (partner, to, deadline) => new RecallLot(partner.Id, partner.Seq, (ulong)key.Value, lot, recall.RecallClass, to, recall.Reason, deadline, default),
            cancellationToken);
    }

    /// <summary>Everything of a product.</summary>
    public async Task<Offer> ProductAsync(string gtin, RecallSpec recall, string by, CancellationToken cancellationToken = default)
    {
        var key = CataloguePreparation.ReadGtin(gtin);
        await _queries.ProductAsync(key.ToString(), cancellationToken);
        return await PlaceAsync(
            recall,
            by,
            (partner, to, deadline) => new RecallProduct(partner.Id, partner.Seq, (ulong)key.Value, recall.RecallClass, to, recall.Reason, deadline, default),
            cancellationToken);
    }

    /// <summary>Units of a run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="first">The first unit's index, from 0.</param>
    /// <param name="last">The last unit's, inclusive.</param>
    /// <param name="recall">Class, reason and destinations.</param>
    /// <param name="by">Who recalls.</param>
    /// <param name="cancellationToken">Stops looking up.</param>
    public Task<Offer> RangeAsync(uint run, uint first, uint last, RecallSpec recall, string by, CancellationToken cancellationToken = default) => PlaceAsync(
        recall,
        by,
        (partner, to, deadline) => new RecallRange(partner.Id, partner.Seq, run, first, last, recall.RecallClass, to, recall.Reason, deadline, default),
        cancellationToken);

    /// <summary>One item with everything in it.</summary>
    public async Task<Offer> ItemAsync(string item, RecallSpec recall, string by, CancellationToken cancellationToken = default)
    {
        var token = await _queries.TokenAsync(item, cancellationToken);
        return await PlaceAsync(
            recall,
            by,
            (partner, to, deadline) => new RecallToken(partner.Id, partner.Seq, token.Token, recall.RecallClass, to, recall.Reason, deadline, default),
            cancellationToken);
    }

    /// <summary>The end of a recall, everywhere.</summary>
    public async Task<Offer> LiftAsync(uint recall, string by, CancellationToken cancellationToken = default)
    {
        var builder = _preparation.Begin();
        var partner = await builder.PartnerAsync(by, cancellationToken);
        var scope = await _queries.RecallScopeAsync(recall, cancellationToken);
        var found = scope.Recalls.FirstOrDefault(r => r.Id == recall)
            ?? throw new LedgerException(ErrorCode.RecallUnknown, $"There is no recall {recall}.", "'lot' shows the recalls of a lot.", "recall");
        await builder.AddAsync(new LiftRecall(partner.Id, recall, found.Seq, builder.DeadlineSeconds, default), [(SignerRole.Partner, partner.Id, false)], cancellationToken);
        return builder.Build();
    }

    /// <summary>Some items of a lot taken out of its recall, with what is inside them. Signed by who placed it, or a regulator.</summary>
    /// <param name="recall">The recall, of a lot.</param>
    /// <param name="items">Units of the lot, or held cases, pallets or runs.</param>
    /// <param name="by">Who clears.</param>
    /// <param name="cancellationToken">Stops looking up.</param>
    /// <exception cref="LedgerException">One is nested and no unit.</exception>
    public async Task<Offer> ClearAsync(uint recall, IReadOnlyList<string> items, string by, CancellationToken cancellationToken = default)
    {
        var builder = _preparation.Begin();
        var partner = await builder.PartnerAsync(by, cancellationToken);
        var hold = await _queries.HoldAsync(recall, cancellationToken);
        var tokens = new List<TokenSeq>();
        foreach (var item in items)
        {
            var token = await _queries.TokenAsync(item, cancellationToken);
            if (token.Parent != 0 && token.Level != Level.Unit)
            {
                throw new LedgerException(
                    ErrorCode.TokenNested,
                    $"{MessageText.Token(token.Token)} is inside {MessageText.Token(token.Parent)}: what is put into it or taken out doesn't show in its seq.",
                    "Let its custodian unpack it first, or name its units.",
                    "item");
            }

            tokens.Add(new TokenSeq(token.Token, token.Seq));
        }

        await builder.AddAsync(
            new ClearTokens(partner.Id, recall, hold.Seq, [.. tokens.Distinct()], builder.DeadlineSeconds, default), [(SignerRole.Partner, partner.Id, false)], cancellationToken);
        return builder.Build();
    }

    private async Task<Offer> PlaceAsync(
        RecallSpec recall, string by, Func<Partner, IReadOnlyList<uint>, ulong, object> body, CancellationToken cancellationToken)
    {
        var builder = _preparation.Begin();
        var partner = await builder.PartnerAsync(by, cancellationToken);
        var destinations = new List<uint>();
        foreach (var destination in recall.Destinations) destinations.Add((await builder.PartnerAsync(destination, cancellationToken)).Id);
        await builder.AddAsync(body(partner, destinations, builder.DeadlineSeconds), [(SignerRole.Partner, partner.Id, false)], cancellationToken);
        return builder.Build();
    }
}
