using Ledger.Contracts.Deployment;
using Ledger.Contracts.Generated;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Projection.Records;
using Ledger.Ethereum.Primitives;
using Ledger.Ethereum.Trie;
using Ledger.Native.RocksDb;
using Ledger.Node.Hosting;
using Ledger.Node.Index;
using Ledger.Node.Index.Reading;
using Ledger.Node.Index.Rebuild;
using Ledger.Node.Index.Rows;
using Ledger.Node.Index.Serials;
using Ledger.Node.Index.Storage;
using Ledger.Node.Index.Writing;

namespace Ledger.Crash.Tests.Testing;

/// <summary>What a killed node has left on the disk, opened from a copy and held against a fresh rebuild.</summary>
internal sealed class LeftIndex : IDisposable
{
    // What is not made of blocks, or lies where chance put it: findings, buckets that a seal moves, and what is no index at all.
    private static readonly string[] NotCompared =
    [
        LedgerFamilies.Meta, LedgerFamilies.Alert, LedgerFamilies.Relay, LedgerFamilies.Webhook, LedgerFamilies.Document, SerialIndexFamilies.SerialBucket,
        Ledger.Node.Embedded.BlockLog.ColumnFamilyName,
    ];

    private readonly TestFolder _folder = new();
    private readonly LedgerDatabase _database;
    private readonly IndexStart _start;

    private LeftIndex(TestFolder folder, LedgerDatabase database, NetworkDescriptor network)
    {
        (_folder, _database, Network) = (folder, database, network);
        var first = Math.Max(1, network.DeployedBlock);
        _start = new(first, first == 1 && network.GenesisHash != default ? network.GenesisHash : null);
        Index = LedgerIndex.Open(database, network, _start, new SerialIndexOptions(), NoIndexFaults.Instance);
        Views = new(Index, TimeProvider.System);
    }

    public NetworkDescriptor Network { get; }

    public LedgerIndex Index { get; }

    public IndexViews Views { get; }

    /// <summary>Opens a copy of a data folder's database; null when no network was founded in it yet.</summary>
    public static LeftIndex? Open(string dataFolderPath)
    {
        var source = System.IO.Path.Combine(dataFolderPath, "db");
        if (!File.Exists(System.IO.Path.Combine(source, "CURRENT"))) return null;
        var folder = new TestFolder();
        TestFolder.Copy(source, folder.In("copy"));
        var database = LedgerDatabase.Open(new() { FolderPath = folder.In("copy"), CacheSizeBytes = 8 << 20 });
        if (new NetworkStore(database).Read() is { } stored) return new(folder, database, stored.Descriptor);
        database.Dispose();
        folder.Dispose();
        return null;
    }

    /// <summary>Holds the index against one made anew of its receipts: digests block by block, rows byte by byte, serials one by one.</summary>
    public async Task RequireEqualToARebuildAsync(string hint)
    {
        var rebuild = new IndexRebuild(Network, _start, new());
        var report = await rebuild.RunAsync(Index, Views, _folder.In("rebuilt"), progress: null, CancellationToken.None);
        report.Agrees.ShouldBeTrue($"{hint}: block {report.FirstDifference} has digest {report.Expected}, rebuilt {report.Actual}");
        if (Index.Cursor is null) return;
        report.Actual.ShouldBe(Index.Cursor.Digest, hint);
        using var database = LedgerDatabase.Open(new() { FolderPath = _folder.In("rebuilt"), CacheSizeBytes = 8 << 20 });
        using var rebuilt = LedgerIndex.Open(database, Network, _start, new(), NoIndexFaults.Instance);
        using var cache = new BlockCache(1 << 20);
        foreach (var family in LedgerFamilies.Describe(cache).Select(descriptor => descriptor.Name).Except(NotCompared, StringComparer.Ordinal))
            RequireSameRows(family, database, hint);
        RequireSameSerials(rebuilt, hint);
    }

    /// <summary>The hash of every block, from 1 on.</summary>
    public IReadOnlyList<Bytes32> BlockHashes()
    {
        using var view = Views.Open();
        return view is null ? [] : [.. Enumerable.Range(1, (int)view.Cursor.Number).Select(number => view.Block((ulong)number)!.Hash)];
    }

    /// <summary>The block that applied a message; null when none did.</summary>
    public ulong? AppliedIn(Bytes32 digest)
    {
        using var view = Views.Open();
        return view is not null && view.Rows.TryMessage(digest, out var record) && record.State is MessageState.Applied ? record.Event.Block : null;
    }

    /// <summary>How often each message was applied, counted in the receipts themselves; and no transaction is in two blocks.</summary>
    public IReadOnlyDictionary<Bytes32, int> CountApplied(string hint)
    {
        var applied = new Dictionary<Bytes32, int>();
        var transactions = new HashSet<Bytes32>();
        for (var number = _start.FirstBlock; number <= (Index.Cursor?.Number ?? 0); number++)
        {
            foreach (var row in ReceiptRows.Of(_database, number))
            {
                transactions.Add(row.TransactionHash).ShouldBeTrue($"{hint}: transaction {row.TransactionHash} is in two blocks");
                foreach (ref readonly var log in ReceiptRlp.Decode(row.Receipt.Span).Logs.ToArray().AsSpan())
                {
                    if (AppliedEvent.TryDecode(log.Topics.Span, log.Data.Span, out var message)) applied[message.Digest] = applied.GetValueOrDefault(message.Digest) + 1;
                }
            }
        }

        return applied;
    }

    public void Dispose()
    {
        Views.Dispose();
        Index.Dispose();
        _database.Dispose();
        _folder.Dispose();
    }

    private void RequireSameRows(string family, LedgerDatabase rebuilt, string hint)
    {
        using var left = _database.Rocks.CreateIterator(_database.Rocks.GetColumnFamily(family));
        using var right = rebuilt.Rocks.CreateIterator(rebuilt.Rocks.GetColumnFamily(family));
        var (hasLeft, hasRight) = (left.SeekToFirst(), right.SeekToFirst());
        for (; hasLeft && hasRight; hasLeft = left.Next(), hasRight = right.Next())
        {
            var isSame = left.Key.SequenceEqual(right.Key) && left.Value.SequenceEqual(right.Value);
            isSame.ShouldBeTrue($"{hint}: family {family}, row {Convert.ToHexString(left.Key)} = {Convert.ToHexString(left.Value)}, "
                + $"rebuilt {Convert.ToHexString(right.Key)} = {Convert.ToHexString(right.Value)}");
        }

        hasLeft.ShouldBe(hasRight, $"{hint}: family {family} has {(hasLeft ? "more" : "fewer")} rows than the rebuilt one");
    }

    private void RequireSameSerials(LedgerIndex rebuilt, string hint)
    {
        using var view = Views.Open()!;
        var runs = (uint)view.Rows.Counter(Contracts.Projection.ProjectionCounters.Runs);
        for (var run = new RunId(1); run.Value <= runs; run = new(run.Value + 1))
        {
            view.Rows.TryRun(run, out var record).ShouldBeTrue();
            for (var unit = 0; rebuilt.Serials.GetSerial(new(run, unit)) is { } serial; unit++)
            {
                Index.Serials.TryFind(record!.Gtin, System.Text.Encoding.ASCII.GetBytes(serial), out var matches).ShouldBeTrue($"{hint}: serial {serial} is not found");
                matches.Count.ShouldBe(1, hint);
                matches[0].ShouldBe(new UnitReference(run, unit), hint);
            }
        }
    }
}
