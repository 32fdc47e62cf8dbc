using Ledger.Api.V1;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Projection.Views;

namespace Ledger.Node.Queries.Tokens;

/// <summary>Names partners in one answer; each is read once.</summary>
internal sealed class PartnerNames(LedgerView rows)
{
    private readonly Dictionary<PartnerId, PartnerRef> _known = [];

    /// <summary>A partner as an answer names it; null for none.</summary>
    public PartnerRef? Of(PartnerId partner)
    {
        if (partner == PartnerId.None) return null;
        if (_known.TryGetValue(partner, out var known)) return known;
        var named = new PartnerRef { Id = partner.Value, Name = rows.PartnerName(partner) };
        _known.Add(partner, named);
        return named;
    }
}
