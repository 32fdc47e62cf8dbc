using Ledger.Ethereum.Hashing;
using Ledger.Ethereum.JsonRpc;
using Ledger.Ethereum.Primitives;
using Ledger.Node.Chain.Reads;

namespace Ledger.Node.Chain;

/// <summary>Any EVM chain behind one or more JSON-RPC endpoints, health-checked, with failover.</summary>
/// <remarks>
/// <see cref="SendRawTransactionAsync"/> promises that one endpoint's pool took the bytes. Pools forget: the sender keeps them until it
/// sees
/// the transaction in a block, and sends them again meanwhile.
/// </remarks>
internal sealed class RpcChain : IChain, IReadTarget
{
    private readonly RpcChainOptions _options;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private readonly EndpointSet _endpoints;
    private readonly BlockWitnesses _witnesses;
    private readonly CancellationTokenSource _contradicted = new();
    private readonly BlockHeight _head = new();
    private readonly AsyncSignal _hint = new();
    private readonly CancellationTokenSource _stopping = new();
    private ChainHealth _health = ChainHealth.Starting("no endpoint was asked yet");
    private Task _run = Task.CompletedTask;
    private HeadHints? _hints;
    private long _lastRise;
    private int _isStarted;

    /// <summary>Prepares the chain; nothing is asked before <see cref="StartAsync"/>.</summary>
    /// <param name="options">Which endpoints, how often.</param>
    /// <param name="timeProvider">Polls and timeouts.</param>
    /// <param name="logger">Failovers and alarms.</param>
    public RpcChain(RpcChainOptions options, TimeProvider timeProvider, ILogger<RpcChain> logger)
    {
        options.Validate();
        _options = options;
        _timeProvider = timeProvider;
        _logger = logger;
        _endpoints = new EndpointSet([.. options.Endpoints.Select(endpoint => new RpcEndpoint(endpoint, options, timeProvider))], timeProvider, logger);
        _witnesses = new BlockWitnesses(_endpoints, options.Finality, logger);
    }

    /// <inheritdoc/>
    public ulong ChainId => _options.ChainId;

    /// <inheritdoc/>
    public ChainHealth Health => Volatile.Read(ref _health);

    /// <inheritdoc/>
    public ulong Head => _head.Value;

    /// <inheritdoc/>
    public IJsonRpcTransport? ReadTransport => _endpoints.Usable.FirstOrDefault()?.Rpc.Transport;

    /// <inheritdoc/>
    /// <exception cref="ChainHaltedException">Every endpoint serves another chain.</exception>
    public async Task StartAsync(ulong followFrom, CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _isStarted, 1) == 1) throw new InvalidOperationException("The chain was already started.");
        _lastRise = _timeProvider.GetTimestamp();
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _run = Task.Run(() => PollAsync(ready, _stopping.Token), CancellationToken.None);
        _hints = new HeadHints(_options, _hint.Pulse, _timeProvider, _logger);
        await ready.Task.WaitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<ulong> WaitForHeadAsync(ulong beyond, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _contradicted.Token);
        try
        {
            return await _head.WaitAboveAsync(beyond, either.Token);
        }
        catch (OperationCanceledException) when (_contradicted.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw Contradicted();
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ChainBlock>> ReadBlocksAsync(ulong from, int count, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, ChainLimits.MaxBlocksPerRead);
        var head = Head;
        if (from > head) return [];
        var visible = (int)Math.Min((ulong)count, head - from + 1);
        return await AskAsync(from + (ulong)visible - 1, Read, cancellationToken);

        async Task<IReadOnlyList<ChainBlock>> Read(RpcEndpoint endpoint)
        {
            var blocks = await ChainAnswers.ReadBlocksAsync(endpoint.Rpc.Transport, endpoint, from, visible, cancellationToken);
            await _witnesses.RequireAsync(endpoint, blocks[^1].Number, blocks[^1].ClaimedHash, cancellationToken);
            return blocks;
        }
    }

    /// <inheritdoc/>
    public Task<ChainBlock> ReadGenesisAsync(CancellationToken cancellationToken)
    {
        return AskAsync(neededHead: 0, Read, cancellationToken);

        async Task<ChainBlock> Read(RpcEndpoint endpoint) =>
            await endpoint.Rpc.GetBlockAsync(BlockTag.Number(0), fullTransactions: false, cancellationToken) is { } block
                ? new ChainBlock { Header = block.Header, ClaimedHash = block.Hash, TransactionHashes = block.TransactionHashes, Receipts = [], Teller = endpoint }
                : throw ChainAnswers.Unavailable("The endpoint does not have block 0.");
    }

    /// <inheritdoc/>
    public Task<byte[]> ReadTransactionInputAsync(Bytes32 transactionHash, CancellationToken cancellationToken) =>
        ReadTransactionInputAsync(transactionHash, static _ => true, cancellationToken);

    /// <inheritdoc/>
    public async Task<byte[]> ReadTransactionInputAsync(Bytes32 transactionHash, Func<ReadOnlyMemory<byte>, bool> isRight, CancellationToken cancellationToken)
    {
        byte[]? told = null;
        var asked = 0;
        foreach (var endpoint in _endpoints.Usable.ToList())
        {
            try
            {
                asked++;
                if (await endpoint.Rpc.GetTransactionByHashAsync(transactionHash, cancellationToken) is not { BlockNumber: { } number } transaction || number > Head) continue;
                told = transaction.Input.ToArray();
                if (isRight(told)) return told;
                _logger.LogWarning("Endpoint {Endpoint} has other calldata of {Transaction} than its event says.", endpoint.Address, transactionHash);
            }
            catch (JsonRpcException exception)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (endpoint.ReportMiss()) _logger.LogWarning(exception, "Endpoint {Endpoint} did not answer; others are asked first.", endpoint.Address);
                asked--;
            }
        }

        if (told is not null) return told;
        if (asked > 0) throw new KeyNotFoundException($"No block holds transaction {transactionHash}.");
        throw IsContradicted ? Contradicted() : ChainAnswers.Unavailable($"No endpoint answers now. {_endpoints.Faults}");
    }

    /// <inheritdoc/>
    public bool Disbelieve(object? teller, string reason)
    {
        if (teller is not RpcEndpoint endpoint) return false;
        endpoint.PutAside();
        var isOtherLeft = _endpoints.Usable.Any(other => !other.IsAside);
        _logger.LogError("Endpoint {Endpoint} tells what cannot be true, and is asked last from now on: {Reason}", endpoint.Address, reason);
        return isOtherLeft;
    }

    /// <inheritdoc/>
    /// <remarks>Endpoints that are behind are passed over, here and for nonces: an older state refuses good messages and gives nonces twice.</remarks>
    public Task<ChainCallResult> CallAsync(ChainCall call, CancellationToken cancellationToken) =>
        AskAsync(
            Head,
            endpoint => ChainAnswers.CallAsync(endpoint.Rpc.Transport, call, BlockTag.Number(HeadOf(endpoint)), cancellationToken),
            cancellationToken);

    /// <inheritdoc/>
    public async Task<Bytes32> SendRawTransactionAsync(ReadOnlyMemory<byte> rawTransaction, CancellationToken cancellationToken)
    {
        if (rawTransaction.Length > ChainLimits.MaxTransactionSizeBytes)
            throw new ChainRefusedException(ChainRefusal.TooLarge, $"The transaction has {rawTransaction.Length} bytes; at most {ChainLimits.MaxTransactionSizeBytes} are taken.");
        var hash = Keccak256.Hash(rawTransaction.Span);
        return await _endpoints.AskAsync(0, endpoint => SendAsync(endpoint.Rpc, hash, rawTransaction, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<ulong> ReadNonceAsync(Address account, CancellationToken cancellationToken) =>
        AskAsync(Head, endpoint => endpoint.Rpc.GetTransactionCountAsync(account, BlockTag.Pending, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    /// <remarks>Other clients keep their blocks whatever we have read.</remarks>
    public void Followed(ulong blockNumber)
    {
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_stopping.IsCancellationRequested) return;
        await _stopping.CancelAsync();
        if (_hints is not null) await _hints.DisposeAsync();
        await _run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _endpoints.EndedAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _endpoints.Dispose();
        _stopping.Dispose();
        _contradicted.Dispose();
        Volatile.Write(ref _health, ChainHealth.Unavailable("the node is stopping"));
    }

    private static async Task<Bytes32> SendAsync(EthereumRpc rpc, Bytes32 hash, ReadOnlyMemory<byte> raw, CancellationToken cancellationToken)
    {
        try
        {
            return await rpc.SendRawTransactionAsync(raw, allowRetry: false, cancellationToken);
        }
        catch (JsonRpcErrorException exception) when (PoolAnswer.IsAlreadyKnown(exception))
        {
            return hash;
        }
        catch (JsonRpcErrorException exception)
        {
            // The nonce may have been used by this very transaction, which is then in a block.
            if (PoolAnswer.IsNonceUsed(exception) && await rpc.GetTransactionByHashAsync(hash, cancellationToken) is not null) return hash;
            throw PoolAnswer.ToException(exception);
        }
    }

    private Task<T> AskAsync<T>(ulong neededHead, Func<RpcEndpoint, Task<T>> ask, CancellationToken cancellationToken) => IsContradicted
        ? throw Contradicted()
        : ChainAnswers.AskAsync(() => _endpoints.AskAsync(neededHead + (neededHead == 0 ? 0 : _options.Finality.Blocks), ask, cancellationToken));

    private bool IsContradicted => _contradicted.IsCancellationRequested;

    private ChainChangedException Contradicted() => new(Health.Reason ?? "the chain is another one than was followed");

    private ulong HeadOf(RpcEndpoint endpoint) => Math.Min(Head, _options.Finality.HeadOf(endpoint.Latest));

    private async Task PollAsync(TaskCompletionSource ready, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            var hint = _hint.Next();
            var pause = Task.Delay(TimeSpan.FromMilliseconds(_options.PollIntervalMilliseconds), _timeProvider, cancellationToken);

            // One that hangs keeps nobody from seeing what the others have.
            await Task.WhenAny(_endpoints.CheckAsync(cancellationToken), pause);
            if (_endpoints.IsContradicted)
            {
                await ContradictAsync();
                ready.TrySetResult();
                return;
            }

            Observe(ready);
            await Task.WhenAny(hint, pause);
        }
    }

    // Final: which chain is right is for an operator to say, and a start compares again.
    private async Task ContradictAsync()
    {
        var reason = $"a final block was changed, or the chain was set back: {_endpoints.Faults}. Find out which chain is right; nothing is followed until then";
        Volatile.Write(ref _health, ChainHealth.Halted(reason));
        _logger.LogCritical("The chain is not the one that was followed: {Reason}", reason);
        await _contradicted.CancelAsync();
    }

    private void Observe(TaskCompletionSource ready)
    {
        if (_endpoints.Latest is not { } latest)
        {
            ReportUnusable(ready);
            return;
        }

        var before = Head;
        _head.Move(_options.Finality.HeadOf(latest));
        if (Head < before && Head < _options.Known.Newest)
            _logger.LogError("The chain is shorter than the index: its newest block is {Head}, and the index has {Cursor}.", Head, _options.Known.Newest);
        if (Head > before) _lastRise = _timeProvider.GetTimestamp();
        var stalledFor = _timeProvider.GetElapsedTime(_lastRise);
        var isStalled = _options.StallAlarmMilliseconds > 0 && stalledFor.TotalMilliseconds >= _options.StallAlarmMilliseconds;
        if (isStalled && Health.Alarm is null)
            _logger.LogError("The chain stalls: no new block since {Head} for {Seconds} s.", Head, (long)stalledFor.TotalSeconds);
        else if (!isStalled && Health.Alarm is not null)
            _logger.LogWarning("The chain goes on: its newest block is {Head}.", Head);
        Volatile.Write(ref _health, isStalled ? ChainHealth.Stalled($"no new block since {Head} for {stalledFor.TotalSeconds:0} s") : ChainHealth.Ready);
        ready.TrySetResult();
    }

    private void ReportUnusable(TaskCompletionSource ready)
    {
        var faults = _endpoints.Faults;
        if (Health.State is ChainState.Ready) _logger.LogError("No endpoint of the chain is usable. {Faults}", faults);
        var isElsewhere = _endpoints.IsElsewhere;
        Volatile.Write(ref _health, isElsewhere ? ChainHealth.Halted(faults) : ChainHealth.Unavailable(faults));
        if (isElsewhere)
            ready.TrySetException(new ChainHaltedException($"No endpoint serves this chain: correct the endpoints or the chain id. {faults}"));
    }
}
