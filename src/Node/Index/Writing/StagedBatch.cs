using Ledger.Ethereum.Primitives;
using Ledger.Ethereum.Rlp;
using Ledger.Ethereum.Trie;
using Ledger.Native.RocksDb;
using Ledger.Node.Follower;
using Ledger.Node.Index.Rows;
using Ledger.Node.Index.Storage;

namespace Ledger.Node.Index.Writing;

/// <summary>Blocks that were applied and not written, with all their effects. One thread at a time: first the one that applies, then who fills, then who writes.</summary>
internal sealed class StagedBatch : IDisposable
{
    // What a log takes beside its data: address, topics, lists; and a receipt beside its logs: mostly its bloom filter.
    private const int LogSizeBytes = 160;
    private const int ReceiptSizeBytes = 320;

    private readonly List<(VerifiedBlock Block, Bytes32 Digest)> _blocks = [];

    /// <summary>What goes to the database.</summary>
    public WriteBatch Changes { get; } = new();

    /// <summary>Histories and alerts.</summary>
    public BatchSink Sink { get; } = new();

    /// <summary>Rows of the projection, once the batch is closed.</summary>
    public RowChanges Rows { get; } = new();

    /// <summary>The last block; null while there is none.</summary>
    public IndexCursor? Last { get; private set; }

    /// <summary>About how many bytes the receipts have.</summary>
    public long ReceiptsSizeBytes { get; private set; }

    /// <summary>The blocks with their digests, in order.</summary>
    public IReadOnlyList<(VerifiedBlock Block, Bytes32 Digest)> Blocks => _blocks;

    /// <summary>Adds a block whose effects are in here.</summary>
    public void Add(VerifiedBlock block, Bytes32 digest)
    {
        _blocks.Add((block, digest));
        Last = new(block.Number, block.Hash, digest, block.Header.TimestampSeconds);
        foreach (var receipt in block.Receipts)
        {
            ReceiptsSizeBytes += ReceiptSizeBytes;
            foreach (ref readonly var log in receipt.Logs.Span) ReceiptsSizeBytes += LogSizeBytes + log.Data.Length;
        }
    }

    /// <summary>Puts everything but alerts into <see cref="Changes"/>, and the cursor that says so. There must be a block.</summary>
    public void Fill(LedgerDatabase database)
    {
        PutBlocks(database);
        Rows.CopyTo(Changes, database);
        Sink.CopyTo(Changes, database);
        Changes.Put(database.Meta, IndexCursor.Key, Last!.Encode());
        if (_blocks[^1].Block.Trust is { } trust) Changes.Put(database.Meta, SealTracker.Key, trust.Encode());
    }

    /// <summary>Puts those alerts into <see cref="Changes"/> that are not in the log already. The batch before must be written.</summary>
    public void PutAlerts(AlertLog alerts)
    {
        foreach (var alert in Sink.Alerts) alerts.Put(Changes, alert);
    }

    /// <summary>Forgets everything and keeps the memory.</summary>
    public void Clear()
    {
        _blocks.Clear();
        Changes.Clear();
        Sink.Clear();
        Rows.Clear();
        (Last, ReceiptsSizeBytes) = (null, 0);
    }

    /// <inheritdoc/>
    public void Dispose() => Changes.Dispose();

    private void PutBlocks(LedgerDatabase database)
    {
        var writer = new RlpWriter();
        try
        {
            foreach (var (block, digest) in _blocks)
            {
                var row = new BlockRow(block.Hash, digest, block.Header.TimestampSeconds, (uint)block.Receipts.Count, block.HeaderRlp);
                Changes.Put(database.Blocks, BlockRow.KeyOf(block.Number), row.Encode());
                var logs = 0u;
                for (var i = 0; i < block.Receipts.Count; i++)
                {
                    writer.Clear();
                    ReceiptRow.WriteHead(block.TransactionHashes[i], logs, ref writer);
                    ReceiptRlp.Write(block.Receipts[i], ref writer);
                    Changes.Put(database.Receipts, ReceiptRow.KeyOf(block.Number, (uint)i), writer.WrittenSpan);
                    logs += (uint)block.Receipts[i].Logs.Length;
                }
            }
        }
        finally
        {
            writer.Dispose();
        }
    }
}
