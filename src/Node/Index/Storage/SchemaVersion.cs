using System.Buffers.Binary;
using Ledger.Native.RocksDb;

namespace Ledger.Node.Index.Storage;

/// <summary>The version of the rows' layout, kept in <c>meta</c>.</summary>
internal static class SchemaVersion
{
    /// <summary>The layout that this node writes: 1 had one generation of buckets, and no rows of shipments, conditions and what came with them; 2 no rows of the past, and one anchor of a root; 3 a row for each event of a subject and each event, and all of a message's digest; 4 binding events twice, and a mirror of the sums.</summary>
    public const uint Current = 5;

    private static readonly byte[] Key = "schema"u8.ToArray();

    // What turns rows of version n into version n + 1, at index n − 1; null where only a rebuild can, since the rows that are missing follow from all receipts.
    private static readonly IReadOnlyList<Action<RocksDatabase>?> Migrations = [null, null, null, null];

    /// <summary>Writes the version of a new database, migrates an older one, refuses a newer one and one that must be rebuilt.</summary>
    /// <exception cref="DatabaseException">A newer node wrote it, an older one whose rows cannot be migrated, or the row is not a version.</exception>
    public static void Ensure(RocksDatabase database, ColumnFamily meta)
    {
        if (database.Get(meta, Key) is not { } stored)
        {
            Write(database, meta, Current);
            return;
        }

        for (var version = Read(database, stored); version < Current; version++)
        {
            if (Migrations[(int)version - 1] is not { } migrate) throw Older(database, version);
            migrate(database);
            Write(database, meta, version + 1);
        }
    }

    /// <summary>Refuses a database of a newer node. An older one can be read as far as its receipts, which is what a rebuild needs.</summary>
    /// <exception cref="DatabaseException">A newer node wrote it, or the row is not a version.</exception>
    public static void RequireReadable(RocksDatabase database, ColumnFamily meta)
    {
        if (database.Get(meta, Key) is { } stored) Read(database, stored);
    }

    /// <summary>Refuses a database of another schema: its rows and digests are not those that this node makes of the same receipts.</summary>
    /// <exception cref="DatabaseException">A newer or an older node wrote it, or the row is not a version.</exception>
    public static void RequireCurrent(RocksDatabase database, ColumnFamily meta)
    {
        if (database.Get(meta, Key) is { } stored && Read(database, stored) is var version and < Current) throw Older(database, version);
    }

    private static DatabaseException Older(RocksDatabase database, uint version) => new(
        DatabaseFault.SchemaOlder,
        $"The database in '{database.Path}' has schema {version}, this node has {Current}: run 'ledger index rebuild', which makes the index anew from its receipts.");

    private static uint Read(RocksDatabase database, byte[] stored)
    {
        if (stored.Length != sizeof(uint))
            throw new DatabaseException(DatabaseFault.Damaged, $"The schema version in '{database.Path}' cannot be read: restore a backup or rebuild the index.");
        var version = BinaryPrimitives.ReadUInt32BigEndian(stored);
        if (version is 0 or > Current)
        {
            throw new DatabaseException(
                DatabaseFault.SchemaNewer,
                $"The database in '{database.Path}' has schema {version}, this node knows {Current}: run the newer node, or choose another folder.");
        }

        return version;
    }

    private static void Write(RocksDatabase database, ColumnFamily meta, uint version)
    {
        Span<byte> value = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(value, version);
        database.Put(meta, Key, value, WriteOptions.Durable);
    }
}
