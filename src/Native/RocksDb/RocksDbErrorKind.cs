namespace Ledger.Native.RocksDb;

/// <summary>What kind of failure RocksDB reported, read from the head of its status text.</summary>
public enum RocksDbErrorKind
{
    /// <summary>None of the kinds below; the message says what.</summary>
    Other,

    /// <summary>Stored data does not match its checksum or its format. Data must not be served from this database.</summary>
    Corruption,

    /// <summary>The file system failed for a reason other than the two below.</summary>
    IOError,

    /// <summary>The device or the allowed space is full. Nothing of the failed write is visible.</summary>
    NoSpace,

    /// <summary>Another open, in this process or another, holds the database's lock.</summary>
    Locked,

    /// <summary>A resource is busy, or the operation should be tried again.</summary>
    Busy,

    /// <summary>The caller's mistake: an unknown column family, an unordered table file, an impossible option.</summary>
    InvalidArgument,

    /// <summary>The operation is not supported by this build or in this mode, such as a write to a read-only database.</summary>
    NotSupported,
}
