namespace Ledger.Node.Index.Serials;

/// <summary>Serials that two runs (or one run twice) have in common.</summary>
/// <param name="First">The earlier unit of the first such serial.</param>
/// <param name="Second">The later one.</param>
/// <param name="Count">How many units of the later run were found to repeat one of the earlier run, at least.</param>
internal sealed record SerialDuplicate(UnitReference First, UnitReference Second, int Count);
