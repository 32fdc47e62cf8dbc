using Ledger.Contracts.Ids;
using Ledger.Contracts.Projection.Views;
using Ledger.Contracts.Words;
using Ledger.Node.Index.Reading;
using Ledger.Node.Queries.Holdings;

namespace Ledger.Node.Queries.Recalls;

/// <summary>Who has how many of the units that a recall affects, and what became of the others.</summary>
internal sealed class HolderSums(IReadOnlySet<PartnerId> destinations)
{
    private readonly SortedDictionary<uint, (ulong Custody, ulong Owned)> _holders = [];

    /// <summary>Holders by partner id.</summary>
    public IReadOnlyDictionary<uint, (ulong Custody, ulong Owned)> Holders => _holders;

    /// <summary>All units affected: those that were taken out of the recall are not.</summary>
    public ulong Affected { get; private set; }

    /// <summary>Units that were taken out of the recall.</summary>
    public ulong Cleared { get; private set; }

    /// <summary>Affected units at a destination, or destroyed.</summary>
    public ulong Recovered { get; private set; }

    /// <summary>Affected units destroyed.</summary>
    public ulong Destroyed { get; private set; }

    /// <summary>Affected units dispensed.</summary>
    public ulong Dispensed { get; private set; }

    /// <summary>Recovered of affected, 0 to 100.</summary>
    public double RecoveredPercent => Affected == 0 ? 0 : 100.0 * Recovered / Affected;

    /// <summary>Adds a whole lot, at a height: as many rows as it has, or once had, holders.</summary>
    public void AddLot(IndexView view, LotId lot, ulong height)
    {
        foreach (var (partner, status, sum) in VersionedSums.OfLot(view, lot, height))
        {
            AddCustody(partner, status, (long)sum.Custody);
            if (!HasEnded(status)) AddOwned(partner, (long)sum.Owned);
        }
    }

    /// <summary>Adds units.</summary>
    public void Add(UnitGroup units) => Add(units, units.Count);

    /// <summary>Takes units out that were added with their lot: they were taken out of its recall.</summary>
    public void Clear(UnitGroup units)
    {
        Add(units, -units.Count);
        Cleared += units.Count;
    }

    /// <summary>Adds what is inside a token.</summary>
    public void AddToken(LedgerView rows, TokenId token)
    {
        if (!new TokenResolver(rows).TryResolve(token, out var resolved)) return;
        var units = 0UL;
        Span<LotUnitCount> lots = stackalloc LotUnitCount[TokenTree.MaximumLots];
        foreach (var lot in lots[..new TokenTree(rows).UnitsInside(token, lots)]) units += lot.Units;
        if (resolved.IsTerminal)
        {
            // What was inside has ended with it; a unit that has ended is inside nothing, itself included.
            AddCustody(default, resolved.Status, token.Level == TokenLevel.Unit ? 1 : (long)units);
            return;
        }

        AddCustody(resolved.Custodian, rows.Token(resolved.Root).Status, (long)units);
        AddOwned(resolved.Owner, (long)units);
    }

    private void Add(UnitGroup units, long count)
    {
        AddCustody(units.Custodian, units.Status, count);
        if (!units.HasEnded) AddOwned(units.Owner, count);
    }

    private void AddCustody(PartnerId partner, TokenStatus status, long units)
    {
        Affected = Plus(Affected, units);
        if (status == TokenStatus.Dispensed) Dispensed = Plus(Dispensed, units);
        if (status == TokenStatus.Destroyed) (Destroyed, Recovered) = (Plus(Destroyed, units), Plus(Recovered, units));
        if (HasEnded(status)) return;

        // What is on its way is not back yet, and what is lost or stolen does not count as recovered.
        if (status == TokenStatus.Active && destinations.Contains(partner)) Recovered = Plus(Recovered, units);
        Change(partner, units, 0);
    }

    private void AddOwned(PartnerId partner, long units) => Change(partner, 0, units);

    private void Change(PartnerId partner, long custody, long owned)
    {
        var before = _holders.GetValueOrDefault(partner.Value);
        var after = (Plus(before.Custody, custody), Plus(before.Owned, owned));
        if (after == default) _holders.Remove(partner.Value);
        else _holders[partner.Value] = after;
    }

    private static ulong Plus(ulong sum, long change) => checked(change >= 0 ? sum + (ulong)change : sum - (ulong)-change);

    private static bool HasEnded(TokenStatus status) => status is >= TokenStatus.Dispensed and <= TokenStatus.Consumed;
}
