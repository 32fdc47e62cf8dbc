namespace Ledger.Ethereum.JsonRpc;

/// <summary>Readers of the results that Ethereum's methods answer with, for use with <see cref="JsonRpcBatch"/>.</summary>
public static class EthereumDecoders
{
    /// <summary>A quantity of at most 64 bits.</summary>
    public static JsonRpcDecoder<ulong> Quantity { get; } = JsonHex.ReadUInt64;

    /// <summary>Data of exactly 32 bytes.</summary>
    public static JsonRpcDecoder<Primitives.Bytes32> Bytes32 { get; } = JsonHex.ReadBytes32;

    /// <summary>Data of any size.</summary>
    public static JsonRpcDecoder<byte[]> Bytes { get; } = JsonHex.ReadBytes;

    /// <summary>Plain text.</summary>
    public static JsonRpcDecoder<string> Text { get; } = JsonHex.ReadText;

    /// <summary>A block, or null.</summary>
    public static JsonRpcDecoder<RpcBlock?> Block { get; } = BlockDecoder.ReadOptional;

    /// <summary>The receipts of a block, or null.</summary>
    public static JsonRpcDecoder<IReadOnlyList<TransactionReceipt>?> BlockReceipts { get; } = ReceiptDecoder.ReadBlock;

    /// <summary>A receipt, or null.</summary>
    public static JsonRpcDecoder<TransactionReceipt?> Receipt { get; } = ReceiptDecoder.ReadOptional;

    /// <summary>A transaction, or null.</summary>
    public static JsonRpcDecoder<RpcTransaction?> Transaction { get; } = TransactionDecoder.ReadOptional;

    /// <summary>Logs found by a filter.</summary>
    public static JsonRpcDecoder<IReadOnlyList<FilteredLog>> Logs { get; } = ReceiptDecoder.ReadLogs;

    /// <summary>The proofs of an account and its slots.</summary>
    public static JsonRpcDecoder<AccountProof> Proof { get; } = ProofDecoder.Read;

    /// <summary>Any JSON, kept as a document of its own.</summary>
    public static JsonRpcDecoder<System.Text.Json.JsonElement> Json { get; } = System.Text.Json.JsonElement.ParseValue;
}
