namespace Ledger.Bench.History;

/// <summary>What memory may be taken beyond the cache, whatever the number of units.</summary>
internal static class HistoryMemory
{
    /// <summary>
    /// 192 of memtables; 100 of units waiting for a seal, twice while one runs; 128 of blocks made ahead; 128 of campaigns under way;
    /// 128 of rows kept by the writer; the rest for what the collector has not yet given back.
    /// </summary>
    public const int BoundMebibytes = 1_024;
}
