namespace Ledger.Native.RocksDb;

/// <summary>What opening does with a damaged write-ahead log; the numbers are RocksDB's own.</summary>
public enum WalRecoveryMode
{
    /// <summary>An incomplete record at the very end is dropped (a crash while writing); any other damage fails the open.</summary>
    TolerateCorruptedTailRecords = 0,

    /// <summary>Any damage fails the open, even an incomplete last record.</summary>
    AbsoluteConsistency = 1,

    /// <summary>Replay stops quietly at the first damage; everything before it is kept. RocksDB's default.</summary>
    PointInTimeRecovery = 2,

    /// <summary>Damaged records are skipped. For salvage only: it leaves holes.</summary>
    SkipAnyCorruptedRecords = 3,
}
