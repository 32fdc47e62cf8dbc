namespace Ledger.Bench.Api;

/// <summary>A unit and what must be said of it.</summary>
/// <param name="Token">Its token id.</param>
/// <param name="Code">Its code as a scanner gives it.</param>
/// <param name="Owner">The name of its owner; nobody owns what was dispensed.</param>
/// <param name="IsDispensed">Whether it was dispensed.</param>
/// <param name="IsPledged">Whether a lien is on it.</param>
/// <param name="Lot">Its lot, which may be recalled later.</param>
/// <param name="Events">Names of events that its history has in this order, among others.</param>
internal sealed record RecordedUnit(
    ulong Token, string Code, string? Owner, bool IsDispensed, bool IsPledged, RecordedLot Lot, IReadOnlyList<string> Events)
{
    /// <summary>Whether a recall binds it; none does what was dispensed before.</summary>
    public bool IsRecalled => Lot.IsRecalled && !IsDispensed;
}
