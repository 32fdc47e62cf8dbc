using System.Runtime.InteropServices;
using static Ledger.Native.RocksDb.Interop.RocksDbInterop;

namespace Ledger.Native.RocksDb.Interop;

/// <summary>Turns RocksDB's error and text pointers into managed ones, freeing them.</summary>
internal static unsafe class NativeError
{
    internal static void ThrowIf(byte* error)
    {
        if (error != null) throw new RocksDbException(TakeText(error) ?? "");
    }

    /// <summary>Copies a text that RocksDB allocated for its caller, and frees it.</summary>
    internal static string? TakeText(byte* text)
    {
        if (text == null) return null;
        var copy = Marshal.PtrToStringUTF8((nint)text);
        rocksdb_free(text);
        return copy;
    }
}
