using Ledger.Ethereum.Primitives;
using Ledger.Ethereum.Transactions;
using Ledger.Node.Hosting;

namespace Ledger.Node.Tests.Relay;

/// <summary>A contract on the chain that calls another with what it is given, and the account that uses it.</summary>
internal sealed class Detour : IAsyncDisposable
{
    /// <summary>Calls the address in its first word with the rest.</summary>
    /// <remarks>
    /// size = calldatasize - 32; calldatacopy(0, 32, size); if (!call(gas, calldataload(0), 0, 0, size, 0, 0)) revert
    /// </remarks>
    public const string Forwarding = "0x6022600c60003960226000f3" + "602036038060206000376000600082600060006000355af115601d57005b600080fd";

    /// <summary>The same with each bit of the rest turned over, so that no calldata of the transaction shows what is called.</summary>
    public const string Disguising = "0x6036600c60003960366000f3"
        + "6020360360005b81811015601c5780602001351981526020016006565b506000600082600060006000355af115603157005b600080fd";

    private const ulong GasLimit = 3_000_000;

    private readonly NodeHost _host;
    private readonly EthereumPrivateKey _key = Testing.LedgerWorld.KeyOf(Guid.NewGuid().ToString());
    private readonly bool _isDisguising;
    private ulong _nonce;

    private Detour(NodeHost host, bool isDisguising) => (_host, _isDisguising) = (host, isDisguising);

    /// <summary>Puts a contract on the chain.</summary>
    public static async Task<Detour> DeployAsync(NodeHost host, string code)
    {
        var detour = new Detour(host, string.Equals(code, Disguising, StringComparison.Ordinal));
        await detour.TransactAsync(null, Hex.FromHex(code));
        return detour;
    }

    /// <summary>Has the contract make a call.</summary>
    public Task SendAsync(Address to, byte[] data)
    {
        var padded = new byte[(data.Length + 31) / 32 * 32];
        data.CopyTo(padded, 0);
        if (_isDisguising)
        {
            for (var i = 0; i < padded.Length; i++) padded[i] = (byte)~padded[i];
        }

        return TransactAsync(ContractAddress.FromCreation(_key.Address, 0), [.. new byte[32 - Address.SizeBytes], .. to.Span, .. padded]);
    }

    public ValueTask DisposeAsync()
    {
        _key.Dispose();
        return ValueTask.CompletedTask;
    }

    private Task<Bytes32> TransactAsync(Address? to, byte[] data) => _host.Services.Chain.SendRawTransactionAsync(
        new LegacyTransaction { ChainId = _host.Services.Chain.ChainId, Nonce = _nonce++, GasLimit = GasLimit, GasPrice = 0, To = to, Data = data }.Sign(_key).Raw,
        CancellationToken.None);
}
