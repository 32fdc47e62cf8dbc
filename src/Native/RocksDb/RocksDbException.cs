namespace Ledger.Native.RocksDb;

/// <summary>RocksDB reported a failure.</summary>
public sealed class RocksDbException : IOException
{
    /// <summary>Creates the exception with a generic message.</summary>
    public RocksDbException()
        : base("RocksDB failed.")
    {
    }

    /// <summary>Creates the exception from RocksDB's status text, whose head names the kind.</summary>
    /// <param name="message">The status text.</param>
    public RocksDbException(string message)
        : base(message) => Kind = KindOf(message);

    /// <summary>Creates the exception with its cause.</summary>
    /// <param name="message">What failed, in the form of a status text.</param>
    /// <param name="innerException">The cause.</param>
    public RocksDbException(string message, Exception innerException)
        : base(message, innerException) => Kind = KindOf(message);

    /// <summary>Creates the exception with a kind settled by the caller.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="message">What failed.</param>
    /// <param name="innerException">The cause, if there is one.</param>
    public RocksDbException(RocksDbErrorKind kind, string message, Exception? innerException = null)
        : base(message, innerException) => Kind = kind;

    /// <summary>What kind of failure it was.</summary>
    public RocksDbErrorKind Kind { get; }

    // The texts are those of Status::ToString and of PosixEnv's lock, unchanged from RocksDB 5 to 10.
    internal static RocksDbErrorKind KindOf(string message)
    {
        if (message.StartsWith("Corruption", StringComparison.Ordinal)) return RocksDbErrorKind.Corruption;
        if (message.StartsWith("Invalid argument", StringComparison.Ordinal)) return RocksDbErrorKind.InvalidArgument;
        if (message.StartsWith("Not implemented", StringComparison.Ordinal)) return RocksDbErrorKind.NotSupported;
        if (message.StartsWith("Resource busy", StringComparison.Ordinal)) return RocksDbErrorKind.Busy;
        if (message.StartsWith("Operation failed. Try again", StringComparison.Ordinal)) return RocksDbErrorKind.Busy;
        return message.StartsWith("IO error", StringComparison.Ordinal) ? KindOfIOError(message) : RocksDbErrorKind.Other;
    }

    private static RocksDbErrorKind KindOfIOError(string message)
    {
        if (message.Contains("While lock file", StringComparison.Ordinal)) return RocksDbErrorKind.Locked;
        if (message.Contains("lock hold by current process", StringComparison.Ordinal)) return RocksDbErrorKind.Locked;
        if (message.Contains("No space left on device", StringComparison.Ordinal)) return RocksDbErrorKind.NoSpace;
        if (message.Contains("File too large", StringComparison.Ordinal)) return RocksDbErrorKind.NoSpace;
        if (message.Contains("Space limit reached", StringComparison.Ordinal)) return RocksDbErrorKind.NoSpace;
        return message.Contains("Disk quota exceeded", StringComparison.Ordinal) ? RocksDbErrorKind.NoSpace : RocksDbErrorKind.IOError;
    }
}
