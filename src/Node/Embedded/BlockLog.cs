using Ledger.Ethereum.Primitives;
using Ledger.Native.RocksDb;

namespace Ledger.Node.Embedded;

/// <summary>The durable truth of the embedded chain: what went into each block, and what hash came out. Thread-safe.</summary>
/// <remarks>
/// Entries are contiguous from 1. Every entry but the last has a hash; the last has none between the moment it is written and the
/// moment its block has been mined and compared. Every write is on the device before the method returns.
/// </remarks>
internal sealed class BlockLog
{
    /// <summary>The column family's name.</summary>
    public const string ColumnFamilyName = "block_log";

    private readonly RocksDatabase _database;
    private readonly ColumnFamily _family;
    private ulong _last;

    /// <summary>Opens the log and finds its end.</summary>
    /// <param name="database">The node's database.</param>
    /// <param name="family">The column family <see cref="ColumnFamilyName"/>, of which nothing else makes use.</param>
    public BlockLog(RocksDatabase database, ColumnFamily family)
    {
        _database = database;
        _family = family;
        _last = FindLast();
    }

    /// <summary>The number of the last entry; 0 when there is none.</summary>
    public ulong Last => Volatile.Read(ref _last);

    /// <summary>The genesis record; null before the first start has finished.</summary>
    public GenesisParameters? ReadGenesis() =>
        _database.Get(_family, BlockLogCodec.GenesisKey) is { } encoded ? GenesisParameters.Decode(encoded) : null;

    /// <summary>Writes the genesis record, once.</summary>
    public void WriteGenesis(GenesisParameters parameters)
    {
        if (ReadGenesis() is not null) throw new InvalidOperationException("The genesis record is already written.");
        using var batch = new WriteBatch();
        batch.Put(_family, BlockLogCodec.GenesisKey, parameters.Encode());
        _database.Write(batch, WriteOptions.Durable);
    }

    /// <summary>A block's entry; null beyond the end.</summary>
    /// <exception cref="BlockLogException">It is damaged.</exception>
    public BlockLogEntry? ReadEntry(ulong number) =>
        _database.Get(_family, BlockLogCodec.EntryKey(number)) is { } encoded ? BlockLogCodec.Decode(encoded, number) : null;

    /// <summary>A block's hash; null when it was never mined and compared.</summary>
    public Bytes32? ReadHash(ulong number) =>
        _database.Get(_family, BlockLogCodec.HashKey(number)) is { } hash ? new Bytes32(hash) : null;

    /// <summary>Where a transaction stands; null when it is in no entry.</summary>
    public (ulong Number, int Index)? FindTransaction(Bytes32 hash) =>
        _database.Get(_family, BlockLogCodec.TransactionKey(hash)) is { } place ? BlockLogCodec.DecodePlace(place) : null;

    /// <summary>Appends an entry. Its transactions are findable from now on.</summary>
    /// <param name="entry">The next entry.</param>
    /// <param name="hashes">The hashes of its transactions, in order.</param>
    /// <exception cref="RocksDbException">It could not be written; nothing was.</exception>
    public void Append(BlockLogEntry entry, IReadOnlyList<Bytes32> hashes)
    {
        if (entry.Number != Last + 1) throw new InvalidOperationException($"Entry {entry.Number} does not follow {Last}.");
        if (Last > 0 && ReadHash(Last) is null) throw new InvalidOperationException($"Block {Last} has no hash yet.");
        using var batch = new WriteBatch();
        batch.Put(_family, BlockLogCodec.EntryKey(entry.Number), BlockLogCodec.Encode(entry));
        for (var index = 0; index < hashes.Count; index++)
            batch.Put(_family, BlockLogCodec.TransactionKey(hashes[index]), BlockLogCodec.EncodePlace(entry.Number, index));
        _database.Write(batch, WriteOptions.Durable);
        Volatile.Write(ref _last, entry.Number);
    }

    /// <summary>Seals the last entry with its block's hash. Sealing again with the same hash is harmless.</summary>
    public void Seal(ulong number, Bytes32 hash)
    {
        if (number != Last) throw new InvalidOperationException($"Block {number} is not the last one, {Last}.");
        if (ReadHash(number) is { } known && known != hash)
            throw new InvalidOperationException($"Block {number} is already sealed with {known}.");
        using var batch = new WriteBatch();
        batch.Put(_family, BlockLogCodec.HashKey(number), hash.Span);
        _database.Write(batch, WriteOptions.Durable);
    }

    // Entries are contiguous, so the end is found by doubling and halving: some 40 reads for any length.
    private ulong FindLast()
    {
        ulong present = 0, absent = 1;
        while (Exists(absent)) (present, absent) = (absent, checked(absent * 2));
        while (absent - present > 1)
        {
            var middle = present + ((absent - present) / 2);
            if (Exists(middle)) present = middle;
            else absent = middle;
        }

        return present;
    }

    private bool Exists(ulong number) => _database.Has(_family, BlockLogCodec.EntryKey(number));
}
