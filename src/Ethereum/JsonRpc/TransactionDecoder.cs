using System.Numerics;
using System.Text.Json;
using Ledger.Ethereum.Primitives;

namespace Ledger.Ethereum.JsonRpc;

/// <summary>Reads a transaction object.</summary>
internal static class TransactionDecoder
{
    [Flags]
    private enum Seen : uint
    {
        None = 0,
        Hash = 1,
        From = 2,
        Nonce = 4,
        Gas = 8,
        Value = 16,
        Input = 32,
        All = 63,
    }

    public static RpcTransaction? ReadOptional(ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.Null ? null : Read(ref reader);

    public static RpcTransaction Read(ref Utf8JsonReader reader)
    {
        JsonShape.ExpectObject(ref reader);
        var fields = default(Fields);
        var seen = Seen.None;
        while (JsonShape.NextMember(ref reader, out var name)) seen |= ReadMember(ref reader, name, ref fields);
        JsonShape.Require((uint)seen, (uint)Seen.All, "transaction");
        return new RpcTransaction
        {
            Hash = fields.Hash,
            Type = fields.Type,
            From = fields.From,
            To = fields.To,
            Nonce = fields.Nonce,
            Gas = fields.Gas,
            Value = fields.Value,
            Input = fields.Input,
            BlockNumber = fields.BlockNumber,
            BlockHash = fields.BlockHash,
            TransactionIndex = fields.TransactionIndex,
        };
    }

    private static Seen ReadMember(ref Utf8JsonReader reader, scoped ReadOnlySpan<byte> name, ref Fields fields)
    {
        if (name.SequenceEqual("hash"u8)) return Set(out fields.Hash, JsonHex.ReadBytes32(ref reader), Seen.Hash);
        if (name.SequenceEqual("from"u8)) return Set(out fields.From, JsonHex.ReadAddress(ref reader), Seen.From);
        if (name.SequenceEqual("nonce"u8)) return Set(out fields.Nonce, JsonHex.ReadUInt64(ref reader), Seen.Nonce);
        if (name.SequenceEqual("gas"u8)) return Set(out fields.Gas, JsonHex.ReadUInt64(ref reader), Seen.Gas);
        if (name.SequenceEqual("value"u8)) return Set(out fields.Value, JsonHex.ReadBigInteger(ref reader), Seen.Value);
        if (name.SequenceEqual("input"u8)) return Set(out fields.Input, JsonHex.ReadBytes(ref reader), Seen.Input);
        if (name.SequenceEqual("type"u8)) return Set(out fields.Type, ReceiptDecoder.ReadType(ref reader), Seen.None);
        if (name.SequenceEqual("to"u8)) return Set(out fields.To, JsonHex.ReadOptionalAddress(ref reader), Seen.None);
        if (name.SequenceEqual("blockHash"u8)) return Set(out fields.BlockHash, JsonHex.ReadOptionalBytes32(ref reader), Seen.None);
        if (reader.TokenType == JsonTokenType.Null) return Seen.None;
        if (name.SequenceEqual("blockNumber"u8)) return Set(out fields.BlockNumber, JsonHex.ReadUInt64(ref reader), Seen.None);
        if (name.SequenceEqual("transactionIndex"u8)) return Set(out fields.TransactionIndex, JsonHex.ReadUInt32(ref reader), Seen.None);
        reader.Skip();
        return Seen.None;
    }

    private static Seen Set<T>(out T field, T value, Seen bit)
    {
        field = value;
        return bit;
    }

    private struct Fields
    {
        public Bytes32 Hash;
        public byte Type;
        public Address From;
        public Address? To;
        public ulong Nonce;
        public ulong Gas;
        public BigInteger Value;
        public byte[] Input;
        public ulong? BlockNumber;
        public Bytes32? BlockHash;
        public uint? TransactionIndex;
    }
}
