using Ledger.Ethereum.JsonRpc;
using Ledger.Ethereum.Primitives;
using Ledger.Native.RocksDb;
using Ledger.Node.Chain;
using Ledger.Node.Chain.Reads;

namespace Ledger.Node.Embedded;

/// <summary>A chain inside the node: anvil as a child process, made crash-safe by the block log.</summary>
/// <remarks>
/// What <see cref="SendRawTransactionAsync"/> promises: the transaction is admissible and waits in memory for its block. It survives the
/// end
/// of the chain process, not that of the node, so its sender keeps it until it sees it in a block, and sends the same bytes again after a
/// restart. What is in a visible block survives everything that the disk survives: its entry and its hash are on the device before
/// <see cref="Head"/> moves, and every replay yields the same hash. An entry that was written but not mined is completed by the next start.
/// <para>
/// One thing does not survive a snapshot in anvil 1.7.1: its <c>BLOCKHASH</c> of blocks before the snapshot (measured). A contract that
/// stores such hashes halts a later replay; Ledger's contracts use none.
/// </para>
/// </remarks>
internal sealed class EmbeddedChain : IChain, IReadTarget
{
    private readonly EmbeddedChainOptions _options;
    private readonly BlockLog _log;
    private readonly OrphanGuard _guard;
    private readonly ILogger _logger;
    private readonly ChainProgress _progress;
    private readonly TransactionPool _pool;
    private readonly ChainSupervisor _supervisor;
    private readonly ChainReader _reader;
    private readonly TransactionAdmission _admission;
    private readonly CancellationTokenSource _stopping = new();
    private Task _run = Task.CompletedTask;
    private int _isStarted;

    /// <summary>Prepares the chain; nothing runs before <see cref="StartAsync"/>.</summary>
    /// <param name="options">Set-up and bounds.</param>
    /// <param name="database">The node's database, which must outlive this.</param>
    /// <param name="blockLogFamily">The column family <see cref="BlockLog.ColumnFamilyName"/> in it.</param>
    /// <param name="timeProvider">Block times, pace and delays.</param>
    /// <param name="logger">Alarms and warnings.</param>
    /// <param name="faults">Lets a test act between the steps; <see cref="NoFaults"/> otherwise.</param>
    public EmbeddedChain(
        EmbeddedChainOptions options,
        RocksDatabase database,
        ColumnFamily blockLogFamily,
        TimeProvider timeProvider,
        ILogger<EmbeddedChain> logger,
        IFaultInjector faults)
    {
        _options = options;
        _logger = logger;
        _log = new BlockLog(database, blockLogFamily);
        _guard = new OrphanGuard(options.FolderPath);
        _progress = new ChainProgress(options.MaxBlocksAhead);
        _pool = new TransactionPool(options.MaxPoolTransactions, options.MaxPoolSizeBytes);
        _reader = new ChainReader(_progress, _log, options.ChainId);
        _admission = new TransactionAdmission(options, _pool, _log, _reader, _progress);
        var miner = new BlockMiner(faults);
        var disk = new DiskPatience(_progress, options, () => new DriveInfo(database.Path).AvailableFreeSpace, timeProvider, logger);
        var store = new SnapshotStore(options.FolderPath, faults);
        var snapshotter = new Snapshotter(options, _log, store, _progress, faults, timeProvider, logger);
        var starter = new AnvilStarter(options, _log, _guard, timeProvider);
        var restorer = new ChainRestorer(starter, _log, store, snapshotter, miner, disk, _progress, faults, logger);
        var builder = new BlockBuilder(options, _pool, _log, miner, disk, snapshotter, _progress, faults, timeProvider);
        _supervisor = new ChainSupervisor(options, restorer, builder, _pool, _progress, timeProvider, logger);
    }

    /// <inheritdoc/>
    public ulong ChainId => _options.ChainId;

    /// <inheritdoc/>
    public Bytes32? GenesisHash => _log.ReadGenesis()?.GenesisHash;

    /// <inheritdoc/>
    public ChainHealth Health => _progress.Health;

    /// <inheritdoc/>
    public ulong Head => _progress.Head.Value;

    /// <summary>The id of the chain process; null while there is none.</summary>
    internal int? ProcessId => _progress.Readable?.Process.ProcessId;

    /// <summary>Where anvil listens; null while there is none.</summary>
    internal Uri? Endpoint => _progress.Readable?.Process.Endpoint;

    /// <inheritdoc/>
    public IJsonRpcTransport? ReadTransport => _progress.Readable?.Rpc.Ethereum.Transport;

    /// <inheritdoc/>
    public async Task StartAsync(ulong followFrom, CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _isStarted, 1) == 1) throw new InvalidOperationException("The chain was already started.");
        CreateFolder();
        if (await _guard.EndOrphanAsync(cancellationToken) is { } orphan)
            _logger.LogWarning("The chain process {ProcessId} had outlived its node and was ended.", orphan);
        DurableFile.RemoveLeftovers(_options.FolderPath);
        _progress.Followed.Raise(followFrom == 0 ? 0 : followFrom - 1);
        _run = Task.Run(() => _supervisor.RunAsync(_stopping.Token), CancellationToken.None);
        await _progress.Started.WaitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public Task<ulong> WaitForHeadAsync(ulong beyond, CancellationToken cancellationToken) =>
        _progress.Head.WaitAboveAsync(beyond, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ChainBlock>> ReadBlocksAsync(ulong from, int count, CancellationToken cancellationToken) =>
        _reader.ReadBlocksAsync(from, count, cancellationToken);

    /// <inheritdoc/>
    public Task<byte[]> ReadTransactionInputAsync(Bytes32 transactionHash, CancellationToken cancellationToken) =>
        Task.FromResult(_reader.ReadTransactionInput(transactionHash));

    /// <inheritdoc/>
    public Task<ChainCallResult> CallAsync(ChainCall call, CancellationToken cancellationToken) =>
        _reader.CallAsync(call, cancellationToken);

    /// <inheritdoc/>
    public Task<Bytes32> SendRawTransactionAsync(ReadOnlyMemory<byte> rawTransaction, CancellationToken cancellationToken) =>
        _admission.AdmitAsync(rawTransaction, cancellationToken);

    /// <inheritdoc/>
    public async Task<ulong> ReadNonceAsync(Address account, CancellationToken cancellationToken) =>
        _pool.TryGetNextNonce(account, out var nonce) ? nonce : await _reader.ReadNonceAsync(account, cancellationToken);

    /// <inheritdoc/>
    public void Followed(ulong blockNumber) => _progress.Followed.Raise(blockNumber);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_stopping.IsCancellationRequested) return;
        await _stopping.CancelAsync();
        _progress.ReportStartFailed(new ObjectDisposedException(nameof(EmbeddedChain)));
        await _run;
        if (_progress.Readable is { } session) await session.DisposeAsync();
        _progress.Readable = null;
        _progress.Health = ChainHealth.Unavailable("the node is stopping");
        _admission.Dispose();
        _stopping.Dispose();
    }

    private void CreateFolder()
    {
        try
        {
            Directory.CreateDirectory(_options.FolderPath);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new EmbeddedChainSetupException(
                $"The chain's folder cannot be made: {exception.Message} Choose another data folder.", exception);
        }
    }
}
