using Ledger.Contracts.Projection;
using Ledger.Native.Loading;
using Ledger.Native.Memory;
using Ledger.Native.RocksDb;

namespace Ledger.Node.Index.Storage;

/// <summary>The node's one RocksDB: index, block log and relay journal share its write-ahead log, so that what was written first survives first.</summary>
internal sealed class LedgerDatabase : IDisposable
{
    // Families that are written seldom would otherwise keep every log file since their last flush.
    private const long MaxTotalWalSizeBytes = 256L << 20;

    // Opening reads each table file's footer; more threads than that gain nothing on one disk.
    private const int FileOpeningThreads = 8;

    // What memtables are made of, and batches, tables in the making and buffers: given back when it is freed. Rows and blocks of the cache are smaller.
    private const int LargeBlockSizeBytes = 128 << 10;

    private readonly ColumnFamily[] _entities = new ColumnFamily[byte.MaxValue + 1];
    private readonly BlockCache _cache;

    private LedgerDatabase(RocksDatabase rocks, BlockCache cache, LedgerDatabaseOptions options, DiskRoom? room)
    {
        (Rocks, _cache, Room) = (rocks, cache, room ?? new DiskRoom(options.FolderPath, options.ReservedSizeBytes));
        (RowCacheSizeBytes, SerialRingSizeBytes) = (options.RowCacheSizeBytes, options.SerialRingSizeBytes);
        foreach (var kind in LedgerFamilies.Kinds) _entities[(int)kind] = rocks.GetColumnFamily(LedgerFamilies.NameOf(kind));
        Meta = rocks.GetColumnFamily(LedgerFamilies.Meta);
        Blocks = rocks.GetColumnFamily(LedgerFamilies.Block);
        Receipts = rocks.GetColumnFamily(LedgerFamilies.Receipt);
        History = rocks.GetColumnFamily(LedgerFamilies.History);
        Binding = rocks.GetColumnFamily(LedgerFamilies.Binding);
        Events = rocks.GetColumnFamily(LedgerFamilies.Event);
        Past = rocks.GetColumnFamily(LedgerFamilies.Past);
        Alerts = rocks.GetColumnFamily(LedgerFamilies.Alert);
    }

    /// <summary>The database itself.</summary>
    public RocksDatabase Rocks { get; }

    /// <summary>The part of the cache that is for rows: the most bytes of them that are kept beside the blocks.</summary>
    public long RowCacheSizeBytes { get; }

    /// <summary>The part of the cache that is for buckets and chunks of serials, in a ring of their own.</summary>
    public long SerialRingSizeBytes { get; }

    /// <summary>Whether there is room to write.</summary>
    public DiskRoom Room { get; }

    /// <summary>Single rows.</summary>
    public ColumnFamily Meta { get; }

    /// <summary>Blocks.</summary>
    public ColumnFamily Blocks { get; }

    /// <summary>Receipts.</summary>
    public ColumnFamily Receipts { get; }

    /// <summary>Histories of subjects.</summary>
    public ColumnFamily History { get; }

    /// <summary>Events that bind what is inside their subjects.</summary>
    public ColumnFamily Binding { get; }

    /// <summary>Events in the order of the chain.</summary>
    public ColumnFamily Events { get; }

    /// <summary>Rows as they were before a block changed them.</summary>
    public ColumnFamily Past { get; }

    /// <summary>Alerts.</summary>
    public ColumnFamily Alerts { get; }

    /// <summary>The embedded chain's log.</summary>
    public ColumnFamily BlockLog => Rocks.GetColumnFamily(Embedded.BlockLog.ColumnFamilyName);

    /// <summary>The relay's journal.</summary>
    public ColumnFamily Relay => Rocks.GetColumnFamily(LedgerFamilies.Relay);

    /// <summary>Opens the database, creating it when there is none.</summary>
    /// <param name="options">Where and how.</param>
    /// <param name="room">Watches the disk; null watches the folder's own.</param>
    /// <exception cref="DatabaseException">It cannot be used; the message says why and what to do.</exception>
    public static LedgerDatabase Open(LedgerDatabaseOptions options, DiskRoom? room = null)
    {
        BlockCache? cache = null;
        RocksDatabase? rocks = null;
        try
        {
            Directory.CreateDirectory(options.FolderPath);
            NativeHeap.GiveBackAtOnce(LargeBlockSizeBytes);
            cache = new BlockCache(options.BlockCacheSizeBytes);
            rocks = RocksDatabase.Open(options.FolderPath, RocksOptions(options), LedgerFamilies.Describe(cache, options.IsBulkLoad));
            SchemaVersion.Ensure(rocks, rocks.GetColumnFamily(LedgerFamilies.Meta));
            return new(rocks, cache, options, room);
        }
        catch (Exception exception)
        {
            rocks?.Dispose();
            cache?.Dispose();
            if (exception is DatabaseException) throw;
            if (Explain(options.FolderPath, exception) is { } explained) throw explained;
            throw;
        }
    }

    /// <summary>Adds the families that an older node did not have, empty, so that its database can be read by this one. No row is changed.</summary>
    /// <param name="options">Where and how; nobody may have it open.</param>
    /// <exception cref="DatabaseException">It cannot be opened.</exception>
    public static void AddMissingFamilies(LedgerDatabaseOptions options)
    {
        try
        {
            using var cache = new BlockCache(options.BlockCacheSizeBytes);
            var families = LedgerFamilies.Describe(cache);
            var there = RocksDatabase.ListColumnFamilies(options.FolderPath);
            if (families.All(family => there.Contains(family.Name, StringComparer.Ordinal))) return;
            RocksDatabase.Open(options.FolderPath, RocksOptions(options), families).Dispose();
        }
        catch (Exception exception)
        {
            if (Explain(options.FolderPath, exception) is { } explained) throw explained;
            throw;
        }
    }

    /// <summary>Opens the database for reading, beside a running node if there is one; shows what was written before this call.</summary>
    /// <param name="options">Where and how.</param>
    /// <exception cref="DatabaseException">It is not there or cannot be read. Beside a running node, files may go while it is opened: then it is
    /// <see cref="DatabaseFault.Damaged"/> or <see cref="DatabaseFault.Other"/>, and another try may succeed.</exception>
    public static LedgerDatabase OpenReadOnly(LedgerDatabaseOptions options)
    {
        var cache = new BlockCache(options.BlockCacheSizeBytes);
        try
        {
            // Every table file is opened here, so what the running node deletes afterwards stays readable.
            var rocks = RocksDatabase.OpenReadOnly(options.FolderPath, RocksOptions(options) with { MaximumOpenFiles = -1 }, LedgerFamilies.Describe(cache));
            try
            {
                SchemaVersion.RequireReadable(rocks, rocks.GetColumnFamily(LedgerFamilies.Meta));
            }
            catch
            {
                rocks.Dispose();
                throw;
            }

            return new(rocks, cache, options, room: null);
        }
        catch (Exception exception)
        {
            cache.Dispose();
            if (exception is DatabaseException) throw;
            if (Explain(options.FolderPath, exception) is { } explained) throw explained;
            throw;
        }
    }

    /// <summary>The family of a kind of the projection's rows.</summary>
    public ColumnFamily FamilyOf(EntityKind kind) =>
        _entities[(int)kind] ?? throw new ArgumentOutOfRangeException(nameof(kind), kind, "The projection has no such rows.");

    /// <inheritdoc/>
    public void Dispose()
    {
        Rocks.Dispose();
        _cache.Dispose();
    }

    private static RocksDatabaseOptions RocksOptions(LedgerDatabaseOptions options) => new()
    {
        TotalWriteBufferSizeBytes = options.WriteBufferSizeBytes,
        MaximumTotalWalSizeBytes = MaxTotalWalSizeBytes,
        FileOpeningThreads = FileOpeningThreads,
        Parallelism = Math.Max(2, Environment.ProcessorCount),

        // A start reads no more than it must: sizes are checked when a file is read, statistics are not needed.
        SkipStatisticsUpdateOnOpen = true,
        ConcurrentMemtableWrites = !options.IsBulkLoad,
        BytesPerSync = 1 << 20,
    };

    private static DatabaseException? Explain(string path, Exception exception) => exception switch
    {
        NativeLibraryMissingException missing => new(DatabaseFault.LibraryMissing, missing.Message, missing),
        UnauthorizedAccessException => Denied(path, exception),
        RocksDbException rocks => Explain(path, rocks),
        IOException io => new(DatabaseFault.NoPermission, $"The folder '{path}' cannot be made: {io.Message} Choose another data folder.", io),
        _ => null,
    };

    private static DatabaseException Explain(string path, RocksDbException exception) => exception.Kind switch
    {
        RocksDbErrorKind.Locked => new(
            DatabaseFault.InUse, $"The database in '{path}' is in use by another node: stop it, or choose another data folder.", exception),
        RocksDbErrorKind.Corruption => new(
            DatabaseFault.Damaged, $"The database in '{path}' is damaged: restore a backup, or run 'ledger index rebuild'. {exception.Message}", exception),
        RocksDbErrorKind.NoSpace => new(
            DatabaseFault.DiskFull, $"The disk of '{path}' is full: make room and start again.", exception),
        RocksDbErrorKind.InvalidArgument when exception.Message.Contains("olumn famil", StringComparison.Ordinal) => new(
            DatabaseFault.SchemaNewer, $"The database in '{path}' has column families that this node does not know: run the newer node, or choose another folder.", exception),
        _ when exception.Message.Contains("ermission denied", StringComparison.Ordinal) => Denied(path, exception),
        _ => new(DatabaseFault.Other, $"The database in '{path}' cannot be opened: {exception.Message}", exception),
    };

    private static DatabaseException Denied(string path, Exception exception) =>
        new(DatabaseFault.NoPermission, $"The folder '{path}' cannot be written: give this user the right to, or choose another data folder.", exception);
}
