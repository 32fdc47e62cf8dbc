namespace Ledger.Native.RocksDb;

/// <summary>An open column family: a key space of its own that shares the write-ahead log. Lives as long as its database.</summary>
public sealed class ColumnFamily
{
    internal ColumnFamily(RocksDatabase database, ColumnFamilyDescriptor descriptor, nint pointer)
    {
        Database = database;
        Name = descriptor.Name;
        PrefixExtractor = descriptor.Options.PrefixExtractor;
        Pointer = pointer;
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>The database it belongs to.</summary>
    public RocksDatabase Database { get; }

    internal nint Pointer { get; }

    internal PrefixExtractor? PrefixExtractor { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
