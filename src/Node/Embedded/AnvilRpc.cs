using Ledger.Ethereum.JsonRpc;
using Ledger.Ethereum.Primitives;

namespace Ledger.Node.Embedded;

/// <summary>The requests that only anvil understands, beside Ethereum's own.</summary>
/// <remarks>Nothing is retried here: after a fault the process is ended and replayed, which is always right.</remarks>
internal sealed class AnvilRpc : IDisposable
{
    private readonly JsonRpcClient _client;

    /// <summary>Prepares to ask one anvil.</summary>
    public AnvilRpc(Uri endpoint, int timeoutMilliseconds, TimeProvider timeProvider)
    {
        _client = new JsonRpcClient(endpoint, new JsonRpcClientOptions { MaxAttempts = 1, TimeoutMilliseconds = timeoutMilliseconds }, timeProvider);
        Ethereum = new EthereumRpc(_client);
    }

    /// <summary>Ethereum's own methods.</summary>
    public EthereumRpc Ethereum { get; }

    /// <summary>Hands a transaction to anvil's pool.</summary>
    public Task<Bytes32> SubmitAsync(ReadOnlyMemory<byte> rawTransaction, CancellationToken cancellationToken) =>
        Ethereum.SendRawTransactionAsync(rawTransaction, allowRetry: false, cancellationToken);

    /// <summary>Mines one block with everything in the pool.</summary>
    public Task MineAsync(ulong timestampSeconds, CancellationToken cancellationToken) =>
        Ethereum.CallAsync(
            JsonRpcRequest.Create("evm_mine", writer => writer.WriteNumberValue(timestampSeconds)).WithIdempotence(false),
            SkipResult,
            cancellationToken);

    /// <summary>Empties the pool.</summary>
    public Task DropPoolAsync(CancellationToken cancellationToken) =>
        Ethereum.CallAsync(JsonRpcRequest.Create("anvil_dropAllTransactions"), SkipResult, cancellationToken);

    /// <summary>The whole state with the blocks anvil keeps: gzipped JSON.</summary>
    public Task<byte[]> DumpStateAsync(CancellationToken cancellationToken) =>
        Ethereum.CallAsync(JsonRpcRequest.Create("anvil_dumpState"), EthereumDecoders.Bytes, cancellationToken);

    /// <summary>Loads what <see cref="DumpStateAsync"/> gave into a fresh chain with the same genesis.</summary>
    /// <remarks>
    /// Measured with anvil 1.7.1: after this, as after <c>--load-state</c> with the unzipped dump, later blocks get the hashes that they
    /// get
    /// without a restart, random numbers and timestamps included. Only <c>BLOCKHASH</c> of blocks before the dump differs, either way. The
    /// request is preferred because the file then is ours: zipped, with a checksum and the block it belongs to. 100,000 slots take 95 ms.
    /// </remarks>
    public Task LoadStateAsync(ReadOnlyMemory<byte> dump, CancellationToken cancellationToken) =>
        Ethereum.CallAsync(
            JsonRpcRequest.Create("anvil_loadState", writer => writer.WriteStringValue(Hex.ToHex(dump.Span))).WithIdempotence(false),
            SkipResult,
            cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private static bool SkipResult(ref System.Text.Json.Utf8JsonReader reader)
    {
        reader.Skip();
        return true;
    }
}
