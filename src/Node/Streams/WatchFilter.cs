using System.Collections.Frozen;
using System.Globalization;
using Ledger.Api.Errors;
using Ledger.Api.V1;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Projection.Views;
using Ledger.Node.Index.Reading;
using Ledger.Node.Index.Rows;
using IndexSubject = Ledger.Node.Index.Rows.Subject;

namespace Ledger.Node.Streams;

/// <summary>Which events a reader wants.</summary>
internal sealed class WatchFilter
{
    /// <summary>Most subjects, partners or types in one request.</summary>
    public const int MaxEntries = 1_000;

    // How the contracts' events call a partner.
    private static readonly FrozenSet<string> PartnerArguments = new[]
    {
        "partner", "owner", "newOwner", "custodian", "newCustodian", "debtor", "financier", "issuer", "sender", "receiver", "agent",
    }.ToFrozenSet(StringComparer.Ordinal);

    private readonly FrozenSet<IndexSubject> _subjects;
    private readonly ShipmentId[] _shipments;
    private readonly FrozenSet<uint> _partners;
    private readonly FrozenSet<string> _types;

    /// <summary>Reads the request's filters.</summary>
    /// <exception cref="LedgerException">There are too many entries, or one is an id that nothing can have.</exception>
    public WatchFilter(WatchRequest request)
    {
        Require(request.Subjects.Count, "subjects");
        Require(request.Partners.Count, "partners");
        Require(request.Types_.Count, "types");
        foreach (var subject in request.Subjects) RequireId(subject);
        _subjects = request.Subjects.Select(s => new IndexSubject((Contracts.Projection.SubjectKind)s.Kind, s.Id)).ToFrozenSet();
        _shipments = [.. _subjects.Where(subject => subject.Kind is Contracts.Projection.SubjectKind.Shipment).Select(subject => new ShipmentId((uint)subject.Id))];
        _partners = request.Partners.ToFrozenSet();
        _types = request.Types_.ToFrozenSet(StringComparer.Ordinal);
    }

    /// <summary>What is in the shipments that are asked for, as a view tells.</summary>
    public ShippedGoods GoodsIn(IndexView view) => new(view, _shipments);

    /// <summary>Whether an event is about something that is wanted, judged before it is decoded.</summary>
    /// <param name="row">Whom it concerns.</param>
    /// <param name="goods">What is in the shipments that are asked for.</param>
    public bool Admits(EventRow row, ShippedGoods goods)
    {
        if (_subjects.Count == 0) return true;
        foreach (var (subject, _) in row.Subjects)
        {
            if (_subjects.Contains(subject)) return true;
        }

        return goods.Concerns(row);
    }

    /// <summary>Whether a decoded event is wanted.</summary>
    /// <param name="row">Whom it concerns.</param>
    /// <param name="told">The event.</param>
    /// <param name="rows">Tells who takes part in a shipment: its events name some of its parties only.</param>
    public bool Admits(EventRow row, TraceEvent told, LedgerView rows) =>
        (_types.Count == 0 || _types.Contains(told.Type)) && (_partners.Count == 0 || NamesPartner(row, told) || IsInShipment(told, rows));

    private bool IsInShipment(TraceEvent told, LedgerView rows)
    {
        if (!told.Arguments.TryGetValue("shipment", out var text) || !uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id)) return false;
        var word = rows.ShipmentWord(new(id));
        return new[] { word.Owner, word.Custodian, word.NewOwner, word.NewCustodian, word.Carrier }.Any(party => _partners.Contains(party.Value));
    }

    private bool NamesPartner(EventRow row, TraceEvent told)
    {
        foreach (var (subject, _) in row.Subjects)
        {
            if (subject.Kind is Contracts.Projection.SubjectKind.Partner && _partners.Contains((uint)subject.Id)) return true;
        }

        if ((told.From is not null && _partners.Contains(told.From.Id)) || (told.To is not null && _partners.Contains(told.To.Id))) return true;
        return told.Arguments.Any(argument => PartnerArguments.Contains(argument.Key)
            && uint.TryParse(argument.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            && _partners.Contains(id));
    }

    // Tokens have 64 bits, all others 32; cut to those, an id would be somebody else's.
    private static void RequireId(Api.V1.Subject subject)
    {
        if (subject.Kind is SubjectKind.Token || subject.Id <= uint.MaxValue) return;
        throw new LedgerException(ErrorCode.ArgumentInvalid, $"Nothing but a token has the id {subject.Id}; '{subject.Kind}' was asked for.", "Give the id that the ledger gave it.", "subjects");
    }

    private static void Require(int count, string field)
    {
        if (count <= MaxEntries) return;
        throw new LedgerException(ErrorCode.ArgumentInvalid, $"'{field}' has {count} entries; at most {MaxEntries} are taken.", "Watch without it, or in several calls.", field);
    }
}
