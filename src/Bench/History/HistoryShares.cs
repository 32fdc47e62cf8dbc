namespace Ledger.Bench.History;

/// <summary>How often things happen, in percent. The defaults are a programme for medicines: nearly everything is sold on and most of it dispensed.</summary>
internal sealed record HistoryShares
{
    /// <summary>Runs pledged to a bank while with their maker.</summary>
    public int PledgedRuns { get; init; } = 15;

    /// <summary>Lots recalled whole.</summary>
    public int RecalledLots { get; init; } = 3;

    /// <summary>Lots with a recalled range.</summary>
    public int RecalledRanges { get; init; } = 1;

    /// <summary>Recalls that turn out to be needless and are lifted.</summary>
    public int LiftedRecalls { get; init; } = 50;

    /// <summary>Cases that stay in stock with a distributor.</summary>
    public int StockedCases { get; init; } = 15;

    /// <summary>Cases that travel in a tote with others, among those sold.</summary>
    public int PackedCases { get; init; } = 30;

    /// <summary>Cases whose units are dispensed one by one, among those sold.</summary>
    public int SinglyDispensedCases { get; init; } = 6;

    /// <summary>Cases dispensed by ranges, among those sold.</summary>
    public int DispensedCases { get; init; } = 70;

    /// <summary>Units taken out of their case before they are dispensed, among those dispensed one by one.</summary>
    public int UnpackedUnits { get; init; } = 10;

    /// <summary>Units dispensed one by one in a transaction at most, as a relay batches them; not a percentage.</summary>
    public int DispensedInTransaction { get; init; } = 50;
}
