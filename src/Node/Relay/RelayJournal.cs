using System.Buffers.Binary;
using Google.Protobuf;
using Ledger.Api.V1;
using Ledger.Ethereum.Primitives;
using Ledger.Native.RocksDb;
using Ledger.Node.Index.Storage;
using Ledger.Node.Index.Writing;

namespace Ledger.Node.Relay;

/// <summary>What is on its way, and which messages failed without a trace on the chain. Thread-safe.</summary>
/// <remarks>Rows of family <c>relay</c>: <c>T</c> | nonce → <see cref="JournalEntry"/>; <c>F</c> | number → a failed message's outcome.</remarks>
internal sealed class RelayJournal
{
    private const byte TransactionPrefix = (byte)'T';
    private const byte FailurePrefix = (byte)'F';
    private const int KeySizeBytes = 1 + sizeof(ulong);

    private readonly LedgerDatabase _database;
    private readonly IRelayFaults _faults;
    private readonly Lock _gate = new();
    private readonly SortedDictionary<ulong, PendingEntry> _pending = [];
    private readonly Dictionary<Bytes32, PendingEntry> _byDigest = [];
    private readonly Dictionary<Bytes32, PendingEntry> _byHash = [];
    private readonly Dictionary<Bytes32, (ulong Number, MessageOutcome Outcome)> _failures = [];
    private readonly Queue<(ulong Number, Bytes32 Digest)> _failureOrder = [];
    private ulong _nextFailure;

    private RelayJournal(LedgerDatabase database, IRelayFaults faults) => (_database, _faults) = (database, faults);

    /// <summary>How many transactions are on their way.</summary>
    public int Count
    {
        get
        {
            lock (_gate) return _pending.Count;
        }
    }

    /// <summary>Opens the journal.</summary>
    /// <exception cref="JournalException">A row is not what this writes.</exception>
    public static RelayJournal Open(LedgerDatabase database) => Open(database, NoRelayFaults.Instance);

    /// <summary>Opens the journal.</summary>
    /// <param name="database">The database.</param>
    /// <param name="faults">Lets a test act between the steps.</param>
    /// <exception cref="JournalException">A row is not what this writes.</exception>
    public static RelayJournal Open(LedgerDatabase database, IRelayFaults faults)
    {
        var journal = new RelayJournal(database, faults);
        using var iterator = database.Rocks.CreateIterator(database.Relay);
        for (var isValid = iterator.SeekToFirst(); isValid; isValid = iterator.Next()) journal.Load(iterator.Key, iterator.Value);
        return journal;
    }

    /// <summary>All that is on its way, by nonce.</summary>
    public IReadOnlyList<PendingEntry> All()
    {
        lock (_gate) return [.. _pending.Values];
    }

    /// <summary>The highest nonce on its way; null when there is none.</summary>
    public ulong? LastNonce()
    {
        lock (_gate) return _pending.Count == 0 ? null : _pending.Keys.Last();
    }

    /// <summary>The transaction that carries a message now.</summary>
    public PendingEntry? FindMessage(Bytes32 digest)
    {
        lock (_gate) return _byDigest.GetValueOrDefault(digest);
    }

    /// <summary>A transaction on its way.</summary>
    public PendingEntry? FindTransaction(Bytes32 hash)
    {
        lock (_gate) return _byHash.GetValueOrDefault(hash);
    }

    /// <summary>The outcome of a message that failed without a trace on the chain.</summary>
    public MessageOutcome? FindFailure(Bytes32 digest)
    {
        lock (_gate) return _failures.TryGetValue(digest, out var failure) ? failure.Outcome.Clone() : null;
    }

    /// <summary>Writes transactions, all of them or none, and makes sure that they are on the device.</summary>
    /// <exception cref="NoRoomException">The disk is full; nothing was written.</exception>
    public IReadOnlyList<PendingEntry> Add(IReadOnlyList<JournalEntry> entries)
    {
        if (!_database.Room.HasRoom) throw new NoRoomException(_database.Room.Complaint);
        var pending = entries.Select(entry => new PendingEntry(entry)).ToList();
        lock (_gate)
        {
            using var batch = new WriteBatch();
            foreach (var entry in entries)
            {
                batch.Put(_database.Relay, KeyOf(TransactionPrefix, entry.Nonce), entry.Encode());
                _faults.At(RelayStep.EntryFilled, entry.Nonce);
            }

            WriteDurably(batch);
            foreach (var entry in pending)
            {
                _faults.At(RelayStep.EntryJournalled, entry.Entry.Nonce);
                Remember(entry);
            }
        }

        return pending;
    }

    /// <summary>Ends a transaction that is in a block, and keeps what the index cannot tell of its messages.</summary>
    /// <param name="entry">The transaction.</param>
    /// <param name="failures">Outcomes of messages that left no trace on the chain.</param>
    public void Complete(PendingEntry entry, IReadOnlyList<MessageOutcome> failures)
    {
        lock (_gate)
        {
            using var batch = new WriteBatch();
            batch.Delete(_database.Relay, KeyOf(TransactionPrefix, entry.Entry.Nonce));
            foreach (var failure in failures)
            {
                batch.Put(_database.Relay, KeyOf(FailurePrefix, _nextFailure), failure.ToByteArray());
                RememberFailure(_nextFailure, failure);
            }

            while (_failureOrder.Count > RelayLimits.MaxRememberedFailures)
            {
                var (number, digest) = _failureOrder.Dequeue();
                if (_failures.TryGetValue(digest, out var known) && known.Number == number) _failures.Remove(digest);
                batch.Delete(_database.Relay, KeyOf(FailurePrefix, number));
            }

            // Not synced: should this be lost, the transaction is found in its block again.
            _faults.At(RelayStep.OutcomeFound, entry.Entry.Nonce);
            _database.Rocks.Write(batch);
            _faults.At(RelayStep.OutcomeJournalled, entry.Entry.Nonce);
            _pending.Remove(entry.Entry.Nonce);
            _byHash.Remove(entry.Entry.Hash);
            foreach (var digest in entry.Entry.Digests) _byDigest.Remove(digest);
        }

        entry.Complete();
    }

    private void WriteDurably(WriteBatch batch)
    {
        try
        {
            _database.Rocks.Write(batch, WriteOptions.Durable);
        }
        catch (RocksDbException exception) when (exception.Kind is RocksDbErrorKind.NoSpace)
        {
            throw _database.Room.ReportRefusal(exception);
        }
    }

    private static byte[] KeyOf(byte prefix, ulong number)
    {
        var key = new byte[KeySizeBytes];
        key[0] = prefix;
        BinaryPrimitives.WriteUInt64BigEndian(key.AsSpan(1), number);
        return key;
    }

    private void Load(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        if (key.Length != KeySizeBytes) throw new JournalException($"A key of the relay's journal has {key.Length} bytes.");
        if (key[0] == TransactionPrefix)
        {
            Remember(new(JournalEntry.Decode(value)));
            return;
        }

        if (key[0] != FailurePrefix) throw new JournalException($"The relay's journal has a row of the unknown kind {key[0]}.");
        try
        {
            RememberFailure(BinaryPrimitives.ReadUInt64BigEndian(key[1..]), MessageOutcome.Parser.ParseFrom(value));
        }
        catch (Exception exception) when (exception is InvalidProtocolBufferException or EthereumFormatException or ArgumentException)
        {
            throw new JournalException("A failure in the relay's journal cannot be read.", exception);
        }
    }

    private void Remember(PendingEntry pending)
    {
        _pending[pending.Entry.Nonce] = pending;
        _byHash[pending.Entry.Hash] = pending;
        foreach (var digest in pending.Entry.Digests)
        {
            _byDigest[digest] = pending;

            // A message that is tried again has no outcome yet.
            _failures.Remove(digest);
        }
    }

    private void RememberFailure(ulong number, MessageOutcome failure)
    {
        var digest = new Bytes32(failure.Digest.Span);
        _failures[digest] = (number, failure);
        _failureOrder.Enqueue((number, digest));
        _nextFailure = number + 1;
    }
}
