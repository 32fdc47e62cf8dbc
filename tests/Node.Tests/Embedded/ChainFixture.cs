using Ledger.Ethereum.Primitives;
using Ledger.Native.RocksDb;
using Ledger.Node.Chain;
using Ledger.Node.Embedded;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Node.Tests.Embedded;

/// <summary>A folder with a database and an embedded chain, opened, abandoned and opened again as a node would.</summary>
internal sealed class ChainFixture : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly CancellationTokenSource _limit = new(Patience);
    private RocksDatabase? _database;
    private EmbeddedChain? _chain;

    public ChainFixture()
        : this(Directory.CreateTempSubdirectory("ledger-chain-").FullName)
    {
    }

    public ChainFixture(string folderPath) => FolderPath = folderPath;

    public string FolderPath { get; }

    public string ChainFolderPath => Path.Combine(FolderPath, "chain");

    public EmbeddedChain Chain => _chain ?? throw new InvalidOperationException("The chain is not open.");

    public RocksDatabase Database => _database ?? throw new InvalidOperationException("The database is not open.");

    public CancellationToken Cancellation => _limit.Token;

    public EmbeddedChainOptions DefaultOptions => new()
    {
        FolderPath = ChainFolderPath,
        GenesisTimestampSeconds = 1_700_000_000,
        MinBlockIntervalMilliseconds = 1,
        DiskRetryMilliseconds = 20,
    };

    /// <summary>Opens the database and prepares the chain.</summary>
    public EmbeddedChain Prepare(EmbeddedChainOptions? options = null, IFaultInjector? faults = null, TimeProvider? timeProvider = null)
    {
        _database ??= RocksDatabase.Open(
            Path.Combine(FolderPath, "db"),
            new RocksDatabaseOptions(),
            new ColumnFamilyDescriptor(ColumnFamilyDescriptor.DefaultName),
            new ColumnFamilyDescriptor(BlockLog.ColumnFamilyName));
        _chain = new EmbeddedChain(
            options ?? DefaultOptions,
            _database,
            _database.GetColumnFamily(BlockLog.ColumnFamilyName),
            timeProvider ?? TimeProvider.System,
            NullLogger<EmbeddedChain>.Instance,
            faults ?? NoFaults.Instance);
        return _chain;
    }

    /// <summary>Opens and starts the chain with a follower that has everything up to <paramref name="followFrom"/>, exclusively.</summary>
    public async Task<EmbeddedChain> StartAsync(
        ulong followFrom = 1, EmbeddedChainOptions? options = null, IFaultInjector? faults = null, TimeProvider? timeProvider = null)
    {
        await Prepare(options, faults, timeProvider).StartAsync(followFrom, Cancellation);
        return Chain;
    }

    /// <summary>Closes chain and database, as the end of a node does.</summary>
    public async Task StopAsync()
    {
        if (_chain is not null) await _chain.DisposeAsync();
        _chain = null;
        _database?.Dispose();
        _database = null;
    }

    /// <summary>Opens the database alone.</summary>
    public BlockLog OpenLog()
    {
        _database ??= RocksDatabase.Open(
            Path.Combine(FolderPath, "db"),
            new RocksDatabaseOptions(),
            new ColumnFamilyDescriptor(ColumnFamilyDescriptor.DefaultName),
            new ColumnFamilyDescriptor(BlockLog.ColumnFamilyName));
        return new BlockLog(_database, _database.GetColumnFamily(BlockLog.ColumnFamilyName));
    }

    /// <summary>Sends a transaction and waits until it is in a visible block.</summary>
    public async Task SendAndWaitAsync(params byte[][] transactions)
    {
        foreach (var transaction in transactions)
        {
            var hash = await Chain.SendRawTransactionAsync(transaction, Cancellation);
            await WaitForTransactionAsync(hash);
        }
    }

    /// <summary>Waits until a transaction is in a visible block.</summary>
    public async Task WaitForTransactionAsync(Bytes32 hash)
    {
        var head = Chain.Head;
        while (!await HasTransactionAsync(hash)) head = await Chain.WaitForHeadAsync(head, Cancellation);
    }

    /// <summary>All visible blocks' hashes from a number on, read as a follower reads.</summary>
    public async Task<IReadOnlyList<Bytes32>> ReadHashesAsync(ulong from = 1)
    {
        var hashes = new List<Bytes32>();
        for (var number = from; number <= Chain.Head;)
        {
            var blocks = await Chain.ReadBlocksAsync(number, ChainLimits.MaxBlocksPerRead, Cancellation);
            foreach (var block in blocks)
            {
                block.Header.ComputeHash().ShouldBe(block.ClaimedHash);
                block.Receipts.Count.ShouldBe(block.TransactionHashes.Count);
                block.Receipts.ShouldAllBe(receipt => receipt.IsSuccess);
            }

            hashes.AddRange(blocks.Select(block => block.ClaimedHash));
            number += (ulong)blocks.Count;
        }

        return hashes;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _limit.Dispose();
        Directory.Delete(FolderPath, recursive: true);
    }

    public async Task<bool> HasTransactionAsync(Bytes32 hash)
    {
        try
        {
            await Chain.ReadTransactionInputAsync(hash, Cancellation);
            return true;
        }
        catch (KeyNotFoundException)
        {
            return false;
        }
    }
}
