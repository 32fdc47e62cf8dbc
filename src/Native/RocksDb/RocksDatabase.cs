using System.Runtime.InteropServices;
using Ledger.Native.RocksDb.Interop;
using static Ledger.Native.RocksDb.Interop.RocksDbInterop;

namespace Ledger.Native.RocksDb;

/// <summary>An open RocksDB database. Thread-safe.</summary>
/// <remarks>
/// Disposing lets no new operation in and closes the files once running operations, iterators, snapshots and pinned values are
/// done with; until then the folder stays locked. Everything may be disposed in any order.
/// </remarks>
public sealed unsafe partial class RocksDatabase : IDisposable
{
    private readonly DatabaseHandle _handle;
    private readonly OperationGate _gate;
    private readonly Dictionary<string, ColumnFamily> _families = new(StringComparer.Ordinal);
    private readonly Lock _familiesSync = new();

    private RocksDatabase(string path, DatabaseHandle handle, IReadOnlyList<ColumnFamilyDescriptor> families, nint[] pointers)
    {
        Path = path;
        _handle = handle;
        _gate = new OperationGate(handle, nameof(RocksDatabase));
        for (var index = 0; index < families.Count; index++)
        {
            _families.Add(families[index].Name, new ColumnFamily(this, families[index], pointers[index]));
        }

        DefaultColumnFamily = _families[ColumnFamilyDescriptor.DefaultName];
    }

    /// <summary>The database's folder.</summary>
    public string Path { get; }

    /// <summary>The column family every database has.</summary>
    public ColumnFamily DefaultColumnFamily { get; }

    internal DatabaseHandle Handle => _handle;

    internal OperationGate Gate => _gate;

    /// <summary>Opens a database, creating it and missing column families when the options allow.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="options">How the database runs.</param>
    /// <param name="columnFamilies">All column families the database has; <c>default</c> is added when absent.</param>
    /// <exception cref="RocksDbException">
    /// <see cref="RocksDbErrorKind.Locked"/> when it is open elsewhere; <see cref="RocksDbErrorKind.InvalidArgument"/> when a
    /// column family it has is not named; <see cref="RocksDbErrorKind.Corruption"/> when files are damaged or missing.
    /// </exception>
    public static RocksDatabase Open(string path, RocksDatabaseOptions options, params IReadOnlyList<ColumnFamilyDescriptor> columnFamilies) =>
        Open(path, options, columnFamilies, readOnly: false);

    /// <summary>Opens a database for reading only, beside a writer if there is one; sees what was written before this call.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="options">How the database runs.</param>
    /// <param name="columnFamilies">The column families to read; others are left alone.</param>
    /// <exception cref="RocksDbException">The database or a column family does not exist, or is damaged.</exception>
    public static RocksDatabase OpenReadOnly(string path, RocksDatabaseOptions options, params IReadOnlyList<ColumnFamilyDescriptor> columnFamilies) =>
        Open(path, options, columnFamilies, readOnly: true);

    /// <summary>Lists the column families of a database that need not be open.</summary>
    /// <exception cref="RocksDbException">There is no database, or it is damaged.</exception>
    public static IReadOnlyList<string> ListColumnFamilies(string path)
    {
        var options = rocksdb_options_create();
        try
        {
            byte* error = null;
            nuint count;
            var list = rocksdb_list_column_families(options, path, &count, &error);
            NativeError.ThrowIf(error);
            var names = new string[(int)count];
            for (var index = 0; index < names.Length; index++) names[index] = Marshal.PtrToStringUTF8((nint)list[index]) ?? "";
            rocksdb_list_column_families_destroy(list, count);
            return names;
        }
        finally
        {
            rocksdb_options_destroy(options);
        }
    }

    /// <summary>Deletes a closed database's files. Does nothing when there is none.</summary>
    /// <exception cref="RocksDbException">It is open, or a file can't be deleted.</exception>
    public static void Destroy(string path)
    {
        var options = rocksdb_options_create();
        byte* error = null;
        rocksdb_destroy_db(options, path, &error);
        rocksdb_options_destroy(options);
        NativeError.ThrowIf(error);
    }

    /// <summary>Finds an open column family by name.</summary>
    /// <exception cref="KeyNotFoundException">It was not opened.</exception>
    public ColumnFamily GetColumnFamily(string name)
    {
        lock (_familiesSync)
        {
            return _families.TryGetValue(name, out var family) ? family : throw new KeyNotFoundException($"The column family '{name}' is not open.");
        }
    }

    /// <summary>Creates a column family in the open database.</summary>
    /// <exception cref="RocksDbException">It exists, or can't be created.</exception>
    public ColumnFamily CreateColumnFamily(ColumnFamilyDescriptor descriptor)
    {
        using var lease = _gate.Enter();
        var options = NativeOptions.Create(new RocksDatabaseOptions(), descriptor.Options);
        try
        {
            byte* error = null;
            var pointer = rocksdb_create_column_family(_handle.Pointer, options, descriptor.Name, &error);
            NativeError.ThrowIf(error);
            _handle.AddFamily(pointer);
            var family = new ColumnFamily(this, descriptor, pointer);
            lock (_familiesSync) _families.Add(descriptor.Name, family);
            return family;
        }
        finally
        {
            rocksdb_options_destroy(options);
        }
    }

    /// <summary>Drops a column family with all it holds: fast, whatever its size. Readers already in it finish undisturbed.</summary>
    /// <exception cref="RocksDbException">It is the default one, or was dropped before.</exception>
    public void DropColumnFamily(ColumnFamily family)
    {
        using var lease = Enter(family);
        byte* error = null;
        rocksdb_drop_column_family(_handle.Pointer, family.Pointer, &error);
        NativeError.ThrowIf(error);

        // The native handle stays until the database closes, since other threads may still be using it.
        lock (_familiesSync) _families.Remove(family.Name);
    }

    /// <inheritdoc/>
    public void Dispose() => _gate.Close();

    /// <summary>Enters the gate for an operation on a column family, which must be this database's.</summary>
    internal OperationGate.Lease Enter(ColumnFamily family)
    {
        if (!ReferenceEquals(family.Database, this)) throw new ArgumentException($"The column family '{family.Name}' belongs to another database.", nameof(family));
        return _gate.Enter();
    }

    /// <summary>Enters a snapshot's gate for an operation on a column family: the snapshot keeps the database open, so that one count will do.</summary>
    private OperationGate.Lease Enter(ColumnFamily family, Snapshot snapshot)
    {
        if (!ReferenceEquals(family.Database, this)) throw new ArgumentException($"The column family '{family.Name}' belongs to another database.", nameof(family));
        _gate.RequireOpen();
        return snapshot.Enter(this);
    }

    private static RocksDatabase Open(string path, RocksDatabaseOptions options, IReadOnlyList<ColumnFamilyDescriptor> columnFamilies, bool readOnly)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var hasDefault = columnFamilies.Any(family => string.Equals(family.Name, ColumnFamilyDescriptor.DefaultName, StringComparison.Ordinal));
        IReadOnlyList<ColumnFamilyDescriptor> all = hasDefault ? columnFamilies : [new ColumnFamilyDescriptor(ColumnFamilyDescriptor.DefaultName), .. columnFamilies];
        if (all.DistinctBy(family => family.Name, StringComparer.Ordinal).Count() != all.Count)
        {
            throw new ArgumentException("A column family is named twice.", nameof(columnFamilies));
        }

        var handle = DatabaseOpener.Open(path, options, all, readOnly, out var pointers);
        return new RocksDatabase(path, handle, all, pointers);
    }
}
