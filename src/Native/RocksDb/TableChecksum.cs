namespace Ledger.Native.RocksDb;

/// <summary>What protects each block of a table file; the numbers are RocksDB's own.</summary>
public enum TableChecksum
{
    /// <summary>CRC-32C.</summary>
    Crc32c = 1,

    /// <summary>XXH64.</summary>
    XxHash64 = 3,

    /// <summary>XXH3, fastest for large blocks.</summary>
    XxHash3 = 4,
}
