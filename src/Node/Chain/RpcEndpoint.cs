using Ledger.Ethereum.JsonRpc;

namespace Ledger.Node.Chain;

/// <summary>One endpoint with what is known of it. Thread-safe.</summary>
internal sealed class RpcEndpoint : IDisposable
{
    /// <summary>Answers that failed one after the other, from which on others are asked first.</summary>
    public const int MaxMisses = 3;

    private const int MaxDoublings = 8;

    // With several endpoints each gets its share, so that the last is still asked before whoever waits for an answer gives up.
    private const int MinRequestTimeoutMilliseconds = 5_000;

    private readonly RpcChainOptions _chain;
    private readonly TimeProvider _timeProvider;
    private readonly JsonRpcClient _checks;
    private readonly JsonRpcClient _requests;
    private readonly Lock _sync = new();
    private State _state = new(IsUsable: false, IsWrongChain: false, Contradiction: null, Latest: 0, Fault: "it was not asked yet");
    private long _asideSince;
    private TimeSpan _asideFor;
    private int _strikes;
    private int _misses;

    public RpcEndpoint(Uri address, RpcChainOptions chain, TimeProvider timeProvider)
    {
        (Address, _chain, _timeProvider) = (address, chain, timeProvider);
        var timeout = Math.Min(chain.RequestTimeoutMilliseconds, Math.Max(MinRequestTimeoutMilliseconds, chain.RequestTimeoutMilliseconds / chain.Endpoints.Count));

        // A fault moves a request to the next endpoint, so that no time is spent on retries here.
        _checks = new JsonRpcClient(address, Bounds(chain.CheckTimeoutMilliseconds), timeProvider);
        _requests = new JsonRpcClient(address, Bounds(timeout), timeProvider);
        Rpc = new EthereumRpc(_requests);
    }

    /// <summary>Its JSON-RPC address.</summary>
    public Uri Address { get; }

    /// <summary>The connection.</summary>
    public EthereumRpc Rpc { get; }

    /// <summary>Whether it answered last time, for the right chain.</summary>
    public bool IsUsable => Volatile.Read(ref _state).IsUsable;

    /// <summary>Whether it serves another chain.</summary>
    public bool IsWrongChain => Volatile.Read(ref _state).IsWrongChain;

    /// <summary>How its blocks differ from those that were followed; null when they do not.</summary>
    public string? Contradiction => Volatile.Read(ref _state).Contradiction;

    /// <summary>The newest block it told of.</summary>
    public ulong Latest => Volatile.Read(ref _state).Latest;

    /// <summary>What is wrong with it; null when nothing is.</summary>
    public string? Fault => Volatile.Read(ref _state).Fault is { } fault ? $"{Address}: {fault}" : null;

    /// <summary>Whether it was put aside because of what it told, so that others are asked first.</summary>
    public bool IsAside
    {
        get
        {
            lock (_sync) return _strikes > 0 && _timeProvider.GetElapsedTime(_asideSince) < _asideFor;
        }
    }

    /// <summary>When it was put aside last; whoever was so longest ago is asked first among those.</summary>
    public long AsideSince
    {
        get
        {
            lock (_sync) return _asideSince;
        }
    }

    /// <summary>Asks for chain, newest block, genesis and the block where the index is: an address may come to lead elsewhere, and a chain to be set back.</summary>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            var known = _chain.Known;
            var newest = known.Newest;
            var batch = _checks.CreateBatch();
            var chain = batch.Add(JsonRpcRequest.Create("eth_chainId"), EthereumDecoders.Quantity);
            var latest = batch.Add(JsonRpcRequest.Create("eth_blockNumber"), EthereumDecoders.Quantity);
            var genesis = known.GenesisHash is null ? null : batch.Add(EthereumRequests.GetBlock(BlockTag.Number(0), fullTransactions: false), EthereumDecoders.Block);
            var anchor = newest == 0 ? null : batch.Add(EthereumRequests.GetBlock(BlockTag.Number(newest), fullTransactions: false), EthereumDecoders.Block);
            await batch.SendAsync(cancellationToken);
            if (chain.Value != _chain.ChainId) Report(new(IsUsable: false, IsWrongChain: true, null, 0, $"it serves chain {chain.Value} instead of {_chain.ChainId}"));
            else if (genesis?.Value is { } first && first.Hash != known.GenesisHash)
                Report(new(IsUsable: false, IsWrongChain: true, null, 0, $"its genesis is {first.Hash} instead of {known.GenesisHash}"));
            else Report(Compare(await AnchorAsync(latest.Value, newest, anchor?.Value, cancellationToken), latest.Value));
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            ReportFault(exception);
        }
    }

    /// <summary>It failed to answer: it is not used again before a check has succeeded.</summary>
    public void ReportFault(Exception exception) => Report(new State(false, IsWrongChain: false, null, Latest, exception.Message));

    /// <summary>It lacks an answer that it should have.</summary>
    /// <returns>Whether that was once too often, so that it is put aside.</returns>
    public bool ReportMiss()
    {
        lock (_sync)
        {
            if (++_misses < MaxMisses) return false;
            PutAside();
            return true;
        }
    }

    /// <summary>It gave what it should.</summary>
    public void ReportAnswer()
    {
        lock (_sync)
        {
            _misses = 0;
            if (_strikes > 0 && _timeProvider.GetElapsedTime(_asideSince) >= _asideFor) _strikes = 0;
        }
    }

    /// <summary>Others are asked first for a while, each time for longer.</summary>
    public void PutAside()
    {
        lock (_sync)
        {
            _misses = 0;
            _asideSince = _timeProvider.GetTimestamp();
            _asideFor = TimeSpan.FromMilliseconds((double)_chain.AsideMilliseconds * (1 << Math.Min(_strikes++, MaxDoublings)));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _checks.Dispose();
        _requests.Dispose();
    }

    private static JsonRpcClientOptions Bounds(int timeoutMilliseconds) =>
        new() { MaxAttempts = 1, TimeoutMilliseconds = timeoutMilliseconds };

    // A chain that is shorter than the index is compared at its own newest block.
    private async Task<RpcBlock?> AnchorAsync(ulong latest, ulong newest, RpcBlock? anchor, CancellationToken cancellationToken)
    {
        if (newest == 0 || anchor is not null || latest >= newest) return anchor;
        var batch = _checks.CreateBatch();
        var block = batch.Add(EthereumRequests.GetBlock(BlockTag.Number(latest), fullTransactions: false), EthereumDecoders.Block);
        await batch.SendAsync(cancellationToken);
        return block.Value;
    }

    private State Compare(RpcBlock? anchor, ulong latest)
    {
        if (anchor is null || _chain.Known.HashOf(anchor.Header.Number) is not { } hash || hash == anchor.Hash)
            return new(IsUsable: true, IsWrongChain: false, null, latest, Fault: null);
        var contradiction = $"its block {anchor.Header.Number} is {anchor.Hash}, the index has {hash}";
        return new(IsUsable: false, IsWrongChain: false, contradiction, latest, contradiction);
    }

    private void Report(State state) => Volatile.Write(ref _state, state);

    private sealed record State(bool IsUsable, bool IsWrongChain, string? Contradiction, ulong Latest, string? Fault);
}
