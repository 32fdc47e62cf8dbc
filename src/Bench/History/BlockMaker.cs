using System.Buffers.Binary;
using System.Collections.Concurrent;
using Ledger.Contracts.Deployment;
using Ledger.Ethereum.Hashing;
using Ledger.Ethereum.Headers;
using Ledger.Ethereum.JsonRpc;
using Ledger.Ethereum.Primitives;
using Ledger.Ethereum.Trie;

namespace Ledger.Bench.History;

/// <summary>
/// Puts transactions into blocks, in three steps of which the middle one takes nearly all of the time and needs no order: what is in a block; logs, blooms, receipts
/// and their root; the header, which names the block before.
/// </summary>
internal sealed class BlockMaker(NetworkDescriptor network, ChainRegistry registry)
{
    private const ulong BlockTimeSeconds = 2;
    private const ulong GasLimit = 300_000_000;
    private const int BloomBits = 2_047;

    private static readonly Bytes32 EmptyOmmers = Keccak256.Hash([0xC0]);

    /// <summary>The bits of what is in blooms again and again: contracts and event signatures.</summary>
    private readonly ConcurrentDictionary<Bytes32, (ushort, ushort, ushort)> _bloomBits = [];

    private Bytes32 _parent = network.GenesisHash;
    private ulong _number;
    private ulong _transactions;

    /// <summary>Gives the next block its number, time and transactions.</summary>
    /// <param name="drafts">The transactions.</param>
    /// <param name="isLast">Whether the history ends with it.</param>
    public BlockPlan Plan(IReadOnlyList<TransactionDraft> drafts, bool isLast = false)
    {
        registry.TimestampSeconds += BlockTimeSeconds;
        var plan = new BlockPlan(++_number, registry.TimestampSeconds, _transactions, drafts, isLast);
        _transactions += (ulong)drafts.Count;
        return plan;
    }

    /// <summary>Makes all of a block that needs no other block. Thread-safe.</summary>
    public AssembledBlock Assemble(BlockPlan plan)
    {
        var bloom = new byte[BlockHeader.LogsBloomSizeBytes];
        var receipts = Receipts(plan, bloom);
        var hashes = Array.ConvertAll(receipts, receipt => receipt.TransactionHash);
        var calldata = new Dictionary<Bytes32, byte[]>();
        for (var i = 0; i < hashes.Length; i++)
        {
            if (!plan.Drafts[i].Calldata.IsEmpty) calldata.Add(hashes[i], plan.Drafts[i].Calldata.ToArray());
        }

        return new(plan, bloom, receipts, ReceiptsTrie.ComputeRoot(receipts), hashes, calldata);
    }

    /// <summary>Puts a block behind the last one; call in the order of the numbers.</summary>
    public GeneratedBlock Link(AssembledBlock block)
    {
        var header = Header(block);
        _parent = header.ComputeHash();
        return new(
            new() { Header = header, ClaimedHash = _parent, TransactionHashes = block.Hashes, Receipts = block.Receipts }, block.Calldata)
        { IsLast = block.Plan.IsLast };
    }

    private static (ushort First, ushort Second, ushort Third) BitsOf(ReadOnlySpan<byte> item)
    {
        Span<byte> hash = stackalloc byte[Bytes32.SizeBytes];
        Keccak256.Hash(item, hash);
        return (Bit(hash), Bit(hash[2..]), Bit(hash[4..]));

        static ushort Bit(ReadOnlySpan<byte> pair) => (ushort)(BinaryPrimitives.ReadUInt16BigEndian(pair) & BloomBits);
    }

    private static void Set(Span<byte> bloom, (ushort First, ushort Second, ushort Third) bits)
    {
        foreach (var bit in (ReadOnlySpan<ushort>)[bits.First, bits.Second, bits.Third]) bloom[BlockHeader.LogsBloomSizeBytes - 1 - (bit >> 3)] |= (byte)(1 << (bit & 7));
    }

    // A hash of its own for each transaction, without the cost of one: nobody recomputes it.
    private static Bytes32 TransactionHash(ulong number)
    {
        Span<byte> hash = stackalloc byte[Bytes32.SizeBytes];
        var value = number;
        for (var i = 0; i < Bytes32.SizeBytes; i += sizeof(ulong))
        {
            // splitmix64: a permutation, so the first eight bytes alone tell all transactions apart.
            value += 0x9E3779B97F4A7C15;
            var mixed = (value ^ value >> 30) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ mixed >> 27) * 0x94D049BB133111EB;
            BinaryPrimitives.WriteUInt64BigEndian(hash[i..], mixed ^ mixed >> 31);
        }

        return new(hash);
    }

    private byte[] Bloom(ReadOnlySpan<LogEntry> logs)
    {
        var bloom = new byte[BlockHeader.LogsBloomSizeBytes];
        Span<byte> address = stackalloc byte[Bytes32.SizeBytes];
        address.Clear();
        foreach (ref readonly var log in logs)
        {
            log.Address.Span.CopyTo(address);
            Set(bloom, Known(new(address), log.Address.Span));
            var topics = log.Topics.Span;
            for (var i = 0; i < topics.Length; i++) Set(bloom, i == 0 ? Known(topics[0], topics[0].Span) : BitsOf(topics[i].Span));
        }

        return bloom;
    }

    private (ushort First, ushort Second, ushort Third) Known(in Bytes32 key, ReadOnlySpan<byte> item)
    {
        if (!_bloomBits.TryGetValue(key, out var bits)) _bloomBits[key] = bits = BitsOf(item);
        return bits;
    }

    // A receipt's block hash is not in the receipts root, and the hash is not known before the root.
    private TransactionReceipt[] Receipts(BlockPlan plan, byte[] blockBloom)
    {
        var drafts = plan.Drafts;
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
                TransactionHash = TransactionHash(plan.FirstTransaction + (ulong)i),
                TransactionIndex = (uint)i,
                BlockHash = default,
                BlockNumber = plan.Number,
                From = network.AddressOf(LedgerContract.Relay),
                To = network.AddressOf(LedgerContract.Relay),
                ContractAddress = null,
                EffectiveGasPrice = 0,
            };
            logs += (uint)entries.Length;
        }

        return receipts;
    }

    private BlockHeader Header(AssembledBlock block) => new()
    {
        ParentHash = _parent,
        OmmersHash = EmptyOmmers,
        Beneficiary = network.AddressOf(LedgerContract.Relay),
        StateRoot = Hash("state", block.Plan.Number),
        TransactionsRoot = Hash("transactions", block.Plan.Number),
        ReceiptsRoot = block.ReceiptsRoot,
        LogsBloom = block.Bloom,
        Difficulty = 1,
        Number = block.Plan.Number,
        GasLimit = GasLimit,
        GasUsed = 0,
        TimestampSeconds = block.Plan.TimestampSeconds,
        ExtraData = ReadOnlyMemory<byte>.Empty,
        MixHash = Hash("mix", block.Plan.Number),
        Nonce = 0,
        BaseFeePerGas = 0,
    };

    private static Bytes32 Hash(string kind, ulong number) => Keccak256.Hash(System.Text.Encoding.ASCII.GetBytes($"{kind} {number}"));
}
