using System.Runtime.InteropServices;
using static Ledger.Native.RocksDb.Interop.RocksDbInterop;

namespace Ledger.Native.RocksDb.Interop;

/// <summary>Opens a database with its column families and frees everything when that fails.</summary>
internal static unsafe class DatabaseOpener
{
    internal static DatabaseHandle Open(string path, RocksDatabaseOptions options, IReadOnlyList<ColumnFamilyDescriptor> families, bool readOnly, out nint[] pointers)
    {
        if (options.CreateIfMissing && !readOnly) CreateFolder(path);

        var count = families.Count;
        var names = new nint[count];
        var familyOptions = new nint[count];
        var databaseOptions = NativeOptions.Create(options, new ColumnFamilyOptions());
        var opened = new nint[count];
        nint database = 0;
        try
        {
            for (var index = 0; index < count; index++)
            {
                names[index] = Marshal.StringToCoTaskMemUTF8(families[index].Name);
                familyOptions[index] = NativeOptions.Create(options, families[index].Options);
            }

            database = OpenNative(path, databaseOptions, names, familyOptions, opened, readOnly);
            pointers = opened;
            return new DatabaseHandle(database, databaseOptions, opened);
        }
        finally
        {
            foreach (var name in names) Marshal.FreeCoTaskMem(name);
            foreach (var pointer in familyOptions.Where(pointer => pointer != 0)) rocksdb_options_destroy(pointer);
            if (database == 0) rocksdb_options_destroy(databaseOptions);
        }
    }

    private static nint OpenNative(string path, nint options, nint[] names, nint[] familyOptions, nint[] opened, bool readOnly)
    {
        byte* error = null;
        nint database;
        fixed (nint* namesPointer = names, familyOptionsPointer = familyOptions, openedPointer = opened)
        {
            database = readOnly
                ? rocksdb_open_for_read_only_column_families(options, path, names.Length, (byte**)namesPointer, familyOptionsPointer, openedPointer, 0, &error)
                : rocksdb_open_column_families(options, path, names.Length, (byte**)namesPointer, familyOptionsPointer, openedPointer, &error);
        }

        NativeError.ThrowIf(error);
        return database;
    }

    // RocksDB makes the last folder only.
    private static void CreateFolder(string path)
    {
        try
        {
            Directory.CreateDirectory(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new RocksDbException(RocksDbErrorKind.IOError, $"IO error: the folder '{path}' can't be created: {exception.Message}", exception);
        }
    }
}
