namespace Ledger.Native.RocksDb;

/// <summary>A column family to open, created when missing.</summary>
/// <param name="Name">Its name; <c>default</c> always exists.</param>
/// <param name="Options">How it is stored.</param>
public sealed record ColumnFamilyDescriptor(string Name, ColumnFamilyOptions Options)
{
    /// <summary>The name of the family that every database has.</summary>
    public const string DefaultName = "default";

    /// <summary>A column family with the library's defaults.</summary>
    /// <param name="name">Its name.</param>
    public ColumnFamilyDescriptor(string name)
        : this(name, new ColumnFamilyOptions())
    {
    }
}
