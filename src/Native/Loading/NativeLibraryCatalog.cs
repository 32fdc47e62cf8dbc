namespace Ledger.Native.Loading;

/// <summary>The libraries this assembly binds, by the name its imports use.</summary>
internal static class NativeLibraryCatalog
{
    internal const string RocksDb = "rocksdb";
    internal const string Sodium = "sodium";
    internal const string Secp256k1 = "secp256k1";

    // The first name is the release the tests run on; later ones are what other distributions ship.
    // Only functions of the oldest listed interface are bound.
    internal static readonly IReadOnlyList<NativeLibrarySource> All =
    [
        new(RocksDb, "RocksDB", "librocksdb7.8", "LEDGER_ROCKSDB_PATH",
        [
            "librocksdb.so.7.8", "librocksdb.so.8.9", "librocksdb.so.8", "librocksdb.so.9.10", "librocksdb.so.9", "librocksdb.so.10.2",
            "librocksdb.so.10", "librocksdb.so.7", "librocksdb.so", "librocksdb.dylib", "/opt/homebrew/lib/librocksdb.dylib",
            "/usr/local/lib/librocksdb.dylib", "rocksdb",
        ]),
        new(Sodium, "libsodium", "libsodium23", "LEDGER_SODIUM_PATH",
        [
            "libsodium.so.23", "libsodium.so.26", "libsodium.so", "libsodium.dylib", "libsodium.23.dylib", "libsodium.26.dylib",
            "/opt/homebrew/lib/libsodium.dylib", "/usr/local/lib/libsodium.dylib", "sodium",
        ]),
        new(Secp256k1, "libsecp256k1", "libsecp256k1-1", "LEDGER_SECP256K1_PATH",
        [
            "libsecp256k1.so.1", "libsecp256k1.so.2", "libsecp256k1.so.5", "libsecp256k1.so.6", "libsecp256k1.so",
            "libsecp256k1.dylib", "/opt/homebrew/lib/libsecp256k1.dylib", "/usr/local/lib/libsecp256k1.dylib", "secp256k1",
        ]),
    ];

    internal static NativeLibrarySource? Find(string name) =>
        All.FirstOrDefault(source => string.Equals(source.Name, name, StringComparison.Ordinal));
}
