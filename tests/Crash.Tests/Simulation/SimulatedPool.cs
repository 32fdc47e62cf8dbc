using Ledger.Contracts.Deployment;
using Ledger.Contracts.Generated;
using Ledger.Ethereum.Hashing;
using Ledger.Ethereum.Headers;
using Ledger.Ethereum.JsonRpc;
using Ledger.Ethereum.Primitives;
using Ledger.Ethereum.Transactions;
using Ledger.Ethereum.Trie;
using Ledger.Node.Chain;

namespace Ledger.Crash.Tests.Simulation;

/// <summary>A chain that takes the relay's transactions, forgets, refuses and repeats them as a seed says, and mines them by nonce into blocks that hash right.</summary>
/// <remarks>
/// Its contract applies whatever it is told, as often as it is told: that nothing is applied twice is the relay's doing alone. In bad weather it fails messages too,
/// with a trace or without one.
/// </remarks>
internal sealed class SimulatedPool(
    List<ChainBlock> blocks, NetworkDescriptor network, Bytes32 genesis, Random random, VirtualTime time, List<string> trace) : SimulatedChain(blocks, NoInputs, random, time, trace)
{
    private const int MaxPooled = 3;
    private const int MaxPerBlock = 4;
    private const int MostForgottenInCalm = 3;

    private static readonly Dictionary<Bytes32, byte[]> NoInputs = [];
    // Index 0, and an empty reason behind its offset.
    private static readonly byte[] FailedWithoutReason = [.. Word(0), .. Word(2 * Bytes32.SizeBytes), .. Word(0)];
    private static readonly TimeSpan Busy = TimeSpan.FromMilliseconds(200);

    private readonly List<ChainBlock> _blocks = blocks;
    private readonly Random _random = random;
    private readonly VirtualTime _time = time;
    private readonly List<string> _trace = trace;
    private readonly SortedDictionary<ulong, byte[]> _pool = [];
    private readonly Dictionary<ulong, byte[]> _seen = [];
    private ulong _nonce;
    private int _forgottenInCalm;

    /// <summary>What the relay did that it never may.</summary>
    public string? Violation { get; private set; }

    /// <summary>Mines one block of what is there, empty or not.</summary>
    public void Mine()
    {
        // Pools forget in fair weather too, but not for ever.
        if (_pool.Count > 0 && _random.Next(8) == 0 && (!IsCalm || _forgottenInCalm++ < MostForgottenInCalm)) _pool.Remove(_pool.Keys.ElementAt(_random.Next(_pool.Count)));
        var transactions = new List<byte[]>();
        while (transactions.Count < MaxPerBlock && _pool.Remove(_nonce, out var next))
        {
            transactions.Add(next);
            _nonce++;
        }

        _blocks.Add(Make(transactions));
        _trace.Add($"{_time.Elapsed} block {_blocks.Count} with {transactions.Count} up to nonce {_nonce}");
        Grow(1);
    }

    public override async Task<Bytes32> SendRawTransactionAsync(ReadOnlyMemory<byte> rawTransaction, CancellationToken cancellationToken)
    {
        var raw = rawTransaction.ToArray();
        var chance = IsCalm ? 99 : _random.Next(16);
        if (!IsCalm) await Task.Delay(TimeSpan.FromMilliseconds(_random.Next(300)), _time, cancellationToken);
        if (chance is 0 or 1) throw new ChainUnavailableException("simulated: lost on the way", Busy);
        var hash = Take(raw);
        if (chance is 2 or 3) throw new ChainUnavailableException("simulated: the answer is lost", Busy);
        return hash;
    }

    public override async Task<ulong> ReadNonceAsync(Address account, CancellationToken cancellationToken)
    {
        if (!IsCalm) await Task.Delay(TimeSpan.FromMilliseconds(_random.Next(200)), _time, cancellationToken);
        if (!IsCalm && _random.Next(4) == 0) throw new ChainUnavailableException("simulated: away", Busy);
        var pending = _nonce;
        while (_pool.ContainsKey(pending)) pending++;
        return pending;
    }

    public override Task<ChainCallResult> CallAsync(ChainCall call, CancellationToken cancellationToken) =>
        throw new ChainUnavailableException("simulated: nothing is tried out here", Busy);

    private static byte[] Word(byte value) => [.. new byte[Bytes32.SizeBytes - 1], value];

    private Bytes32 Take(byte[] raw)
    {
        var transaction = SignedTransaction.Decode(raw, network.ChainId).Transaction;
        if (_seen.TryGetValue(transaction.Nonce, out var before) && !before.AsSpan().SequenceEqual(raw)) Violation ??= $"nonce {transaction.Nonce} was sent with two different transactions";
        _seen[transaction.Nonce] = raw;
        if (transaction.Nonce < _nonce) throw new ChainRefusedException(ChainRefusal.NonceTooLow, "simulated: the nonce was used");
        if (_pool.ContainsKey(transaction.Nonce)) return Keccak256.Hash(raw);
        if (transaction.Nonce > _nonce && !_pool.ContainsKey(transaction.Nonce - 1) && _random.Next(2) == 0) throw new ChainRefusedException(ChainRefusal.NonceGap, "simulated: a nonce is missing");
        if (!IsCalm && _pool.Count >= MaxPooled) throw new ChainBusyException("simulated: the pool is full", Busy);
        _pool[transaction.Nonce] = raw;
        return Keccak256.Hash(raw);
    }

    private ChainBlock Make(List<byte[]> transactions)
    {
        var number = (ulong)_blocks.Count + 1;
        var receipts = new List<TransactionReceipt>();
        var logs = 0u;
        foreach (var raw in transactions) receipts.Add(Receipt(raw, number, (uint)receipts.Count, reverts: !IsCalm && _random.Next(10) == 0, ref logs));
        var header = new BlockHeader
        {
            ParentHash = _blocks.Count == 0 ? genesis : _blocks[^1].ClaimedHash,
            OmmersHash = Keccak256.Hash([0xC0]),
            Beneficiary = default,
            StateRoot = default,
            TransactionsRoot = default,
            ReceiptsRoot = ReceiptsTrie.ComputeRoot(receipts),
            LogsBloom = new byte[BlockHeader.LogsBloomSizeBytes],
            Difficulty = 1,
            Number = number,
            GasLimit = 30_000_000,
            GasUsed = 0,
            TimestampSeconds = 2_000_000_000 + number,
            ExtraData = ReadOnlyMemory<byte>.Empty,
            MixHash = default,
            Nonce = 0,
            BaseFeePerGas = 0,
        };
        return new() { Header = header, ClaimedHash = header.ComputeHash(), TransactionHashes = [.. receipts.Select(receipt => receipt.TransactionHash)], Receipts = receipts };
    }

    private LogEntry Entry(LedgerContract contract, Bytes32 topic, Bytes32 digest, byte[] data, uint log)
    {
        Span<Bytes32> topics = [topic, digest];
        return new(network.AddressOf(contract), new TopicList(topics), data, log);
    }

    private TransactionReceipt Receipt(byte[] raw, ulong number, uint index, bool reverts, ref uint logs)
    {
        var digests = SignedTransaction.Decode(raw, network.ChainId).Transaction.Data;
        var entries = new LogEntry[reverts ? 0 : digests.Length / Bytes32.SizeBytes];
        for (var i = 0; i < entries.Length; i++)
        {
            var digest = new Bytes32(digests.Span.Slice(i * Bytes32.SizeBytes, Bytes32.SizeBytes));
            entries[i] = !IsCalm && _random.Next(10) == 0
                ? Entry(LedgerContract.Relay, FailedEvent.Topic0, digest, FailedWithoutReason, logs++)
                : Entry(LedgerContract.Catalogue, AppliedEvent.Topic0, digest, new byte[Bytes32.SizeBytes], logs++);
        }

        return new()
        {
            Type = 0,
            IsSuccess = !reverts,
            CumulativeGasUsed = 21_000ul * (index + 1),
            GasUsed = 21_000,
            LogsBloom = new byte[BlockHeader.LogsBloomSizeBytes],
            Logs = entries,
            TransactionHash = Keccak256.Hash(raw),
            TransactionIndex = index,
            BlockHash = default,
            BlockNumber = number,
            From = default,
            To = network.AddressOf(LedgerContract.Catalogue),
            ContractAddress = null,
            EffectiveGasPrice = 0,
        };
    }
}
