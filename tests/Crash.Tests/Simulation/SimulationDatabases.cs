using System.Collections.Concurrent;
using Ledger.Native.RocksDb;
using Ledger.Node.Index.Storage;

namespace Ledger.Crash.Tests.Simulation;

/// <summary>Databases for simulations, one for each that runs at the same time: opening one takes longer than a whole simulation, so each serves many seeds.</summary>
internal sealed class SimulationDatabases : IDisposable
{
    // In memory where there is such a folder: what a machine's crash takes is not simulated, so syncing would only take time.
    private const string MemoryPath = "/dev/shm";

    private readonly string _path = Directory.Exists(MemoryPath)
        ? Directory.CreateDirectory(Path.Combine(MemoryPath, $"ledger-simulation-{Guid.NewGuid():N}")).FullName
        : Directory.CreateTempSubdirectory("ledger-simulation-").FullName;

    private readonly ConcurrentBag<(LedgerDatabase Database, SimulatedRoom Room)> _free = [];
    private int _count;

    /// <summary>Runs seeds on all cores.</summary>
    /// <returns>What the runs gave together.</returns>
    public int Run(int first, int count, Func<LedgerDatabase, SimulatedRoom, int, int> run)
    {
        var sum = 0;
        Parallel.For(first, first + count, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, seed => Interlocked.Add(ref sum, Run(seed, run)));
        return sum;
    }

    /// <summary>Runs one seed.</summary>
    public T Run<T>(int seed, Func<LedgerDatabase, SimulatedRoom, int, T> run)
    {
        if (!_free.TryTake(out var taken))
        {
            var path = Path.Combine(_path, $"{Interlocked.Increment(ref _count)}");
            var disk = new SimulatedRoom(path);
            taken = (LedgerDatabase.Open(new() { FolderPath = path, CacheSizeBytes = 8 << 20 }, disk), disk);
        }

        var (database, room) = taken;
        try
        {
            room.IsFull = false;
            Empty(database);
            return run(database, room, seed);
        }
        finally
        {
            _free.Add(taken);
        }
    }

    public void Dispose()
    {
        foreach (var (database, _) in _free) database.Dispose();
        Directory.Delete(_path, recursive: true);
    }

    private static void Empty(LedgerDatabase database)
    {
        using var cache = new BlockCache(1 << 20);
        using var batch = new WriteBatch();
        foreach (var family in LedgerFamilies.Describe(cache).Select(descriptor => database.Rocks.GetColumnFamily(descriptor.Name)))
        {
            using var rows = database.Rocks.CreateIterator(family);
            for (var isValid = rows.SeekToFirst(); isValid; isValid = rows.Next()) batch.Delete(family, rows.Key);
        }

        database.Rocks.Write(batch);
    }
}
