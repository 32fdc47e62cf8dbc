using System.Text.Json;
using Ledger.Ethereum.Primitives;

namespace Ledger.Ethereum.JsonRpc;

/// <summary>Reads receipts and logs; the hot path of following a chain, so one pass, and one array per receipt that has logs.</summary>
internal sealed class ReceiptDecoder
{
    private const int BloomSizeBytes = 256;

    private static readonly byte[] EmptyBloom = new byte[BloomSizeBytes];

    private readonly ByteSlab _slab = new();
    private LogEntry[] _logs = new LogEntry[8];

    [Flags]
    private enum Seen : uint
    {
        None = 0,
        Status = 1,
        CumulativeGasUsed = 2,
        GasUsed = 4,
        LogsBloom = 8,
        Logs = 16,
        TransactionHash = 32,
        TransactionIndex = 64,
        BlockHash = 128,
        BlockNumber = 256,
        From = 512,
        All = 1023,
    }

    [Flags]
    private enum SeenInLog : uint
    {
        None = 0,
        Address = 1,
        Topics = 2,
        Data = 4,
        Index = 8,
        Entry = 15,
        BlockNumber = 16,
        BlockHash = 32,
        TransactionHash = 64,
        TransactionIndex = 128,
        All = 255,
    }

    public static IReadOnlyList<TransactionReceipt>? ReadBlock(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Null) return null;
        var decoder = new ReceiptDecoder();
        return JsonShape.ReadList(ref reader, decoder.ReadReceipt);
    }

    public static TransactionReceipt? ReadOptional(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Null ? null : new ReceiptDecoder().ReadReceipt(ref reader);

    public static IReadOnlyList<FilteredLog> ReadLogs(ref Utf8JsonReader reader)
    {
        var decoder = new ReceiptDecoder();
        return JsonShape.ReadList(ref reader, decoder.ReadFilteredLog);
    }

    public static FilteredLog ReadLog(ref Utf8JsonReader reader) => new ReceiptDecoder().ReadFilteredLog(ref reader);

    private TransactionReceipt ReadReceipt(ref Utf8JsonReader reader)
    {
        JsonShape.ExpectObject(ref reader);
        var fields = default(ReceiptFields);
        var seen = Seen.None;
        while (JsonShape.NextMember(ref reader, out var name)) seen |= ReadMember(ref reader, name, ref fields);
        JsonShape.Require((uint)seen, (uint)Seen.All, "receipt");
        return new TransactionReceipt
        {
            Type = fields.Type,
            IsSuccess = fields.IsSuccess,
            CumulativeGasUsed = fields.CumulativeGasUsed,
            GasUsed = fields.GasUsed,
            LogsBloom = fields.LogsBloom,
            Logs = fields.Logs,
            TransactionHash = fields.TransactionHash,
            TransactionIndex = fields.TransactionIndex,
            BlockHash = fields.BlockHash,
            BlockNumber = fields.BlockNumber,
            From = fields.From,
            To = fields.To,
            ContractAddress = fields.ContractAddress,
            EffectiveGasPrice = fields.EffectiveGasPrice,
        };
    }

    private Seen ReadMember(ref Utf8JsonReader reader, scoped ReadOnlySpan<byte> name, ref ReceiptFields fields)
    {
        if (name.SequenceEqual("logs"u8)) return Set(out fields.Logs, ReadEntries(ref reader), Seen.Logs);
        if (name.SequenceEqual("logsBloom"u8)) return Set(out fields.LogsBloom, ReadBloom(ref reader), Seen.LogsBloom);
        if (name.SequenceEqual("status"u8)) return Set(out fields.IsSuccess, ReadStatus(ref reader), Seen.Status);
        if (name.SequenceEqual("type"u8)) return Set(out fields.Type, ReadType(ref reader), Seen.None);
        if (name.SequenceEqual("cumulativeGasUsed"u8)) return Set(out fields.CumulativeGasUsed, JsonHex.ReadUInt64(ref reader), Seen.CumulativeGasUsed);
        if (name.SequenceEqual("gasUsed"u8)) return Set(out fields.GasUsed, JsonHex.ReadUInt64(ref reader), Seen.GasUsed);
        if (name.SequenceEqual("transactionHash"u8)) return Set(out fields.TransactionHash, JsonHex.ReadBytes32(ref reader), Seen.TransactionHash);
        if (name.SequenceEqual("transactionIndex"u8)) return Set(out fields.TransactionIndex, JsonHex.ReadUInt32(ref reader), Seen.TransactionIndex);
        if (name.SequenceEqual("blockHash"u8)) return Set(out fields.BlockHash, JsonHex.ReadBytes32(ref reader), Seen.BlockHash);
        if (name.SequenceEqual("blockNumber"u8)) return Set(out fields.BlockNumber, JsonHex.ReadUInt64(ref reader), Seen.BlockNumber);
        if (name.SequenceEqual("from"u8)) return Set(out fields.From, JsonHex.ReadAddress(ref reader), Seen.From);
        if (name.SequenceEqual("to"u8)) return Set(out fields.To, JsonHex.ReadOptionalAddress(ref reader), Seen.None);
        if (name.SequenceEqual("contractAddress"u8)) return Set(out fields.ContractAddress, JsonHex.ReadOptionalAddress(ref reader), Seen.None);
        if (name.SequenceEqual("effectiveGasPrice"u8)) return Set(out fields.EffectiveGasPrice, JsonHex.ReadUInt128(ref reader), Seen.None);
        reader.Skip();
        return Seen.None;
    }

    private static Seen Set<T>(out T field, T value, Seen bit)
    {
        field = value;
        return bit;
    }

    private LogEntry[] ReadEntries(ref Utf8JsonReader reader)
    {
        JsonShape.ExpectArray(ref reader);
        var count = 0;
        while (JsonShape.NextElement(ref reader))
        {
            if (count == _logs.Length) Array.Resize(ref _logs, count * 2);
            _logs[count++] = ReadEntry(ref reader);
        }

        return count == 0 ? [] : _logs.AsSpan(0, count).ToArray();
    }

    /// <summary>Reads what the receipts root commits to; the receipt around it says the rest.</summary>
    private LogEntry ReadEntry(ref Utf8JsonReader reader)
    {
        JsonShape.ExpectObject(ref reader);
        var fields = default(LogFields);
        var seen = SeenInLog.None;
        while (JsonShape.NextMember(ref reader, out var name))
        {
            var bit = ReadEntryMember(ref reader, name, ref fields);
            if (bit == SeenInLog.None) reader.Skip();
            seen |= bit;
        }

        JsonShape.Require((uint)seen, (uint)SeenInLog.Entry, "log");
        return fields.ToEntry();
    }

    private FilteredLog ReadFilteredLog(ref Utf8JsonReader reader)
    {
        JsonShape.ExpectObject(ref reader);
        var fields = default(LogFields);
        var seen = SeenInLog.None;
        while (JsonShape.NextMember(ref reader, out var name))
        {
            var bit = ReadEntryMember(ref reader, name, ref fields);
            if (bit == SeenInLog.None) bit = ReadPositionMember(ref reader, name, ref fields);
            seen |= bit;
        }

        JsonShape.Require((uint)seen, (uint)SeenInLog.All, "log");
        return new FilteredLog(fields.ToEntry())
        {
            BlockNumber = fields.BlockNumber,
            BlockHash = fields.BlockHash,
            TransactionHash = fields.TransactionHash,
            TransactionIndex = fields.TransactionIndex,
            IsRemoved = fields.IsRemoved,
        };
    }

    private SeenInLog ReadEntryMember(ref Utf8JsonReader reader, scoped ReadOnlySpan<byte> name, ref LogFields fields)
    {
        if (name.SequenceEqual("address"u8))
        {
            JsonHex.ReadFixed(ref reader, fields.Address);
            return SeenInLog.Address;
        }

        if (name.SequenceEqual("topics"u8))
        {
            JsonShape.ExpectArray(ref reader);
            fields.Topics = default;
            while (JsonShape.NextElement(ref reader)) fields.Topics.Add(JsonHex.ReadBytes32(ref reader));
            return SeenInLog.Topics;
        }

        if (name.SequenceEqual("data"u8))
        {
            fields.Data = JsonHex.ReadBytes(ref reader, _slab);
            return SeenInLog.Data;
        }

        if (!name.SequenceEqual("logIndex"u8)) return SeenInLog.None;
        fields.Index = JsonHex.ReadUInt32(ref reader);
        return SeenInLog.Index;
    }

    private static SeenInLog ReadPositionMember(ref Utf8JsonReader reader, scoped ReadOnlySpan<byte> name, ref LogFields fields)
    {
        if (name.SequenceEqual("blockNumber"u8))
        {
            fields.BlockNumber = JsonHex.ReadUInt64(ref reader);
            return SeenInLog.BlockNumber;
        }

        if (name.SequenceEqual("blockHash"u8))
        {
            fields.BlockHash = JsonHex.ReadBytes32(ref reader);
            return SeenInLog.BlockHash;
        }

        if (name.SequenceEqual("transactionHash"u8))
        {
            fields.TransactionHash = JsonHex.ReadBytes32(ref reader);
            return SeenInLog.TransactionHash;
        }

        if (name.SequenceEqual("transactionIndex"u8))
        {
            fields.TransactionIndex = JsonHex.ReadUInt32(ref reader);
            return SeenInLog.TransactionIndex;
        }

        if (name.SequenceEqual("removed"u8)) fields.IsRemoved = reader.GetBoolean();
        else reader.Skip();
        return SeenInLog.None;
    }

    private ReadOnlyMemory<byte> ReadBloom(ref Utf8JsonReader reader)
    {
        Span<byte> bloom = stackalloc byte[BloomSizeBytes];
        JsonHex.ReadFixed(ref reader, bloom);
        if (!bloom.ContainsAnyExcept((byte)0)) return EmptyBloom;
        var kept = _slab.Take(BloomSizeBytes);
        bloom.CopyTo(kept.Span);
        return kept;
    }

    private static bool ReadStatus(ref Utf8JsonReader reader) => JsonHex.ReadUInt64(ref reader) switch
    {
        0 => false,
        1 => true,
        _ => throw JsonHex.Malformed("A receipt's status is neither 0 nor 1."),
    };

    internal static byte ReadType(ref Utf8JsonReader reader)
    {
        var type = JsonHex.ReadUInt64(ref reader);
        return type <= 0x7f ? (byte)type : throw JsonHex.Malformed("A transaction type is above 0x7f (EIP-2718).");
    }

    private struct ReceiptFields
    {
        public byte Type;
        public bool IsSuccess;
        public ulong CumulativeGasUsed;
        public ulong GasUsed;
        public ReadOnlyMemory<byte> LogsBloom;
        public LogEntry[] Logs;
        public Bytes32 TransactionHash;
        public uint TransactionIndex;
        public Bytes32 BlockHash;
        public ulong BlockNumber;
        public Address From;
        public Address? To;
        public Address? ContractAddress;
        public UInt128? EffectiveGasPrice;
    }

    private struct LogFields
    {
        public Address Address;
        public TopicList Topics;
        public ReadOnlyMemory<byte> Data;
        public uint Index;
        public ulong BlockNumber;
        public Bytes32 BlockHash;
        public Bytes32 TransactionHash;
        public uint TransactionIndex;
        public bool IsRemoved;

        public readonly LogEntry ToEntry() => new(Address, Topics, Data, Index);
    }
}
