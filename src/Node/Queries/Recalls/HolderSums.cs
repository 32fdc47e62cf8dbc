using System.Buffers.Binary;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Projection;
using Ledger.Contracts.Projection.Views;
using Ledger.Contracts.Words;
using Ledger.Node.Index.Reading;
using Ledger.Node.Queries.Holdings;

namespace Ledger.Node.Queries.Recalls;

/// <summary>Who has how many of the units that a recall covers.</summary>
internal sealed class HolderSums(IReadOnlySet<PartnerId> destinations)
{
    private readonly SortedDictionary<uint, (ulong Custody, ulong Owned)> _holders = [];

    /// <summary>Holders by partner id.</summary>
    public IReadOnlyDictionary<uint, (ulong Custody, ulong Owned)> Holders => _holders;

    /// <summary>All units covered.</summary>
    public ulong Affected { get; private set; }

    /// <summary>Units at a destination, or destroyed.</summary>
    public ulong Recovered { get; private set; }

    /// <summary>Units dispensed.</summary>
    public ulong Dispensed { get; private set; }

    /// <summary>Adds a whole lot, at a height: as many rows as it has holders.</summary>
    public void AddLot(IndexView view, LotId lot, ulong height) =>
        VersionedSums.Walk(view, EntityKind.LotHolder, ProjectionKeys.Lot(lot).Span, [], height, (key, sum) =>
        {
            var partner = new PartnerId(BinaryPrimitives.ReadUInt32BigEndian(key[sizeof(uint)..]));
            Add(partner, (TokenStatus)key[2 * sizeof(uint)], sum.Custody, sum.Owned);
            return true;
        });

    /// <summary>Adds the units of a range one by one; a run has at most 65,535.</summary>
    public void AddRange(LedgerView rows, RunId run, uint first, uint last)
    {
        var tree = new TokenTree(rows);
        var roots = new Dictionary<TokenId, TokenWord>();
        for (var index = first; index <= last; index++)
        {
            var unit = TokenId.UnitOf(run, index);
            var status = tree.Status(unit);
            if (status is >= TokenStatus.Dispensed and <= TokenStatus.Consumed)
            {
                Count(status, 1);
                continue;
            }

            var parent = tree.Parent(unit);
            var anchor = parent == TokenId.None ? unit : parent;
            if (!roots.TryGetValue(anchor, out var root)) roots[anchor] = root = rows.Token(tree.Root(anchor));
            if (root.IsTerminal)
            {
                Count(root.Status, 1);
                continue;
            }

            Add(root.Custodian, root.Status, 1, 0);
            AddOwned(root.Owner, 1);
        }
    }

    /// <summary>Adds what is inside a token now.</summary>
    public void AddToken(LedgerView rows, TokenId token)
    {
        if (!new TokenResolver(rows).TryResolve(token, out var resolved)) return;
        var units = 0UL;
        foreach (var lot in new TokenTree(rows).UnitsInside(token)) units += lot.Units;
        if (resolved.IsTerminal)
        {
            Count(resolved.Status, Math.Max(units, 1));
            return;
        }

        Add(resolved.Custodian, rows.Token(resolved.Root).Status, units, 0);
        AddOwned(resolved.Owner, units);
    }

    private void Add(PartnerId partner, TokenStatus status, ulong custody, ulong owned)
    {
        if (status is >= TokenStatus.Dispensed and <= TokenStatus.Consumed)
        {
            Count(status, custody);
            return;
        }

        Affected += custody;

        // What is on its way is not back yet, and what is lost or stolen does not count as recovered.
        if (status == TokenStatus.Active && destinations.Contains(partner)) Recovered += custody;
        var before = _holders.GetValueOrDefault(partner.Value);
        _holders[partner.Value] = (before.Custody + custody, before.Owned + owned);
    }

    private void AddOwned(PartnerId partner, ulong owned)
    {
        var before = _holders.GetValueOrDefault(partner.Value);
        _holders[partner.Value] = (before.Custody, before.Owned + owned);
    }

    private void Count(TokenStatus status, ulong units)
    {
        Affected += units;
        if (status == TokenStatus.Dispensed) Dispensed += units;
        if (status == TokenStatus.Destroyed) Recovered += units;
    }
}
