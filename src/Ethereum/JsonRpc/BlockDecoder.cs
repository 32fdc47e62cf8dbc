using System.Buffers.Binary;
using System.Numerics;
using System.Text.Json;
using Ledger.Ethereum.Headers;
using Ledger.Ethereum.Primitives;

namespace Ledger.Ethereum.JsonRpc;

/// <summary>Reads a block object into a header from which the block's hash can be recomputed.</summary>
internal static class BlockDecoder
{
    [Flags]
    private enum Seen : uint
    {
        None = 0,
        Hash = 1,
        ParentHash = 2,
        OmmersHash = 4,
        Beneficiary = 8,
        StateRoot = 16,
        TransactionsRoot = 32,
        ReceiptsRoot = 64,
        LogsBloom = 128,
        Number = 256,
        GasLimit = 512,
        GasUsed = 1024,
        Timestamp = 2048,
        ExtraData = 4096,
        All = 8191,
    }

    public static RpcBlock? ReadOptional(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Null) return null;
        var fields = ReadFields(ref reader);
        return new RpcBlock
        {
            Header = fields.ToHeader(),
            Hash = fields.Hash,
            TransactionHashes = fields.TransactionHashes ?? fields.Transactions?.ConvertAll(static transaction => transaction.Hash) ?? [],
            Transactions = fields.Transactions,
        };
    }

    public static RpcHead ReadHead(ref Utf8JsonReader reader)
    {
        var fields = ReadFields(ref reader);
        return new RpcHead { Header = fields.ToHeader(), Hash = fields.Hash };
    }

    private static Fields ReadFields(ref Utf8JsonReader reader)
    {
        JsonShape.ExpectObject(ref reader);
        var fields = default(Fields);
        var seen = Seen.None;
        while (JsonShape.NextMember(ref reader, out var name))
        {
            // A member that the chain's rules do not have yet is left out by some clients and null in others.
            if (reader.TokenType == JsonTokenType.Null) continue;
            if (name.SequenceEqual("transactions"u8)) ReadTransactions(ref reader, ref fields);
            else seen |= ReadRoots(ref reader, name, ref fields);
        }

        JsonShape.Require((uint)seen, (uint)Seen.All, "block");
        return fields;
    }

    private static Seen ReadRoots(ref Utf8JsonReader reader, scoped ReadOnlySpan<byte> name, ref Fields fields)
    {
        if (name.SequenceEqual("hash"u8)) return Set(out fields.Hash, JsonHex.ReadBytes32(ref reader), Seen.Hash);
        if (name.SequenceEqual("parentHash"u8)) return Set(out fields.ParentHash, JsonHex.ReadBytes32(ref reader), Seen.ParentHash);
        if (name.SequenceEqual("sha3Uncles"u8)) return Set(out fields.OmmersHash, JsonHex.ReadBytes32(ref reader), Seen.OmmersHash);
        if (name.SequenceEqual("miner"u8)) return Set(out fields.Beneficiary, JsonHex.ReadAddress(ref reader), Seen.Beneficiary);
        if (name.SequenceEqual("stateRoot"u8)) return Set(out fields.StateRoot, JsonHex.ReadBytes32(ref reader), Seen.StateRoot);
        if (name.SequenceEqual("transactionsRoot"u8)) return Set(out fields.TransactionsRoot, JsonHex.ReadBytes32(ref reader), Seen.TransactionsRoot);
        if (name.SequenceEqual("receiptsRoot"u8)) return Set(out fields.ReceiptsRoot, JsonHex.ReadBytes32(ref reader), Seen.ReceiptsRoot);
        if (name.SequenceEqual("logsBloom"u8)) return Set(out fields.LogsBloom, ReadSized(ref reader, BlockHeader.LogsBloomSizeBytes), Seen.LogsBloom);
        if (name.SequenceEqual("mixHash"u8)) return Set(out fields.MixHash, JsonHex.ReadBytes32(ref reader), Seen.None);
        if (name.SequenceEqual("withdrawalsRoot"u8)) return Set(out fields.WithdrawalsRoot, JsonHex.ReadBytes32(ref reader), Seen.None);
        if (name.SequenceEqual("parentBeaconBlockRoot"u8)) return Set(out fields.ParentBeaconBlockRoot, JsonHex.ReadBytes32(ref reader), Seen.None);
        return name.SequenceEqual("requestsHash"u8)
            ? Set(out fields.RequestsHash, JsonHex.ReadBytes32(ref reader), Seen.None)
            : ReadNumbers(ref reader, name, ref fields);
    }

    private static Seen ReadNumbers(ref Utf8JsonReader reader, scoped ReadOnlySpan<byte> name, ref Fields fields)
    {
        if (name.SequenceEqual("number"u8)) return Set(out fields.Number, JsonHex.ReadUInt64(ref reader), Seen.Number);
        if (name.SequenceEqual("gasLimit"u8)) return Set(out fields.GasLimit, JsonHex.ReadUInt64(ref reader), Seen.GasLimit);
        if (name.SequenceEqual("gasUsed"u8)) return Set(out fields.GasUsed, JsonHex.ReadUInt64(ref reader), Seen.GasUsed);
        if (name.SequenceEqual("timestamp"u8)) return Set(out fields.TimestampSeconds, JsonHex.ReadUInt64(ref reader), Seen.Timestamp);
        if (name.SequenceEqual("extraData"u8)) return Set(out fields.ExtraData, JsonHex.ReadBytes(ref reader), Seen.ExtraData);
        if (name.SequenceEqual("difficulty"u8)) return Set(out fields.Difficulty, JsonHex.ReadBigInteger(ref reader), Seen.None);
        if (name.SequenceEqual("nonce"u8))
        {
            return Set(out fields.Nonce, BinaryPrimitives.ReadUInt64BigEndian(ReadSized(ref reader, sizeof(ulong))), Seen.None);
        }

        if (name.SequenceEqual("baseFeePerGas"u8)) return Set(out fields.BaseFeePerGas, JsonHex.ReadBigInteger(ref reader), Seen.None);
        if (name.SequenceEqual("blobGasUsed"u8)) return Set(out fields.BlobGasUsed, JsonHex.ReadUInt64(ref reader), Seen.None);
        if (name.SequenceEqual("excessBlobGas"u8)) return Set(out fields.ExcessBlobGas, JsonHex.ReadUInt64(ref reader), Seen.None);
        reader.Skip();
        return Seen.None;
    }

    private static void ReadTransactions(ref Utf8JsonReader reader, ref Fields fields)
    {
        JsonShape.ExpectArray(ref reader);
        fields.TransactionHashes = null;
        fields.Transactions = null;
        while (JsonShape.NextElement(ref reader))
        {
            if (reader.TokenType == JsonTokenType.String && fields.Transactions is null)
            {
                (fields.TransactionHashes ??= []).Add(JsonHex.ReadBytes32(ref reader));
            }
            else if (fields.TransactionHashes is null) (fields.Transactions ??= []).Add(TransactionDecoder.Read(ref reader));
            else throw JsonHex.Malformed("A block mixes transactions and hashes.");
        }
    }

    private static byte[] ReadSized(ref Utf8JsonReader reader, int sizeBytes)
    {
        var bytes = new byte[sizeBytes];
        JsonHex.ReadFixed(ref reader, bytes);
        return bytes;
    }

    private static Seen Set<T>(out T field, T value, Seen bit)
    {
        field = value;
        return bit;
    }

    private struct Fields
    {
        public Bytes32 Hash;
        public Bytes32 ParentHash;
        public Bytes32 OmmersHash;
        public Address Beneficiary;
        public Bytes32 StateRoot;
        public Bytes32 TransactionsRoot;
        public Bytes32 ReceiptsRoot;
        public byte[] LogsBloom;
        public BigInteger Difficulty;
        public ulong Number;
        public ulong GasLimit;
        public ulong GasUsed;
        public ulong TimestampSeconds;
        public byte[] ExtraData;
        public Bytes32 MixHash;
        public ulong Nonce;
        public BigInteger? BaseFeePerGas;
        public Bytes32? WithdrawalsRoot;
        public ulong? BlobGasUsed;
        public ulong? ExcessBlobGas;
        public Bytes32? ParentBeaconBlockRoot;
        public Bytes32? RequestsHash;
        public List<Bytes32>? TransactionHashes;
        public List<RpcTransaction>? Transactions;

        public readonly BlockHeader ToHeader() => new()
        {
            ParentHash = ParentHash,
            OmmersHash = OmmersHash,
            Beneficiary = Beneficiary,
            StateRoot = StateRoot,
            TransactionsRoot = TransactionsRoot,
            ReceiptsRoot = ReceiptsRoot,
            LogsBloom = LogsBloom,
            Difficulty = Difficulty,
            Number = Number,
            GasLimit = GasLimit,
            GasUsed = GasUsed,
            TimestampSeconds = TimestampSeconds,
            ExtraData = ExtraData,
            MixHash = MixHash,
            Nonce = Nonce,
            BaseFeePerGas = BaseFeePerGas,
            WithdrawalsRoot = WithdrawalsRoot,
            BlobGasUsed = BlobGasUsed,
            ExcessBlobGas = ExcessBlobGas,
            ParentBeaconBlockRoot = ParentBeaconBlockRoot,
            RequestsHash = RequestsHash,
        };
    }
}
