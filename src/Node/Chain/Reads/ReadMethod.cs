namespace Ledger.Node.Chain.Reads;

/// <summary>A method that the read proxy passes.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Gate">How it is kept from showing blocks beyond the visible head.</param>
/// <param name="BlockIndex">Which parameter names the block, for <see cref="ReadGate.BlockParameter"/>.</param>
internal sealed record ReadMethod(string Name, ReadGate Gate, int BlockIndex = 0)
{
    /// <summary>All methods that pass; every other is refused. anvil's cheat methods and everything that writes are not among
    /// them.</summary>
    public static IReadOnlyDictionary<string, ReadMethod> All { get; } = new ReadMethod[]
    {
        new("eth_chainId", ReadGate.AnsweredHere),
        new("net_version", ReadGate.AnsweredHere),
        new("eth_blockNumber", ReadGate.AnsweredHere),
        new("web3_clientVersion", ReadGate.None),
        new("eth_gasPrice", ReadGate.None),
        new("eth_call", ReadGate.BlockParameter, 1),
        new("eth_estimateGas", ReadGate.BlockParameter, 1),
        new("eth_getBalance", ReadGate.BlockParameter, 1),
        new("eth_getCode", ReadGate.BlockParameter, 1),
        new("eth_getStorageAt", ReadGate.BlockParameter, 2),
        new("eth_getTransactionCount", ReadGate.BlockParameter, 1),
        new("eth_getProof", ReadGate.BlockParameter, 2),
        new("eth_getBlockByNumber", ReadGate.BlockParameter),
        new("eth_getBlockReceipts", ReadGate.BlockParameter),
        new("eth_getBlockTransactionCountByNumber", ReadGate.BlockParameter),
        new("eth_getTransactionByBlockNumberAndIndex", ReadGate.BlockParameter),
        new("eth_getBlockByHash", ReadGate.Result),
        new("eth_getTransactionByBlockHashAndIndex", ReadGate.Result),
        new("eth_getTransactionByHash", ReadGate.Result),
        new("eth_getTransactionReceipt", ReadGate.Result),
        new("eth_getLogs", ReadGate.LogFilter),
    }.ToDictionary(method => method.Name, StringComparer.Ordinal);
}
