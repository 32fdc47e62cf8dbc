using Ledger.Client;
using Ledger.Client.Acts;
using Ledger.Client.Keys;
using Ledger.Client.Preparing;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Words;
using Ledger.Gs1.SerialLists;

namespace Ledger.Bench.Api;

/// <summary>
/// Commissions a run and plays what happens to its goods. Pallet 0 goes to the distributor, back, and out again; its case 0 on to the pharmacy,
/// which dispenses some units; its cases 1 and 2 are packed into a container. Pallet 1 is sold and pledged, pallet 2 sold; the rest stays.
/// </summary>
internal sealed class RunStory(LedgerClient client, BenchmarkPartners partners, RecordedLot lot)
{
    /// <summary>Units of a pallet.</summary>
    public const int UnitsPerPallet = UnitsPerCase * CasesPerPallet;

    private const int UnitsPerCase = 50;
    private const int CasesPerPallet = 20;
    private const int Dispensed = 10;
    private const int YearsToExpiry = 2;
    private const string Moved = "Transferred";
    private static readonly TimeSpan Maturity = TimeSpan.FromDays(90);

    private readonly DateOnly _expiry = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddYears(YearsToExpiry);
    private RunId _run;

    /// <summary>Plays it.</summary>
    /// <param name="size">Units, a multiple of <see cref="UnitsPerPallet"/>.</param>
    /// <param name="seed">Makes the serials.</param>
    /// <param name="cancellationToken">Stops playing.</param>
    /// <returns>All units.</returns>
    public async Task<IReadOnlyList<RecordedUnit>> PlayAsync(int size, int seed, CancellationToken cancellationToken)
    {
        var serials = RandomSerials.Create(RandomSerialFormat.Numeric12, size, seed);
        var spec = new RunSpec
        {
            Gtin = lot.Gtin,
            Lot = lot.Code,
            Expiry = _expiry,
            Serials = serials,
            UnitsPerCase = UnitsPerCase,
            CasesPerPallet = CasesPerPallet,
        };
        _run = new((uint)(await client.CommissionAsync(spec, partners.Manufacturer, cancellationToken)).Created("run"));
        await ShipAsync(cancellationToken);
        if (size > UnitsPerPallet) await PledgeAsync(cancellationToken);
        if (size > 2 * UnitsPerPallet) await MoveAsync(Pallet(2), partners.Manufacturer, partners.Distributor, cancellationToken);
        return [.. serials.Select((serial, index) => Record(serial, (uint)index))];
    }

    private async Task ShipAsync(CancellationToken cancellationToken)
    {
        await MoveAsync(Pallet(0), partners.Manufacturer, partners.Distributor, cancellationToken);
        await MoveAsync(Pallet(0), partners.Distributor, partners.Manufacturer, cancellationToken);
        await MoveAsync(Pallet(0), partners.Manufacturer, partners.Distributor, cancellationToken);
        await MoveAsync(Case(0), partners.Distributor, partners.Pharmacy, cancellationToken);
        await client.ActAsync(await client.Prepare.PackAsync([Case(1), Case(2)], container: null, cancellationToken: cancellationToken), [partners.Distributor], cancellationToken);
        string[] units = [.. Enumerable.Range(0, Dispensed).Select(index => TokenId.UnitOf(_run, (uint)index).ToString())];
        await client.DispenseAsync(units, [partners.Pharmacy], cancellationToken);
    }

    private async Task PledgeAsync(CancellationToken cancellationToken)
    {
        await MoveAsync(Pallet(1), partners.Manufacturer, partners.Distributor, cancellationToken);
        var terms = new PledgeTerms(TimeProvider.System.GetUtcNow() + Maturity, LienPolicy.None, Notice: TimeSpan.FromDays(7), TermsHash: default);
        var offer = await client.Prepare.PledgeAsync([Pallet(1)], partners.Bank.Name, terms, cancellationToken: cancellationToken);
        await client.ActAsync(offer, [partners.Distributor, partners.Bank], cancellationToken);
    }

    private Task<ActResult> MoveAsync(string item, LedgerSigner from, LedgerSigner to, CancellationToken cancellationToken) =>
        client.TransferAsync([item], to.Name, [from, to], cancellationToken);

    private RecordedUnit Record(string serial, uint index)
    {
        var (pallet, @case) = (index / UnitsPerPallet, index / UnitsPerCase);
        var isDispensed = index < Dispensed;
        var owner = @case == 0 ? partners.Pharmacy : pallet <= 2 ? partners.Distributor : partners.Manufacturer;
        var code = $"]d201{lot.Gtin}21{serial}\u001d17{_expiry:yyMMdd}10{lot.Code}";
        string[] events = (pallet, @case) switch
        {
            (0, 0) => [Moved, Moved, Moved, "Unpacked", Moved, .. isDispensed ? ["Dispensed"] : Array.Empty<string>()],
            (0, 1 or 2) => [Moved, Moved, Moved, "Unpacked", "Packed"],
            (0, _) => [Moved, Moved, Moved],
            (1, _) => [Moved, "Pledged"],
            (2, _) => [Moved],
            _ => [],
        };
        return new(TokenId.UnitOf(_run, index).Value, code, isDispensed ? null : owner.Name, isDispensed, pallet == 1, lot, ["RunCommissioned", .. events]);
    }

    /// <summary>The case, the pallet and the run that a unit was commissioned in.</summary>
    public static IEnumerable<TokenId> AncestorsOf(TokenId unit) =>
    [
        TokenId.Of(unit.Run, TokenLevel.Case, unit.Index / UnitsPerCase),
        TokenId.Of(unit.Run, TokenLevel.Pallet, unit.Index / UnitsPerPallet),
        TokenId.RootOf(unit.Run),
    ];

    private string Pallet(uint index) => TokenId.Of(_run, TokenLevel.Pallet, index).ToString();

    private string Case(uint index) => TokenId.Of(_run, TokenLevel.Case, index).ToString();
}
