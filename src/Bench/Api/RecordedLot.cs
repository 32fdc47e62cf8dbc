namespace Ledger.Bench.Api;

/// <summary>A lot of the history.</summary>
/// <param name="Gtin">Its product, 14 digits.</param>
/// <param name="Code">AI 10.</param>
internal sealed record RecordedLot(string Gtin, string Code)
{
    /// <summary>Whether a recall of it is in force.</summary>
    public bool IsRecalled { get; set; }
}
