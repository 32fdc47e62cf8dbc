using Ledger.Ethereum.JsonRpc;

namespace Ledger.Node.Chain;

/// <summary>One endpoint with what is known of it. Thread-safe.</summary>
internal sealed class RpcEndpoint : IDisposable
{
    private readonly JsonRpcClient _checks;
    private readonly JsonRpcClient _requests;
    private State _state = new(IsUsable: false, IsWrongChain: false, Latest: 0, Fault: "it was not asked yet");

    public RpcEndpoint(RpcEndpointOptions options, RpcChainOptions chain, TimeProvider timeProvider)
    {
        Options = options;
        // A fault moves a request to the next endpoint, so that no time is spent on retries here.
        _checks = new JsonRpcClient(options.HttpAddress, Bounds(chain.CheckTimeoutMilliseconds), timeProvider);
        _requests = new JsonRpcClient(options.HttpAddress, Bounds(chain.RequestTimeoutMilliseconds), timeProvider);
        Rpc = new EthereumRpc(_requests);
    }

    /// <summary>Its addresses.</summary>
    public RpcEndpointOptions Options { get; }

    /// <summary>The connection.</summary>
    public EthereumRpc Rpc { get; }

    /// <summary>Whether it answered last time, for the right chain.</summary>
    public bool IsUsable => Volatile.Read(ref _state).IsUsable;

    /// <summary>Whether it serves another chain.</summary>
    public bool IsWrongChain => Volatile.Read(ref _state).IsWrongChain;

    /// <summary>The newest block it told of.</summary>
    public ulong Latest => Volatile.Read(ref _state).Latest;

    /// <summary>What is wrong with it; null when nothing is.</summary>
    public string? Fault => Volatile.Read(ref _state).Fault is { } fault ? $"{Options.HttpAddress}: {fault}" : null;

    /// <summary>Asks for chain and newest block. The chain is asked each time: an address may come to lead elsewhere.</summary>
    public async Task CheckAsync(ulong chainId, CancellationToken cancellationToken)
    {
        try
        {
            var batch = _checks.CreateBatch();
            var chain = batch.Add(JsonRpcRequest.Create("eth_chainId"), EthereumDecoders.Quantity);
            var latest = batch.Add(JsonRpcRequest.Create("eth_blockNumber"), EthereumDecoders.Quantity);
            await batch.SendAsync(cancellationToken);
            Volatile.Write(ref _state, chain.Value == chainId
                ? new State(IsUsable: true, IsWrongChain: false, latest.Value, Fault: null)
                : new State(IsUsable: false, IsWrongChain: true, 0, $"it serves chain {chain.Value} instead of {chainId}"));
        }
        catch (JsonRpcException exception)
        {
            ReportFault(exception);
        }
    }

    /// <summary>It failed to answer: it is not used again before a check has succeeded.</summary>
    public void ReportFault(Exception exception) =>
        Volatile.Write(ref _state, new State(false, IsWrongChain: false, Latest, exception.Message));

    /// <inheritdoc/>
    public void Dispose()
    {
        _checks.Dispose();
        _requests.Dispose();
    }

    private static JsonRpcClientOptions Bounds(int timeoutMilliseconds) =>
        new() { MaxAttempts = 1, TimeoutMilliseconds = timeoutMilliseconds };

    private sealed record State(bool IsUsable, bool IsWrongChain, ulong Latest, string? Fault);
}
