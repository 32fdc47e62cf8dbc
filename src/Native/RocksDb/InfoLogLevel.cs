namespace Ledger.Native.RocksDb;

/// <summary>How severe a line of the engine's own log is. The numbers are RocksDB's.</summary>
public enum InfoLogLevel
{
    /// <summary>Of use to those who work on the engine.</summary>
    Debug,

    /// <summary>What the engine does: flushes, compactions, their figures.</summary>
    Information,

    /// <summary>Odd, and dealt with.</summary>
    Warning,

    /// <summary>Something failed.</summary>
    Error,

    /// <summary>Nothing can go on.</summary>
    Fatal,

    /// <summary>Version and options, told when a database opens.</summary>
    Header,
}
