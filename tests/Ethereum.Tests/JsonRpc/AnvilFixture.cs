using Ledger.Ethereum.JsonRpc;
using Ledger.Ethereum.Primitives;
using Ledger.Tests.Shared.Anvil;

namespace Ledger.Ethereum.Tests.JsonRpc;

/// <summary>One anvil for the tests that only need some chain to talk to.</summary>
public sealed class AnvilFixture : IAsyncLifetime, IDisposable
{
    /// <summary>The first of anvil's unlocked development accounts.</summary>
    public static readonly Address Account = Address.Parse("0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266");

    private AnvilProcess? _anvil;
    private JsonRpcClient? _client;

    public AnvilProcess Anvil => _anvil!;

    public JsonRpcClient Client => _client!;

    public EthereumRpc Rpc => new(Client);

    public async Task InitializeAsync()
    {
        _anvil = await AnvilProcess.StartAsync();
        _client = new JsonRpcClient(_anvil.HttpEndpoint, new JsonRpcClientOptions(), TimeProvider.System);
    }

    public async Task DisposeAsync()
    {
        if (_anvil is not null) await _anvil.DisposeAsync();
    }

    public void Dispose() => _client?.Dispose();

    /// <summary>Sends a transaction from the unlocked account and waits for its receipt.</summary>
    public async Task<TransactionReceipt> SendAsync(Address? to, byte[] data, CancellationToken cancellationToken, string feeMember = "gasPrice")
    {
        var request = JsonRpcRequest.Create("eth_sendTransaction", writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("from", Account.ToString());
            if (to is { } callee) writer.WriteString("to", callee.ToString());
            writer.WriteString("data", Hex.ToHex(data));
            writer.WriteString("gas", "0x1000000");
            writer.WriteString(feeMember, "0x0");
            if (feeMember is not "gasPrice") writer.WriteString("maxPriorityFeePerGas", "0x0");
            writer.WriteEndObject();
        }).WithIdempotence(false);
        var hash = await Client.CallAsync(request, EthereumDecoders.Bytes32, cancellationToken);
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (await poll.WaitForNextTickAsync(cancellationToken))
        {
            if (await Rpc.GetTransactionReceiptAsync(hash, cancellationToken) is { } receipt) return receipt;
        }

        throw new OperationCanceledException(cancellationToken);
    }
}
