using Ledger.Ethereum.Headers;
using Ledger.Ethereum.JsonRpc;
using Ledger.Ethereum.Primitives;
using Ledger.Node.Chain;

namespace Ledger.Crash.Tests.Simulation;

/// <summary>Blocks as an endpoint that lies would tell them.</summary>
internal static class Lies
{
    public static ChainBlock ChangeLog(ChainBlock block, Random random) => WithLogs(block, random, logs =>
    {
        var place = random.Next(logs.Length);
        var data = logs[place].Data.ToArray();
        if (data.Length == 0) return logs[..^1];
        data[random.Next(data.Length)] ^= (byte)random.Next(1, 256);
        logs[place] = new LogEntry(logs[place].Address, logs[place].Topics, data, logs[place].Index);
        return logs;
    });

    public static ChainBlock DropLog(ChainBlock block, Random random) => WithLogs(block, random, logs =>
    {
        var place = random.Next(logs.Length);
        return [.. logs[..place], .. logs[(place + 1)..].Select(log => new LogEntry(log.Address, log.Topics, log.Data, log.Index - 1))];
    });

    /// <summary>A block that hashes right, after another parent.</summary>
    public static ChainBlock OtherParent(ChainBlock block, Random random) => Rehash(block, SomeHash(random), block.Header.ReceiptsRoot);

    /// <summary>A block that hashes right, with receipts that are not its own.</summary>
    public static ChainBlock OtherReceiptsRoot(ChainBlock block, Random random) => Rehash(block, block.Header.ParentHash, SomeHash(random));

    /// <summary>Another header under the hash of the true one.</summary>
    public static ChainBlock OtherHeader(ChainBlock block, Random random) => random.Next(2) == 0
        ? Told(block, Rehash(block, block.Header.ParentHash, SomeHash(random)).Header, block.ClaimedHash, block.Receipts)
        : Told(block, Rehash(block, block.Header.ParentHash, block.Header.ReceiptsRoot, laterBySeconds: (ulong)random.Next(1, 100)).Header, block.ClaimedHash, block.Receipts);

    /// <summary>The block before it, newly numbered: its receipts and its header agree, under a hash that is its own.</summary>
    public static ChainBlock Stale(ChainBlock block, ChainBlock older)
    {
        var renumbered = Rehash(older, older.Header.ParentHash, older.Header.ReceiptsRoot, number: block.Number);
        return Told(older, renumbered.Header, renumbered.ClaimedHash, older.Receipts);
    }

    /// <summary>The same block, told by somebody.</summary>
    public static ChainBlock ToldBy(ChainBlock block, object teller) =>
        new() { Header = block.Header, ClaimedHash = block.ClaimedHash, TransactionHashes = block.TransactionHashes, Receipts = block.Receipts, Teller = teller };

    private static Bytes32 SomeHash(Random random)
    {
        var bytes = new byte[Bytes32.SizeBytes];
        random.NextBytes(bytes);
        return new(bytes);
    }

    private static ChainBlock WithLogs(ChainBlock block, Random random, Func<LogEntry[], LogEntry[]> change)
    {
        var places = Enumerable.Range(0, block.Receipts.Count).Where(i => block.Receipts[i].Logs.Length > 0).ToList();
        if (places.Count == 0) return OtherReceiptsRoot(block, random);
        var place = places[random.Next(places.Count)];
        var receipts = block.Receipts.ToArray();
        receipts[place] = With(receipts[place], change(receipts[place].Logs.ToArray()));
        return Told(block, block.Header, block.ClaimedHash, receipts);
    }

    private static TransactionReceipt With(TransactionReceipt r, LogEntry[] logs) => new()
    {
        Type = r.Type,
        IsSuccess = r.IsSuccess,
        CumulativeGasUsed = r.CumulativeGasUsed,
        GasUsed = r.GasUsed,
        LogsBloom = r.LogsBloom,
        Logs = logs,
        TransactionHash = r.TransactionHash,
        TransactionIndex = r.TransactionIndex,
        BlockHash = r.BlockHash,
        BlockNumber = r.BlockNumber,
        From = r.From,
        To = r.To,
        ContractAddress = r.ContractAddress,
        EffectiveGasPrice = r.EffectiveGasPrice,
    };

    private static ChainBlock Rehash(ChainBlock block, Bytes32 parent, Bytes32 receiptsRoot, ulong laterBySeconds = 0, ulong? number = null)
    {
        var h = block.Header;
        var header = new BlockHeader
        {
            ParentHash = parent,
            OmmersHash = h.OmmersHash,
            Beneficiary = h.Beneficiary,
            StateRoot = h.StateRoot,
            TransactionsRoot = h.TransactionsRoot,
            ReceiptsRoot = receiptsRoot,
            LogsBloom = h.LogsBloom,
            Difficulty = h.Difficulty,
            Number = number ?? h.Number,
            GasLimit = h.GasLimit,
            GasUsed = h.GasUsed,
            TimestampSeconds = h.TimestampSeconds + laterBySeconds,
            ExtraData = h.ExtraData,
            MixHash = h.MixHash,
            Nonce = h.Nonce,
            BaseFeePerGas = h.BaseFeePerGas,
            WithdrawalsRoot = h.WithdrawalsRoot,
            BlobGasUsed = h.BlobGasUsed,
            ExcessBlobGas = h.ExcessBlobGas,
            ParentBeaconBlockRoot = h.ParentBeaconBlockRoot,
            RequestsHash = h.RequestsHash,
        };
        return Told(block, header, header.ComputeHash(), block.Receipts);
    }

    private static ChainBlock Told(ChainBlock block, BlockHeader header, Bytes32 hash, IReadOnlyList<TransactionReceipt> receipts) =>
        new() { Header = header, ClaimedHash = hash, TransactionHashes = block.TransactionHashes, Receipts = receipts, Teller = block.Teller };
}
