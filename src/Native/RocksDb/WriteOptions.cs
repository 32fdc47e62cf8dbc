namespace Ledger.Native.RocksDb;

/// <summary>How a write batch reaches the disk.</summary>
/// <param name="Sync">The write returns only when the write-ahead log is on the device (fdatasync).</param>
/// <param name="DisableWal">The write skips the write-ahead log and is lost in a crash before the next flush.</param>
public readonly record struct WriteOptions(bool Sync = false, bool DisableWal = false)
{
    /// <summary>The write survives a crash of the machine.</summary>
    public static WriteOptions Durable => new(Sync: true);
}
