using Ledger.Ethereum.Primitives;

namespace Ledger.Ethereum.JsonRpc;

/// <summary>Writes the requests of Ethereum's methods, for use with <see cref="JsonRpcBatch"/>; <see cref="EthereumDecoders"/> reads the answers.</summary>
public static class EthereumRequests
{
    /// <summary><c>eth_getBlockByNumber</c>, or <c>eth_getBlockByHash</c> for a hash.</summary>
    /// <param name="block">Which.</param>
    /// <param name="fullTransactions">Whether transactions come whole or as hashes.</param>
    public static JsonRpcRequest GetBlock(BlockTag block, bool fullTransactions) =>
        JsonRpcRequest.Create(block.IsHash ? "eth_getBlockByHash" : "eth_getBlockByNumber", writer =>
        {
            writer.WriteStringValue(block.ToString());
            writer.WriteBooleanValue(fullTransactions);
        });

    /// <summary><c>eth_getBlockReceipts</c>.</summary>
    /// <param name="block">Which.</param>
    public static JsonRpcRequest GetBlockReceipts(BlockTag block) =>
        JsonRpcRequest.Create("eth_getBlockReceipts", writer => writer.WriteStringValue(block.ToString()));

    /// <summary><c>eth_getTransactionByHash</c>.</summary>
    /// <param name="hash">The transaction's hash.</param>
    public static JsonRpcRequest GetTransactionByHash(Bytes32 hash) =>
        JsonRpcRequest.Create("eth_getTransactionByHash", writer => writer.WriteStringValue(hash.ToString()));

    /// <summary><c>eth_getTransactionReceipt</c>.</summary>
    /// <param name="hash">The transaction's hash.</param>
    public static JsonRpcRequest GetTransactionReceipt(Bytes32 hash) =>
        JsonRpcRequest.Create("eth_getTransactionReceipt", writer => writer.WriteStringValue(hash.ToString()));

    /// <summary><c>eth_call</c>.</summary>
    /// <param name="call">The message.</param>
    /// <param name="block">On which block's state.</param>
    /// <param name="accounts">Accounts that are pretended to differ; null for none.</param>
    /// <param name="blockOverrides">How the block is pretended to differ; null for not at all.</param>
    public static JsonRpcRequest Call(
        CallRequest call, BlockTag block, IReadOnlyDictionary<Address, StateOverride>? accounts, BlockOverrides? blockOverrides)
    {
        ArgumentNullException.ThrowIfNull(call);
        return JsonRpcRequest.Create("eth_call", writer =>
        {
            call.WriteTo(writer);
            block.WriteTo(writer);
            if (accounts is null && blockOverrides is null) return;
            writer.WriteStartObject();
            foreach (var (address, account) in accounts ?? new Dictionary<Address, StateOverride>())
            {
                writer.WritePropertyName(address.ToString());
                account.WriteTo(writer);
            }

            writer.WriteEndObject();
            blockOverrides?.WriteTo(writer);
        });
    }

    /// <summary><c>eth_estimateGas</c>.</summary>
    /// <param name="call">The message.</param>
    /// <param name="block">On which block's state.</param>
    public static JsonRpcRequest EstimateGas(CallRequest call, BlockTag block)
    {
        ArgumentNullException.ThrowIfNull(call);
        return JsonRpcRequest.Create("eth_estimateGas", writer =>
        {
            call.WriteTo(writer);
            block.WriteTo(writer);
        });
    }

    /// <summary><c>eth_sendRawTransaction</c>; not idempotent unless the caller says so.</summary>
    /// <param name="encoded">The signed transaction as it goes over the wire.</param>
    /// <param name="allowRetry">Whether the same bytes may be sent again after a transient fault.</param>
    public static JsonRpcRequest SendRawTransaction(ReadOnlySpan<byte> encoded, bool allowRetry)
    {
        var text = Hex.ToHex(encoded);
        var request = JsonRpcRequest.Create("eth_sendRawTransaction", writer => writer.WriteStringValue(text));
        return request.WithIdempotence(allowRetry);
    }

    /// <summary><c>eth_getTransactionCount</c>.</summary>
    /// <param name="address">The account.</param>
    /// <param name="block">At which block.</param>
    public static JsonRpcRequest GetTransactionCount(Address address, BlockTag block) =>
        AtBlock("eth_getTransactionCount", block, address.ToString());

    /// <summary><c>eth_getCode</c>.</summary>
    /// <param name="address">The account.</param>
    /// <param name="block">At which block.</param>
    public static JsonRpcRequest GetCode(Address address, BlockTag block) => AtBlock("eth_getCode", block, address.ToString());

    /// <summary><c>eth_getStorageAt</c>.</summary>
    /// <param name="address">The contract.</param>
    /// <param name="slot">The slot.</param>
    /// <param name="block">At which block.</param>
    public static JsonRpcRequest GetStorageAt(Address address, Bytes32 slot, BlockTag block) =>
        AtBlock("eth_getStorageAt", block, address.ToString(), slot.ToString());

    /// <summary><c>eth_getProof</c>.</summary>
    /// <param name="address">The account.</param>
    /// <param name="slots">The slots.</param>
    /// <param name="block">At which block.</param>
    public static JsonRpcRequest GetProof(Address address, IReadOnlyList<Bytes32> slots, BlockTag block)
    {
        ArgumentNullException.ThrowIfNull(slots);
        return JsonRpcRequest.Create("eth_getProof", writer =>
        {
            writer.WriteStringValue(address.ToString());
            writer.WriteStartArray();
            foreach (var slot in slots) writer.WriteStringValue(slot.ToString());
            writer.WriteEndArray();
            block.WriteTo(writer);
        });
    }

    /// <summary><c>eth_getLogs</c>.</summary>
    /// <param name="filter">Which logs.</param>
    public static JsonRpcRequest GetLogs(LogFilter filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return JsonRpcRequest.Create("eth_getLogs", filter.WriteTo);
    }

    private static JsonRpcRequest AtBlock(string method, BlockTag block, params string[] values) =>
        JsonRpcRequest.Create(method, writer =>
        {
            foreach (var value in values) writer.WriteStringValue(value);
            block.WriteTo(writer);
        });
}
