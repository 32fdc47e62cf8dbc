using System.Collections.Concurrent;
using Ledger.Native.RocksDb.Interop;
using static Ledger.Native.RocksDb.Interop.RocksDbInterop;

namespace Ledger.Native.RocksDb;

/// <summary>Tells which compressions the installed RocksDB was built with. Thread-safe.</summary>
public static unsafe class CompressionSupport
{
    private static readonly ConcurrentDictionary<CompressionKind, bool> Known = new();

    /// <summary>Tells whether blocks can be compressed so.</summary>
    public static bool IsAvailable(CompressionKind kind) => kind == CompressionKind.None || Known.GetOrAdd(kind, Probe);

    /// <summary>The first of the given kinds that is available; <see cref="CompressionKind.None"/> when none is.</summary>
    public static CompressionKind FirstAvailable(params ReadOnlySpan<CompressionKind> preferences)
    {
        foreach (var kind in preferences)
        {
            if (IsAvailable(kind)) return kind;
        }

        return CompressionKind.None;
    }

    // RocksDB tells only when a database is opened; one in memory does not touch the disk.
    private static bool Probe(CompressionKind kind)
    {
        var environment = rocksdb_create_mem_env();
        var options = rocksdb_options_create();
        try
        {
            rocksdb_options_set_env(options, environment);
            rocksdb_options_set_create_if_missing(options, 1);
            rocksdb_options_set_compression(options, (int)kind);
            byte* error = null;
            nint family;
            fixed (byte* name = "default"u8)
            {
                var database = rocksdb_open_column_families(options, "/probe", 1, &name, &options, &family, &error);
                if (NativeError.TakeText(error) is not null) return false;
                rocksdb_column_family_handle_destroy(family);
                rocksdb_close(database);
                return true;
            }
        }
        finally
        {
            rocksdb_options_destroy(options);
            rocksdb_env_destroy(environment);
        }
    }
}
