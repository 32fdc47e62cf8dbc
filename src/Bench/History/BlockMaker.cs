using System.Buffers.Binary;
using Ledger.Contracts.Deployment;
using Ledger.Ethereum.Hashing;
using Ledger.Ethereum.Headers;
using Ledger.Ethereum.JsonRpc;
using Ledger.Ethereum.Primitives;
using Ledger.Ethereum.Trie;

namespace Ledger.Bench.History;

/// <summary>Puts transactions into blocks: logs, blooms, receipts, receipts root, header, hash; each block names the one before.</summary>
internal sealed class BlockMaker(NetworkDescriptor network, ChainRegistry registry)
{
    private const ulong BlockTimeSeconds = 2;
    private const ulong GasLimit = 300_000_000;
    private const int BloomBits = 2_047;

    private static readonly Bytes32 EmptyOmmers = Keccak256.Hash([0xC0]);

    private Bytes32 _parent = network.GenesisHash;
    private ulong _number;
    private ulong _transactions;

    /// <summary>Makes the next block.</summary>
    /// <param name="drafts">Its transactions.</param>
    public GeneratedBlock Make(IReadOnlyList<TransactionDraft> drafts)
    {
        registry.TimestampSeconds += BlockTimeSeconds;
        _number++;
        var bloom = new byte[BlockHeader.LogsBloomSizeBytes];
        var receipts = Receipts(drafts, bloom);
        var header = Header(bloom, ReceiptsTrie.ComputeRoot(receipts));
        _parent = header.ComputeHash();
        var hashes = receipts.Select(receipt => receipt.TransactionHash).ToArray();
        var calldata = new Dictionary<Bytes32, byte[]>();
        for (var i = 0; i < drafts.Count; i++)
        {
            if (drafts[i].Calldata.Length > 0) calldata.Add(hashes[i], drafts[i].Calldata);
        }

        return new(new() { Header = header, ClaimedHash = _parent, TransactionHashes = hashes, Receipts = receipts }, calldata);
    }

    private static void AddToBloom(ReadOnlySpan<byte> item, Span<byte> bloom)
    {
        Span<byte> hash = stackalloc byte[Bytes32.SizeBytes];
        Keccak256.Hash(item, hash);
        for (var i = 0; i < 6; i += 2)
        {
            var bit = BinaryPrimitives.ReadUInt16BigEndian(hash[i..]) & BloomBits;
            bloom[BlockHeader.LogsBloomSizeBytes - 1 - (bit >> 3)] |= (byte)(1 << (bit & 7));
        }
    }

    private static byte[] Bloom(ReadOnlySpan<LogEntry> logs)
    {
        var bloom = new byte[BlockHeader.LogsBloomSizeBytes];
        foreach (ref readonly var log in logs)
        {
            AddToBloom(log.Address.Span, bloom);
            foreach (ref readonly var topic in log.Topics.Span) AddToBloom(topic.Span, bloom);
        }

        return bloom;
    }

    // A receipt's block hash is not in the receipts root, and the hash is not known before the root.
    private TransactionReceipt[] Receipts(IReadOnlyList<TransactionDraft> drafts, byte[] blockBloom)
    {
        var receipts = new TransactionReceipt[drafts.Count];
        var (logs, gas) = (0u, 0ul);
        for (var i = 0; i < drafts.Count; i++)
        {
            var entries = drafts[i].ToLogs(network, logs);
            var bloom = Bloom(entries);
            for (var j = 0; j < bloom.Length; j++) blockBloom[j] |= bloom[j];
            var used = 45_000ul + ((ulong)entries.Length * 20_000) + ((ulong)drafts[i].Calldata.Length * 12);
            receipts[i] = new()
            {
                Type = 2,
                IsSuccess = true,
                CumulativeGasUsed = gas += used,
                GasUsed = used,
                LogsBloom = bloom,
                Logs = entries,
                TransactionHash = NextTransactionHash(),
                TransactionIndex = (uint)i,
                BlockHash = default,
                BlockNumber = _number,
                From = network.AddressOf(LedgerContract.Relay),
                To = network.AddressOf(LedgerContract.Relay),
                ContractAddress = null,
                EffectiveGasPrice = 0,
            };
            logs += (uint)entries.Length;
        }

        return receipts;
    }

    private BlockHeader Header(byte[] bloom, Bytes32 receiptsRoot) => new()
    {
        ParentHash = _parent,
        OmmersHash = EmptyOmmers,
        Beneficiary = network.AddressOf(LedgerContract.Relay),
        StateRoot = Hash("state"),
        TransactionsRoot = Hash("transactions"),
        ReceiptsRoot = receiptsRoot,
        LogsBloom = bloom,
        Difficulty = 1,
        Number = _number,
        GasLimit = GasLimit,
        GasUsed = 0,
        TimestampSeconds = registry.TimestampSeconds,
        ExtraData = ReadOnlyMemory<byte>.Empty,
        MixHash = Hash("mix"),
        Nonce = 0,
        BaseFeePerGas = 0,
    };

    private Bytes32 NextTransactionHash() => Keccak256.Hash(System.Text.Encoding.ASCII.GetBytes($"transaction {_transactions++}"));

    private Bytes32 Hash(string kind) => Keccak256.Hash(System.Text.Encoding.ASCII.GetBytes($"{kind} {_number}"));
}
