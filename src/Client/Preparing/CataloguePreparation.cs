using System.Globalization;
using Ledger.Api.Errors;
using Ledger.Api.V1;
using Ledger.Client.Offers;
using Ledger.Client.Queries;
using Ledger.Contracts.Generated;
using Ledger.Contracts.Messages;
using Ledger.Contracts.Serials;
using Ledger.Contracts.Words;
using Ledger.Ethereum.Primitives;
using Ledger.Gs1.Keys;

namespace Ledger.Client.Preparing;

/// <summary>Prepares products and runs. Signed by the issuer.</summary>
public sealed class CataloguePreparation
{
    private readonly Preparation _preparation;
    private readonly LedgerQueries _queries;

    internal CataloguePreparation(Preparation preparation, LedgerQueries queries)
    {
        _preparation = preparation;
        _queries = queries;
    }

    /// <summary>A product.</summary>
    /// <param name="gtin">Its GTIN, 8 to 14 digits.</param>
    /// <param name="name">Its name for people.</param>
    /// <param name="issuer">The partner that issues it: id, GLN, name or account.</param>
    /// <param name="cancellationToken">Stops looking up.</param>
    /// <exception cref="LedgerException">The GTIN is wrong or registered, or the partner unknown.</exception>
    public async Task<Offer> RegisterAsync(string gtin, string name, string issuer, CancellationToken cancellationToken = default)
    {
        var builder = _preparation.Begin();
        var key = ReadGtin(gtin);
        var partner = await builder.PartnerAsync(issuer, cancellationToken);
        await builder.AddAsync(
            new RegisterProduct((ulong)key.Value, 0, partner.Id, name, builder.DeadlineSeconds, default), [(SignerRole.Issuer, partner.Id, false)], cancellationToken);
        return builder.Build();
    }

    /// <summary>A run of units.</summary>
    /// <exception cref="LedgerException">
    /// The GTIN is wrong or not registered, the expiry has passed, a serial is wrong, twice there or commissioned already, or a key of the layout is wrong.
    /// </exception>
    public async Task<Offer> CommissionAsync(RunSpec run, CancellationToken cancellationToken = default)
    {
        var builder = _preparation.Begin();
        var product = await _queries.ProductAsync(ReadGtin(run.Gtin).ToString(), cancellationToken);
        await builder.AddAsync(await RunAsync(run, builder.DeadlineSeconds, cancellationToken), [(SignerRole.Issuer, product.Issuer.Id, false)], cancellationToken);
        return builder.Build();
    }

    /// <summary>Units consumed, wherever they are nested, and a run made of them. Signed as <see cref="EndingPreparation"/>'s acts; the owner must be the issuer of what is made.</summary>
    /// <exception cref="LedgerException">As <see cref="CommissionAsync"/>; or the items don't belong together.</exception>
    public async Task<Offer> TransformAsync(IReadOnlyList<string> items, RunSpec output, Bytes32 document = default, CancellationToken cancellationToken = default)
    {
        var builder = _preparation.Begin();
        var goods = await GoodsSelection.LoadAsync(_queries, items, cancellationToken);
        var run = await RunAsync(output, builder.DeadlineSeconds, cancellationToken);
        await builder.AddAsync(new TransformUnits(goods.Now, run, builder.DeadlineSeconds, document), goods.Parties(LienPolicy.Transform), cancellationToken);
        return builder.Build();
    }

    private async Task<CommissionRun> RunAsync(RunSpec run, ulong deadlineSeconds, CancellationToken cancellationToken)
    {
        var gtin = ReadGtin(run.Gtin);
        var blob = Encode(run.Serials);
        await RefuseKnownAsync(gtin, run.Serials, cancellationToken);
        var lotSeq = await LotSeqAsync(gtin, run.Lot, cancellationToken);
        return new CommissionRun(
            (ulong)gtin.Value,
            run.Lot,
            lotSeq,
            (uint)new DateTimeOffset(run.Expiry.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero).ToUnixTimeSeconds(),
            await MarketSet.OfAsync(_queries, run.Markets, run.MarketNumbers, cancellationToken),
            (uint)run.Serials.Count,
            run.UnitsPerCase,
            run.CasesPerPallet,
            ReadSscc(run.FirstCaseSscc, "first_case_sscc"),
            ReadSscc(run.FirstPalletSscc, "first_pallet_sscc"),
            blob[0],
            blob,
            deadlineSeconds,
            default);
    }

    private static byte[] Encode(IReadOnlyList<string> serials)
    {
        if (serials.GroupBy(s => s, StringComparer.Ordinal).FirstOrDefault(g => g.Skip(1).Any()) is { } twice)
        {
            throw new LedgerException(ErrorCode.SerialDuplicateInFile, $"The serial {twice.Key} is there twice.", "Leave one of the two out.", "serial");
        }

        try
        {
            return SerialList.FromStrings(serials).Encode();
        }
        catch (SerialListException exception)
        {
            throw new LedgerException(ErrorCode.SerialInvalid, exception.Message, "Give 1 to 65,000 serials of 1 to 20 characters of GS1 set 82.", "serial", exception);
        }
    }

    private async Task RefuseKnownAsync(Gtin gtin, IReadOnlyList<string> serials, CancellationToken cancellationToken)
    {
        var known = await _queries.KnownSerialsAsync(gtin.ToString(), serials, cancellationToken);
        if (known.Known.Count == 0) return;
        var first = known.Known[0];
        var others = known.Known.Count == 1 ? "" : $", and {known.Known.Count - 1} others of the list likewise";
        throw new LedgerException(new Error
        {
            Code = ErrorCode.SerialAlreadyCommissioned,
            Message = $"The serial {first.Serial} of {gtin} is {MessageText.Token(first.Token)} already{others}.",
            Field = "serial",
            Cure = "Leave out what is commissioned; nothing of this list was.",
            Arguments = { ["serial"] = first.Serial, ["token"] = first.Token.ToString(CultureInfo.InvariantCulture) },
        });
    }

    private async Task<uint> LotSeqAsync(Gtin gtin, string lot, CancellationToken cancellationToken)
    {
        try
        {
            return (await _queries.LotAsync(gtin.ToString(), lot, cancellationToken)).Seq;
        }
        catch (LedgerException exception) when (exception.Code == ErrorCode.LotUnknown)
        {
            return 0;
        }
    }

    internal static Gtin ReadGtin(string text) => Gtin.TryParse(text, out var gtin, out var error) ? gtin : throw Gs1Errors.ToException(error, "gtin");

    private static ulong ReadSscc(string? text, string field)
    {
        if (text is null) return 0;
        return Sscc.TryParse(text, out var sscc, out var error) ? (ulong)sscc.Value : throw Gs1Errors.ToException(error, field);
    }
}
