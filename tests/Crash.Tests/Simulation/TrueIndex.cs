using System.Security.Cryptography;
using Ledger.Contracts.Deployment;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Projection;
using Ledger.Ethereum.Primitives;
using Ledger.Native.RocksDb;
using Ledger.Node.Chain;
using Ledger.Node.Embedded;
using Ledger.Node.Index;
using Ledger.Node.Index.Serials;
using Ledger.Node.Index.Storage;
using Ledger.Node.Index.Writing;
using Ledger.Node.Tests.Testing;

namespace Ledger.Crash.Tests.Simulation;

/// <summary>A chain that was recorded, with the digests that follow from it and the rows that its own node made of it in fair weather.</summary>
internal sealed class TrueIndex
{
    // What is not made of blocks, depends on how far one read reached, or lies where chance put it.
    private static readonly string[] NotCompared =
    [
        LedgerFamilies.Meta, LedgerFamilies.Alert, LedgerFamilies.Relay, LedgerFamilies.Webhook, LedgerFamilies.Document, BlockLog.ColumnFamilyName,
        .. SerialFamilies(),
    ];

    private readonly Dictionary<string, string> _rows = new(StringComparer.Ordinal);
    private readonly List<string> _serials = [];
    private readonly RunId _run;

    private TrueIndex(NetworkDescriptor network, RunId run, IReadOnlyList<ChainBlock> blocks) =>
        (Network, _run, Blocks, Start) = (network, run, blocks, new(1, blocks[0].Header.ParentHash));

    public NetworkDescriptor Network { get; }

    /// <summary>The blocks from 1 on.</summary>
    public IReadOnlyList<ChainBlock> Blocks { get; }

    /// <summary>Where its index begins.</summary>
    public IndexStart Start { get; }

    /// <summary>The calldata of each transaction.</summary>
    public Dictionary<Bytes32, byte[]> Inputs { get; } = [];

    /// <summary>The digest after each block.</summary>
    public IReadOnlyList<Bytes32> Digests { get; private set; } = [];

    /// <summary>Records a world that has one run.</summary>
    public static async Task<TrueIndex> RecordAsync(LedgerWorld world, RunId run)
    {
        var truth = new TrueIndex(world.Network, run, [.. await world.Chain.ReadBlocksAsync(1, ChainLimits.MaxBlocksPerRead, CancellationToken.None)]);
        foreach (var hash in truth.Blocks.SelectMany(block => block.TransactionHashes))
            truth.Inputs[hash] = await world.Chain.ReadTransactionInputAsync(hash, CancellationToken.None);
        truth.Digests = truth.Project();
        foreach (var family in Families()) truth._rows[family] = Fingerprint(world.Database, family);
        while (world.Index.Serials.GetSerial(new(run, truth._serials.Count)) is { } serial) truth._serials.Add(serial);
        return truth;
    }

    /// <summary>Holds every row of another index against these. A run's serials may be missing, as where nobody shows them; they may not be wrong.</summary>
    public void RequireSameRows(LedgerIndex index, string hint)
    {
        index.Cursor!.Number.ShouldBe((ulong)Blocks.Count, hint);
        index.Cursor.Hash.ShouldBe(Blocks[^1].ClaimedHash, hint);
        index.Cursor.Digest.ShouldBe(Digests[^1], hint);
        foreach (var family in Families()) Fingerprint(index.Database, family).ShouldBe(_rows[family], $"the rows of '{family}' are not the true ones. {hint}");
        if (index.Serials.GetSerial(new(_run, 0)) is null) return;
        for (var unit = 0; unit <= _serials.Count; unit++) index.Serials.GetSerial(new(_run, unit)).ShouldBe(_serials.ElementAtOrDefault(unit), hint);
    }

    // By the projection alone, without what writes the index: a bug in that must not become the truth.
    private List<Bytes32> Project()
    {
        using var projection = new LedgerProjection(Network, new MemoryProjectionStore(), new BatchSink());
        var digests = new List<Bytes32>();
        foreach (var block in Blocks)
        {
            projection.Begin(new(block.Number, block.ClaimedHash, block.Header.TimestampSeconds), digests.Count == 0 ? Bytes32.Zero : digests[^1]);
            for (var i = 0; i < block.Receipts.Count; i++)
            {
                var logs = block.Receipts[i].Logs.Span;
                for (var j = 0; j < logs.Length; j++) projection.Apply(new(block.Number, (uint)i, logs[j].Index, (uint)j), logs[j]);
            }

            digests.Add(projection.End());
        }

        return digests;
    }

    private static IEnumerable<string> SerialFamilies()
    {
        using var cache = new BlockCache(1 << 20);
        return [.. SerialIndexFamilies.Describe(cache).Select(descriptor => descriptor.Name)];
    }

    private static IReadOnlyList<string> Families()
    {
        using var cache = new BlockCache(1 << 20);
        return [.. LedgerFamilies.Describe(cache).Select(descriptor => descriptor.Name).Except(NotCompared, StringComparer.Ordinal)];
    }

    private static string Fingerprint(LedgerDatabase database, string family)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var rows = database.Rocks.CreateIterator(database.Rocks.GetColumnFamily(family));
        for (var isValid = rows.SeekToFirst(); isValid; isValid = rows.Next())
        {
            hash.AppendData(BitConverter.GetBytes(rows.Key.Length));
            hash.AppendData(rows.Key);
            hash.AppendData(BitConverter.GetBytes(rows.Value.Length));
            hash.AppendData(rows.Value);
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
