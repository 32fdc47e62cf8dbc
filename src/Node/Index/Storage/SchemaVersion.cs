using System.Buffers.Binary;
using Ledger.Native.RocksDb;

namespace Ledger.Node.Index.Storage;

/// <summary>The version of the rows' layout, kept in <c>meta</c>.</summary>
internal static class SchemaVersion
{
    /// <summary>The layout that this node writes.</summary>
    public const uint Current = 1;

    private static readonly byte[] Key = "schema"u8.ToArray();

    /// <summary>What turns rows of version n into version n + 1, at index n − 1. Each commits its own batch, the new version in it.</summary>
    private static readonly IReadOnlyList<Action<RocksDatabase>> Migrations = [];

    /// <summary>Writes the version of a new database, migrates an older one, refuses a newer one.</summary>
    /// <exception cref="DatabaseException">A newer node wrote it, or the row is not a version.</exception>
    public static void Ensure(RocksDatabase database, ColumnFamily meta)
    {
        if (database.Get(meta, Key) is not { } stored)
        {
            Write(database, meta, Current);
            return;
        }

        if (stored.Length != sizeof(uint))
            throw new DatabaseException(DatabaseFault.Damaged, $"The schema version in '{database.Path}' cannot be read: restore a backup or rebuild the index.");
        var version = BinaryPrimitives.ReadUInt32BigEndian(stored);
        if (version is 0 or > Current)
        {
            throw new DatabaseException(
                DatabaseFault.SchemaNewer,
                $"The database in '{database.Path}' has schema {version}, this node knows {Current}: run the newer node, or choose another folder.");
        }

        for (; version < Current; version++)
        {
            Migrations[(int)version - 1](database);
            Write(database, meta, version + 1);
        }
    }

    private static void Write(RocksDatabase database, ColumnFamily meta, uint version)
    {
        Span<byte> value = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(value, version);
        database.Put(meta, Key, value, WriteOptions.Durable);
    }
}
