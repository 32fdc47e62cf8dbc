using Ledger.Gs1.Keys;

namespace Ledger.Gs1.Epcis;

/// <summary>The events of one capture.</summary>
/// <param name="SchemaVersion">As given, such as <c>2.0</c>; null if events came without a document around them.</param>
/// <param name="CreationDate">When the document was made, or null.</param>
/// <param name="Events">The events in order.</param>
public sealed record EpcisDocument(string? SchemaVersion, DateTimeOffset? CreationDate, IReadOnlyList<EpcisEvent> Events)
{
    /// <summary>The units that the events name anywhere, each once, in the order of their first mention.</summary>
    public IReadOnlyList<Sgtin> DistinctUnits() =>
    [
        .. Events
            .SelectMany(e => e.EpcList.Concat(e.ChildEpcs).Concat(e.InputEpcList).Concat(e.OutputEpcList).Prepend(e.ParentId))
            .Select(id => id?.Sgtin)
            .OfType<Sgtin>()
            .Distinct(),
    ];
}
