using System.Numerics;
using Ledger.Ethereum.Hashing;
using Ledger.Ethereum.Primitives;
using Ledger.Ethereum.Rlp;

namespace Ledger.Ethereum.Headers;

/// <summary>A block's header, with the optional members that London, Shanghai, Cancun and Prague appended (EIP-1559, 4895, 4844, 4788, 7685).</summary>
/// <remarks>The optional members form a prefix: each is present only if all before it are.</remarks>
public sealed class BlockHeader
{
    /// <summary>The size of the bloom filter.</summary>
    public const int LogsBloomSizeBytes = 256;

    /// <summary>The longest extra data accepted: a QBFT header with some 3,000 validators.</summary>
    public const int MaxExtraDataSizeBytes = 256 * 1024;

    private const int NonceSizeBytes = 8;
    private const int TypicalSizeBytes = 1024;

    /// <summary>Hash of the previous block.</summary>
    public required Bytes32 ParentHash { get; init; }

    /// <summary>Hash of the list of ommers.</summary>
    public required Bytes32 OmmersHash { get; init; }

    /// <summary>The fee recipient; on QBFT the proposer.</summary>
    public required Address Beneficiary { get; init; }

    /// <summary>Root of the state trie after the block.</summary>
    public required Bytes32 StateRoot { get; init; }

    /// <summary>Root of the block's transactions trie.</summary>
    public required Bytes32 TransactionsRoot { get; init; }

    /// <summary>Root of the block's receipts trie.</summary>
    public required Bytes32 ReceiptsRoot { get; init; }

    /// <summary>The bloom filter over the block's logs, <see cref="LogsBloomSizeBytes"/> bytes.</summary>
    public required ReadOnlyMemory<byte> LogsBloom { get; init; }

    /// <summary>The difficulty: 0 after the merge, 1 on QBFT.</summary>
    public required BigInteger Difficulty { get; init; }

    /// <summary>The block's number.</summary>
    public required ulong Number { get; init; }

    /// <summary>Most gas the block may use.</summary>
    public required ulong GasLimit { get; init; }

    /// <summary>Gas the block used.</summary>
    public required ulong GasUsed { get; init; }

    /// <summary>The block's time in seconds since 1970.</summary>
    public required ulong TimestampSeconds { get; init; }

    /// <summary>Extra data; on QBFT validators, round and seals.</summary>
    public required ReadOnlyMemory<byte> ExtraData { get; init; }

    /// <summary>The mix hash or previous randomness; on QBFT a constant.</summary>
    public required Bytes32 MixHash { get; init; }

    /// <summary>The proof-of-work nonce as a big-endian number; 0 otherwise.</summary>
    public required ulong Nonce { get; init; }

    /// <summary>Base fee in wei for each unit of gas (London).</summary>
    public BigInteger? BaseFeePerGas { get; init; }

    /// <summary>Root of the withdrawals trie (Shanghai).</summary>
    public Bytes32? WithdrawalsRoot { get; init; }

    /// <summary>Blob gas the block used (Cancun).</summary>
    public ulong? BlobGasUsed { get; init; }

    /// <summary>Running excess of blob gas (Cancun).</summary>
    public ulong? ExcessBlobGas { get; init; }

    /// <summary>Root of the parent beacon block (Cancun).</summary>
    public Bytes32? ParentBeaconBlockRoot { get; init; }

    /// <summary>Hash of the execution-layer requests (Prague).</summary>
    public Bytes32? RequestsHash { get; init; }

    /// <summary>Reads a header.</summary>
    /// <param name="encoded">Exactly one RLP list.</param>
    /// <exception cref="EthereumFormatException">It is no header, or has more members than are known.</exception>
    public static BlockHeader Decode(ReadOnlySpan<byte> encoded)
    {
        var outer = new RlpReader(encoded);
        var items = outer.ReadList();
        outer.ExpectEnd();
        var header = new BlockHeader
        {
            ParentHash = items.ReadBytes32(),
            OmmersHash = items.ReadBytes32(),
            Beneficiary = items.ReadAddress(),
            StateRoot = items.ReadBytes32(),
            TransactionsRoot = items.ReadBytes32(),
            ReceiptsRoot = items.ReadBytes32(),
            LogsBloom = items.ReadBytes(LogsBloomSizeBytes).ToArray(),
            Difficulty = items.ReadUInt256(),
            Number = items.ReadUInt64(),
            GasLimit = items.ReadUInt64(),
            GasUsed = items.ReadUInt64(),
            TimestampSeconds = items.ReadUInt64(),
            ExtraData = ReadExtraData(ref items),
            MixHash = items.ReadBytes32(),
            Nonce = System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(items.ReadBytes(NonceSizeBytes)),
            BaseFeePerGas = items.IsAtEnd ? null : items.ReadUInt256(),
            WithdrawalsRoot = items.IsAtEnd ? null : items.ReadBytes32(),
            BlobGasUsed = items.IsAtEnd ? null : items.ReadUInt64(),
            ExcessBlobGas = items.IsAtEnd ? null : items.ReadUInt64(),
            ParentBeaconBlockRoot = items.IsAtEnd ? null : items.ReadBytes32(),
            RequestsHash = items.IsAtEnd ? null : items.ReadBytes32(),
        };
        items.ExpectEnd();
        return header;
    }

    /// <summary>Writes the header as RLP.</summary>
    /// <exception cref="EthereumFormatException">An optional member is present while one before it is not, or the bloom has a wrong size.</exception>
    public byte[] Encode()
    {
        var writer = new RlpWriter(TypicalSizeBytes + ExtraData.Length);
        try
        {
            WriteTo(ref writer, ExtraData.Span);
            return writer.ToArray();
        }
        finally
        {
            writer.Dispose();
        }
    }

    /// <summary>Keccak-256 of the encoded header: the block's hash on every chain but QBFT and IBFT ones.</summary>
    /// <exception cref="EthereumFormatException">As for <see cref="Encode"/>.</exception>
    public Bytes32 ComputeHash() => ComputeHash(ExtraData.Span);

    internal Bytes32 ComputeHash(ReadOnlySpan<byte> extraData)
    {
        var writer = new RlpWriter(TypicalSizeBytes + extraData.Length);
        try
        {
            WriteTo(ref writer, extraData);
            return Keccak256.Hash(writer.WrittenSpan);
        }
        finally
        {
            writer.Dispose();
        }
    }

    private static byte[] ReadExtraData(ref RlpReader items)
    {
        var extraData = items.ReadBytes();
        return extraData.Length <= MaxExtraDataSizeBytes
            ? extraData.ToArray()
            : throw new EthereumFormatException($"A header's extra data is longer than {MaxExtraDataSizeBytes} bytes.");
    }

    private void WriteTo(ref RlpWriter writer, ReadOnlySpan<byte> extraData)
    {
        if (LogsBloom.Length != LogsBloomSizeBytes) throw new EthereumFormatException($"A bloom filter has {LogsBloomSizeBytes} bytes.");
        var list = writer.StartList();
        writer.Write(ParentHash.Span);
        writer.Write(OmmersHash.Span);
        writer.Write(Beneficiary.Span);
        writer.Write(StateRoot.Span);
        writer.Write(TransactionsRoot.Span);
        writer.Write(ReceiptsRoot.Span);
        writer.Write(LogsBloom.Span);
        writer.Write(Difficulty);
        writer.Write(Number);
        writer.Write(GasLimit);
        writer.Write(GasUsed);
        writer.Write(TimestampSeconds);
        writer.Write(extraData);
        writer.Write(MixHash.Span);
        Span<byte> nonce = stackalloc byte[NonceSizeBytes];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(nonce, Nonce);
        writer.Write(nonce);
        WriteOptionalMembers(ref writer);
        writer.EndList(list);
    }

    private void WriteOptionalMembers(ref RlpWriter writer)
    {
        ReadOnlySpan<bool> present =
        [
            BaseFeePerGas is not null, WithdrawalsRoot is not null, BlobGasUsed is not null,
            ExcessBlobGas is not null, ParentBeaconBlockRoot is not null, RequestsHash is not null,
        ];
        if (present[..(present.LastIndexOf(true) + 1)].Contains(false))
        {
            throw new EthereumFormatException("A header has an optional member without the one before it.");
        }

        if (BaseFeePerGas is { } baseFee) writer.Write(baseFee);
        if (WithdrawalsRoot is { } withdrawalsRoot) writer.Write(withdrawalsRoot.Span);
        if (BlobGasUsed is { } blobGasUsed) writer.Write(blobGasUsed);
        if (ExcessBlobGas is { } excessBlobGas) writer.Write(excessBlobGas);
        if (ParentBeaconBlockRoot is { } beaconRoot) writer.Write(beaconRoot.Span);
        if (RequestsHash is { } requestsHash) writer.Write(requestsHash.Span);
    }
}
