using Ledger.Ethereum.Primitives;

namespace Ledger.Ethereum.JsonRpc;

/// <summary>Ethereum's JSON-RPC methods with types, over any transport. Thread-safe if the transport is.</summary>
/// <remarks>
/// Every method throws <see cref="JsonRpcTransportException"/> when no answer arrived, <see cref="JsonRpcErrorException"/> when the node
/// refused, and <see cref="JsonRpcProtocolException"/> when the answer has the wrong shape. Nothing an answer claims is verified here.
/// For round trips shared by several questions, add the requests of <see cref="EthereumRequests"/> to a <see cref="JsonRpcBatch"/>.
/// </remarks>
/// <param name="transport">The endpoint.</param>
public sealed class EthereumRpc(IJsonRpcTransport transport)
{
    /// <summary>The endpoint.</summary>
    public IJsonRpcTransport Transport { get; } = transport ?? throw new ArgumentNullException(nameof(transport));

    /// <summary>Asks any other method.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="request">What is asked.</param>
    /// <param name="decode">Reads the result.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<T> CallAsync<T>(JsonRpcRequest request, JsonRpcDecoder<T> decode, CancellationToken cancellationToken) =>
        Transport.CallAsync(request, decode, cancellationToken);

    /// <summary>The node's name and version.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<string> GetClientVersionAsync(CancellationToken cancellationToken) =>
        CallAsync(JsonRpcRequest.Create("web3_clientVersion"), JsonHex.ReadText, cancellationToken);

    /// <summary>The chain's id (EIP-155).</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<ulong> GetChainIdAsync(CancellationToken cancellationToken) =>
        CallAsync(JsonRpcRequest.Create("eth_chainId"), JsonHex.ReadUInt64, cancellationToken);

    /// <summary>The newest block's number.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<ulong> GetBlockNumberAsync(CancellationToken cancellationToken) =>
        CallAsync(JsonRpcRequest.Create("eth_blockNumber"), JsonHex.ReadUInt64, cancellationToken);

    /// <summary>A block; null when the node does not have it.</summary>
    /// <param name="block">Which; a hash is asked for by hash.</param>
    /// <param name="fullTransactions">Whether transactions come whole or as hashes.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<RpcBlock?> GetBlockAsync(BlockTag block, bool fullTransactions, CancellationToken cancellationToken) =>
        CallAsync(EthereumRequests.GetBlock(block, fullTransactions), EthereumDecoders.Block, cancellationToken);

    /// <summary>All receipts of a block, in order; null when the node does not have the block.</summary>
    /// <remarks>A pruned node may answer with an empty list: compare the receipts root with the header's.</remarks>
    /// <param name="block">Which.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<IReadOnlyList<TransactionReceipt>?> GetBlockReceiptsAsync(BlockTag block, CancellationToken cancellationToken) =>
        CallAsync(EthereumRequests.GetBlockReceipts(block), EthereumDecoders.BlockReceipts, cancellationToken);

    /// <summary>A transaction; null when the node does not know it.</summary>
    /// <param name="hash">Its hash.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<RpcTransaction?> GetTransactionByHashAsync(Bytes32 hash, CancellationToken cancellationToken) =>
        CallAsync(EthereumRequests.GetTransactionByHash(hash), EthereumDecoders.Transaction, cancellationToken);

    /// <summary>A transaction's receipt; null while it is in no block.</summary>
    /// <param name="hash">The transaction's hash.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<TransactionReceipt?> GetTransactionReceiptAsync(Bytes32 hash, CancellationToken cancellationToken) =>
        CallAsync(EthereumRequests.GetTransactionReceipt(hash), EthereumDecoders.Receipt, cancellationToken);

    /// <summary>Runs a message without a transaction and returns what it returned.</summary>
    /// <param name="call">The message.</param>
    /// <param name="block">On which block's state.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="JsonRpcErrorException">It reverted; the exception carries the revert data.</exception>
    public Task<byte[]> CallContractAsync(CallRequest call, BlockTag block, CancellationToken cancellationToken) =>
        CallContractAsync(call, block, null, null, cancellationToken);

    /// <summary>Runs a message on a state and in a block that differ from the real ones.</summary>
    /// <param name="call">The message.</param>
    /// <param name="block">On which block's state.</param>
    /// <param name="accounts">Accounts that are pretended to differ; null for none.</param>
    /// <param name="blockOverrides">How the block is pretended to differ; null for not at all.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="JsonRpcErrorException">It reverted; the exception carries the revert data.</exception>
    public Task<byte[]> CallContractAsync(
        CallRequest call,
        BlockTag block,
        IReadOnlyDictionary<Address, StateOverride>? accounts,
        BlockOverrides? blockOverrides,
        CancellationToken cancellationToken) =>
        CallAsync(EthereumRequests.Call(call, block, accounts, blockOverrides), EthereumDecoders.Bytes, cancellationToken);

    /// <summary>The gas limit with which a message would succeed.</summary>
    /// <param name="call">The message.</param>
    /// <param name="block">On which block's state.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<ulong> EstimateGasAsync(CallRequest call, BlockTag block, CancellationToken cancellationToken) =>
        CallAsync(EthereumRequests.EstimateGas(call, block), EthereumDecoders.Quantity, cancellationToken);

    /// <summary>Hands a signed transaction to the node's pool.</summary>
    /// <param name="encoded">The transaction as it goes over the wire (RLP, EIP-2718).</param>
    /// <param name="allowRetry">Whether to send the same bytes again after a transient fault; the node may then answer that it knows them.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>The transaction's hash as the node claims it.</returns>
    public Task<Bytes32> SendRawTransactionAsync(ReadOnlyMemory<byte> encoded, bool allowRetry, CancellationToken cancellationToken) =>
        CallAsync(EthereumRequests.SendRawTransaction(encoded.Span, allowRetry), EthereumDecoders.Bytes32, cancellationToken);

    /// <summary>How many transactions an account has sent: its next nonce.</summary>
    /// <param name="address">The account.</param>
    /// <param name="block">At which block.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<ulong> GetTransactionCountAsync(Address address, BlockTag block, CancellationToken cancellationToken) =>
        CallAsync(EthereumRequests.GetTransactionCount(address, block), EthereumDecoders.Quantity, cancellationToken);

    /// <summary>An account's code; empty when it has none.</summary>
    /// <param name="address">The account.</param>
    /// <param name="block">At which block.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<byte[]> GetCodeAsync(Address address, BlockTag block, CancellationToken cancellationToken) =>
        CallAsync(EthereumRequests.GetCode(address, block), EthereumDecoders.Bytes, cancellationToken);

    /// <summary>The word in a storage slot.</summary>
    /// <param name="address">The contract.</param>
    /// <param name="slot">The slot.</param>
    /// <param name="block">At which block.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<Bytes32> GetStorageAtAsync(Address address, Bytes32 slot, BlockTag block, CancellationToken cancellationToken) =>
        CallAsync(EthereumRequests.GetStorageAt(address, slot, block), EthereumDecoders.Bytes32, cancellationToken);

    /// <summary>Merkle proofs of an account and some of its slots (EIP-1186).</summary>
    /// <param name="address">The account.</param>
    /// <param name="slots">The slots.</param>
    /// <param name="block">At which block.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<AccountProof> GetProofAsync(Address address, IReadOnlyList<Bytes32> slots, BlockTag block, CancellationToken cancellationToken) =>
        CallAsync(EthereumRequests.GetProof(address, slots, block), EthereumDecoders.Proof, cancellationToken);

    /// <summary>The logs that match a filter.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<IReadOnlyList<FilteredLog>> GetLogsAsync(LogFilter filter, CancellationToken cancellationToken) =>
        CallAsync(EthereumRequests.GetLogs(filter), EthereumDecoders.Logs, cancellationToken);
}
