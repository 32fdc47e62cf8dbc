using System.Runtime.InteropServices;
using Ledger.Node.Index.Storage;

namespace Ledger.Bench.History;

/// <summary>What the resident memory of this process is made of, at one moment.</summary>
/// <param name="ResidentSizeBytes">All that is resident.</param>
/// <param name="FileSizeBytes">Of it pages of files: the runtime, libraries, what the collector's tables are mapped from.</param>
/// <param name="Managed">The collector's heap.</param>
/// <param name="Native">What the C library gave out, most of it to RocksDB.</param>
/// <param name="Rocks">What RocksDB accounts for of that.</param>
internal sealed partial record MemoryParts(
    long ResidentSizeBytes, long FileSizeBytes, MemoryParts.ManagedPart Managed, MemoryParts.NativePart Native, MemoryParts.RocksPart Rocks)
{
    private const string MemtablesProperty = "rocksdb.size-all-mem-tables";
    private const string TableReadersProperty = "rocksdb.estimate-table-readers-mem";

    // All families share one cache.
    private const string CacheProperty = "rocksdb.block-cache-usage";

    /// <summary>
    /// What neither the collector nor the C library account for: code, stacks, their own tables; less what they count though it is not resident: allocated and not
    /// touched yet, or given back in pages.
    /// </summary>
    public long RestSizeBytes => ResidentSizeBytes - FileSizeBytes - Managed.CommittedSizeBytes - Native.UsedSizeBytes - Native.FreeSizeBytes;

    /// <summary>Measures.</summary>
    /// <param name="database">The open database.</param>
    public static MemoryParts Take(LedgerDatabase database)
    {
        var collector = GC.GetGCMemoryInfo();
        var generations = collector.GenerationInfo;
        var malloc = TakeMalloc();
        return new(
            ProcessMemory.SizeBytes,
            ProcessMemory.FileSizeBytes,
            new(
                collector.TotalCommittedBytes,
                GC.GetTotalMemory(forceFullCollection: false),
                collector.FragmentedBytes,
                [.. generations.ToArray().Select(generation => generation.SizeAfterBytes)]),
            new((long)(malloc.InUse + malloc.Mapped), (long)malloc.Free),
            new(
                Sum(database, MemtablesProperty),
                Sum(database, TableReadersProperty),
                database.Rocks.GetNumberProperty(database.Meta, CacheProperty) ?? 0));
    }

    /// <summary>The parts as figures, in MiB.</summary>
    /// <param name="name">What their names begin with.</param>
    public IEnumerable<BenchmarkFigure> ToFigures(string name) =>
    [
        new($"{name}_managed", Mebibytes(Managed.CommittedSizeBytes), null, null, "", "MiB"),
        new($"{name}_database", Mebibytes(Rocks.SizeBytes), null, null, "", "MiB"),
        new($"{name}_native_beside", Mebibytes(Native.UsedSizeBytes - Rocks.SizeBytes), null, null, "", "MiB"),
        new($"{name}_native_free", Mebibytes(Native.FreeSizeBytes), null, null, "", "MiB"),
    ];

    /// <summary>In words, in MiB.</summary>
    public override string ToString()
    {
        var generations = string.Join(", ", Managed.GenerationSizeBytes.Select(Mebibytes));
        return $"{Mebibytes(ResidentSizeBytes)} MiB resident = managed {Mebibytes(Managed.CommittedSizeBytes)} (objects {Mebibytes(Managed.UsedSizeBytes)}; after the last collection, by generation {generations}, "
            + $"{Mebibytes(Managed.FragmentedSizeBytes)} of it holes) + native {Mebibytes(Native.UsedSizeBytes)} (memtables {Mebibytes(Rocks.MemtableSizeBytes)}, indexes and filters {Mebibytes(Rocks.TableReaderSizeBytes)}, "
            + $"cached blocks {Mebibytes(Rocks.CacheSizeBytes)}) + freed and kept {Mebibytes(Native.FreeSizeBytes)} + files {Mebibytes(FileSizeBytes)} + rest {Mebibytes(RestSizeBytes)}";
    }

    private static long Mebibytes(long sizeBytes) => sizeBytes >> 20;

    private static long Sum(LedgerDatabase database, string property) =>
        GeneratedIndex.Families.Sum(family => database.Rocks.GetNumberProperty(database.Rocks.GetColumnFamily(family), property) ?? 0);

    private static MallocInfo TakeMalloc()
    {
        try
        {
            return ReadMalloc();
        }
        catch (EntryPointNotFoundException)
        {
            // Another C library than GNU's, or one older than 2.33: all of it is in the rest.
            return default;
        }
    }

    [LibraryImport("libc", EntryPoint = "mallinfo2")]
    private static partial MallocInfo ReadMalloc();

    /// <summary>The collector's heap.</summary>
    /// <param name="CommittedSizeBytes">What it has from the system.</param>
    /// <param name="UsedSizeBytes">Objects, those that are garbage included.</param>
    /// <param name="FragmentedSizeBytes">Holes that the last collection left.</param>
    /// <param name="GenerationSizeBytes">Each generation, large and pinned objects, after the last collection.</param>
    public sealed record ManagedPart(long CommittedSizeBytes, long UsedSizeBytes, long FragmentedSizeBytes, IReadOnlyList<long> GenerationSizeBytes);

    /// <summary>The C library's heap.</summary>
    /// <param name="UsedSizeBytes">Given out.</param>
    /// <param name="FreeSizeBytes">Freed, and not given back to the system at once.</param>
    public sealed record NativePart(long UsedSizeBytes, long FreeSizeBytes);

    /// <summary>What RocksDB accounts for.</summary>
    /// <param name="MemtableSizeBytes">Memtables, those that are being flushed included.</param>
    /// <param name="TableReaderSizeBytes">Indexes and filters outside the cache.</param>
    /// <param name="CacheSizeBytes">Blocks in the cache.</param>
    public sealed record RocksPart(long MemtableSizeBytes, long TableReaderSizeBytes, long CacheSizeBytes)
    {
        /// <summary>All of it.</summary>
        public long SizeBytes => MemtableSizeBytes + TableReaderSizeBytes + CacheSizeBytes;
    }

    // struct mallinfo2 of malloc.h, by what its fields hold in all arenas together.
    [StructLayout(LayoutKind.Sequential)]
    private struct MallocInfo
    {
        public nuint Arena;
        public nuint FreeChunks;
        public nuint FastChunks;
        public nuint MappedChunks;
        public nuint Mapped;
        public nuint Unused;
        public nuint FastFree;
        public nuint InUse;
        public nuint Free;
        public nuint Top;
    }
}
