using System.Runtime.InteropServices;
using static Ledger.Native.RocksDb.Interop.RocksDbInterop;

namespace Ledger.Native.RocksDb.Interop;

/// <summary>An iterator with its read options and the bounds these point at.</summary>
internal sealed unsafe class IteratorHandle : ChildHandle
{
    private readonly nint _readOptions;
    private byte* _lowerBound;
    private byte* _upperBound;

    private IteratorHandle(SafeHandle parent)
        : base(parent) => _readOptions = rocksdb_readoptions_create();

    internal static IteratorHandle Create(RocksDatabase database, ColumnFamily family, IteratorOptions options)
    {
        options.Snapshot?.RequireDatabase(database);
        var created = new IteratorHandle(options.Snapshot is { } snapshot ? snapshot.Handle : database.Handle);
        created.Apply(options);
        created.SetHandle(rocksdb_create_iterator_cf(database.Handle.Pointer, created._readOptions, family.Pointer));
        return created;
    }

    /// <inheritdoc/>
    protected override void Destroy()
    {
        rocksdb_iter_destroy(handle);
        rocksdb_readoptions_destroy(_readOptions);
        NativeMemory.Free(_lowerBound);
        NativeMemory.Free(_upperBound);
    }

    private static byte* Copy(ReadOnlySpan<byte> bytes)
    {
        var copy = (byte*)NativeMemory.Alloc((nuint)bytes.Length);
        bytes.CopyTo(new Span<byte>(copy, bytes.Length));
        return copy;
    }

    private void Apply(IteratorOptions options)
    {
        rocksdb_readoptions_set_verify_checksums(_readOptions, options.VerifyChecksums ? (byte)1 : (byte)0);
        rocksdb_readoptions_set_fill_cache(_readOptions, options.FillCache ? (byte)1 : (byte)0);
        rocksdb_readoptions_set_total_order_seek(_readOptions, options.PrefixSameAsStart ? (byte)0 : (byte)1);
        if (options.ReadAheadBytes is { } readAhead) rocksdb_readoptions_set_readahead_size(_readOptions, (nuint)readAhead);
        if (options.Snapshot is { } snapshot) rocksdb_readoptions_set_snapshot(_readOptions, snapshot.Handle.Pointer);

        // RocksDB keeps pointers to the bounds and not copies, so they live in native memory as long as the iterator does.
        if (!options.LowerBound.IsEmpty)
        {
            _lowerBound = Copy(options.LowerBound.Span);
            rocksdb_readoptions_set_iterate_lower_bound(_readOptions, _lowerBound, (nuint)options.LowerBound.Length);
        }

        if (options.UpperBound.IsEmpty) return;
        _upperBound = Copy(options.UpperBound.Span);
        rocksdb_readoptions_set_iterate_upper_bound(_readOptions, _upperBound, (nuint)options.UpperBound.Length);
    }
}
