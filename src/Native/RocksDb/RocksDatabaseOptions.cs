namespace Ledger.Native.RocksDb;

/// <summary>How a database runs. A property left null keeps the library's default.</summary>
public sealed record RocksDatabaseOptions
{
    /// <summary>Creates the database, with the folders above it, when there is none.</summary>
    public bool CreateIfMissing { get; init; } = true;

    /// <summary>Fails when the database exists.</summary>
    public bool ErrorIfExists { get; init; }

    /// <summary>Checks everything that is cheap to check while opening, writing and compacting, and stops on damage.</summary>
    public bool ParanoidChecks { get; init; } = true;

    /// <summary>The most open table files; -1, the default, keeps all open.</summary>
    public int? MaximumOpenFiles { get; init; }

    /// <summary>The number of threads for flushes and compactions together.</summary>
    public int? Parallelism { get; init; }

    /// <summary>The threads that open table files when the database opens; 16 by default.</summary>
    public int? FileOpeningThreads { get; init; }

    /// <summary>The most bytes in memtables of all column families together.</summary>
    public long? TotalWriteBufferSizeBytes { get; init; }

    /// <summary>The size of the write-ahead log at which column families are flushed so that old logs can go.</summary>
    public long? MaximumTotalWalSizeBytes { get; init; }

    /// <summary>The folder of the write-ahead log; null keeps it in the database's.</summary>
    public string? WalDirectory { get; init; }

    /// <summary>What opening does with a damaged write-ahead log. The default here drops only a torn last record.</summary>
    public WalRecoveryMode WalRecoveryMode { get; init; } = WalRecoveryMode.TolerateCorruptedTailRecords;

    /// <summary>Starts writing back the log every so many bytes, to smooth the device's load.</summary>
    public long? WalBytesPerSync { get; init; }

    /// <summary>Starts writing back table files every so many bytes, to smooth the device's load.</summary>
    public long? BytesPerSync { get; init; }

    /// <summary>Flushes all column families as one, so that writes without a log stay atomic across them.</summary>
    public bool? AtomicFlush { get; init; }

    /// <summary>Overlaps writing the log with writing memtables.</summary>
    public bool? PipelinedWrite { get; init; }

    /// <summary>Lets several threads that write at once fill the same memtable; true by default.</summary>
    public bool? ConcurrentMemtableWrites { get; init; }

    /// <summary>Uses fsync where fdatasync would do.</summary>
    public bool? UseFsync { get; init; }

    /// <summary>Reads past the page cache.</summary>
    public bool? DirectReads { get; init; }

    /// <summary>Flushes and compacts past the page cache.</summary>
    public bool? DirectFlushAndCompaction { get; init; }

    /// <summary>Opens faster by not reading statistics of every table file.</summary>
    public bool? SkipStatisticsUpdateOnOpen { get; init; }

    /// <summary>Opens faster by not comparing the size of every table file with the manifest.</summary>
    public bool? SkipFileSizeChecksOnOpen { get; init; }

    /// <summary>Counts what the engine does, for <see cref="RocksDatabase.GetStatistics"/>; costs 5 to 10 %.</summary>
    public bool CollectStatistics { get; init; }

    /// <summary>The most bytes a second that flushes and compactions write together.</summary>
    public long? RateLimitBytesPerSecond { get; init; }

    /// <summary>The least severe lines in the engine's own log. By default its header alone, which is written while opening.</summary>
    /// <remarks>
    /// That log lies in the database's folder. With the assertions that Debian builds RocksDB 7.8 with, the line after one that met a full disk ends the whole process
    /// (measured), and a full disk is when the engine has most to say. What goes wrong is told by exceptions all the same.
    /// </remarks>
    public InfoLogLevel InfoLogLevel { get; init; } = InfoLogLevel.Header;

    /// <summary>The most bytes in one of the engine's own log files.</summary>
    public long InfoLogSizeBytes { get; init; } = 10 * 1024 * 1024;

    /// <summary>The most of the engine's own log files kept.</summary>
    public int InfoLogFiles { get; init; } = 5;
}
