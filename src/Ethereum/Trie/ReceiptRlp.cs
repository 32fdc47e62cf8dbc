using Ledger.Ethereum.Headers;
using Ledger.Ethereum.JsonRpc;
using Ledger.Ethereum.Primitives;
using Ledger.Ethereum.Rlp;

namespace Ledger.Ethereum.Trie;

/// <summary>The consensus encoding of a receipt: RLP, after the type byte unless the transaction is a legacy one (EIP-2718, EIP-658).</summary>
public static class ReceiptRlp
{
    /// <summary>The highest transaction type known (EIP-7702).</summary>
    public const byte MaxType = 4;

    private const int AddressItemSizeBytes = Address.SizeBytes + 1;
    private const int TopicItemSizeBytes = Bytes32.SizeBytes + 1;

    /// <summary>Encodes a receipt as the receipts trie holds it.</summary>
    /// <param name="receipt">The receipt.</param>
    /// <exception cref="EthereumFormatException">Its bloom filter has a wrong size.</exception>
    public static byte[] Encode(TransactionReceipt receipt)
    {
        ArgumentNullException.ThrowIfNull(receipt);
        var writer = new RlpWriter();
        try
        {
            Write(receipt, ref writer);
            return writer.ToArray();
        }
        finally
        {
            writer.Dispose();
        }
    }

    /// <summary>Reads a receipt out of the receipts trie.</summary>
    /// <param name="encoded">Exactly one encoded receipt.</param>
    /// <exception cref="EthereumFormatException">It is none, or of an unknown type.</exception>
    public static ConsensusReceipt Decode(ReadOnlySpan<byte> encoded)
    {
        if (encoded.IsEmpty) throw new EthereumFormatException("A receipt is empty.");
        var type = encoded[0] <= 0x7f ? encoded[0] : (byte)0;
        if (type > MaxType || encoded[0] == 0) throw new EthereumFormatException($"Receipts of type {encoded[0]} are not known.");
        var outer = new RlpReader(type == 0 ? encoded : encoded[1..]);
        var items = outer.ReadList();
        outer.ExpectEnd();
        var status = items.ReadUInt64();
        if (status > 1) throw new EthereumFormatException("A receipt's status is neither 0 nor 1.");
        var receipt = new ConsensusReceipt
        {
            Type = type,
            IsSuccess = status == 1,
            CumulativeGasUsed = items.ReadUInt64(),
            LogsBloom = items.ReadBytes(BlockHeader.LogsBloomSizeBytes).ToArray(),
            Logs = ReadLogs(items.ReadList()),
        };
        items.ExpectEnd();
        return receipt;
    }

    /// <summary>Encodes a receipt as the receipts trie holds it, behind what was written already.</summary>
    /// <param name="receipt">The receipt.</param>
    /// <param name="writer">Takes the encoding.</param>
    /// <exception cref="EthereumFormatException">Its bloom filter has a wrong size.</exception>
    public static void Write(TransactionReceipt receipt, ref RlpWriter writer)
    {
        ArgumentNullException.ThrowIfNull(receipt);
        var bloom = receipt.LogsBloom.Span;
        if (bloom.Length != BlockHeader.LogsBloomSizeBytes) throw new EthereumFormatException("A receipt's bloom filter has a wrong size.");
        var logs = receipt.Logs.Span;
        var logsSize = 0;
        foreach (ref readonly var log in logs) logsSize += RlpWriter.SizeOfList(PayloadSizeOf(log));
        if (receipt.Type != 0) writer.WriteRaw([receipt.Type]);
        var status = receipt.IsSuccess ? 1UL : 0UL;
        writer.WriteListHeader(
            RlpWriter.SizeOf(status) + RlpWriter.SizeOf(receipt.CumulativeGasUsed) + RlpWriter.SizeOf(bloom) + RlpWriter.SizeOfList(logsSize));
        writer.Write(status);
        writer.Write(receipt.CumulativeGasUsed);
        writer.Write(bloom);
        writer.WriteListHeader(logsSize);
        foreach (ref readonly var log in logs) Write(log, ref writer);
    }

    internal static void Write(IReadOnlyList<TransactionReceipt> receipts, int index, ref RlpWriter writer) => Write(receipts[index], ref writer);

    private static int PayloadSizeOf(in LogEntry log) =>
        AddressItemSizeBytes + RlpWriter.SizeOfList(log.Topics.Count * TopicItemSizeBytes) + RlpWriter.SizeOf(log.Data.Span);

    private static void Write(in LogEntry log, ref RlpWriter writer)
    {
        writer.WriteListHeader(PayloadSizeOf(log));
        writer.Write(log.Address.Span);
        writer.WriteListHeader(log.Topics.Count * TopicItemSizeBytes);
        foreach (ref readonly var topic in log.Topics.Span) writer.Write(topic.Span);
        writer.Write(log.Data.Span);
    }

    private static List<LogEntry> ReadLogs(RlpReader items)
    {
        var logs = new List<LogEntry>();
        while (!items.IsAtEnd)
        {
            var log = items.ReadList();
            var address = log.ReadAddress();
            var topicItems = log.ReadList();
            TopicList topics = default;
            while (!topicItems.IsAtEnd) topics.Add(topicItems.ReadBytes32());
            logs.Add(new LogEntry(address, topics, log.ReadBytes().ToArray(), (uint)logs.Count));
            log.ExpectEnd();
        }

        return logs;
    }
}
