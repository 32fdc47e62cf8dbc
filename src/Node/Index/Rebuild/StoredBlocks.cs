using Ledger.Contracts.Deployment;
using Ledger.Contracts.Generated;
using Ledger.Contracts.Ids;
using Ledger.Ethereum.Headers;
using Ledger.Ethereum.JsonRpc;
using Ledger.Ethereum.Primitives;
using Ledger.Ethereum.Trie;
using Ledger.Node.Index.Reading;
using Ledger.Node.Index.Rows;
using Ledger.Node.Index.Serials;
using Ledger.Node.Index.Writing;

namespace Ledger.Node.Index.Rebuild;

/// <summary>Blocks as the index keeps them: headers, receipts and serial lists, without the chain. Each is verified as if it came from an endpoint.</summary>
internal sealed class StoredBlocks(IndexView view, SerialIndex serials, NetworkDescriptor network)
{
    /// <summary>Reads a block.</summary>
    /// <exception cref="IndexCorruptException">It is missing, or its receipts have not the root that its header names.</exception>
    public VerifiedBlock Read(ulong number)
    {
        var block = view.Block(number) ?? throw new IndexCorruptException($"The index lacks block {number}.");
        var header = Decode(number, block);
        var (hashes, receipts, encoded) = (new List<Bytes32>(), new List<TransactionReceipt>(), new List<ReadOnlyMemory<byte>>());
        var logs = 0u;
        for (var i = 0u; i < block.TransactionCount; i++)
        {
            var row = view.Receipt(number, i) ?? throw new IndexCorruptException($"The index lacks receipt {i} of block {number}.");
            var receipt = ToReceipt(row, number, i, block.Hash, logs);
            hashes.Add(row.TransactionHash);
            encoded.Add(row.Receipt);
            receipts.Add(receipt);
            logs += (uint)receipt.Logs.Length;
        }

        if (IndexedTrie.ComputeRoot(encoded) != header.ReceiptsRoot)
            throw new IndexCorruptException($"The receipts kept for block {number} do not have the root that its header names.");
        return new()
        {
            Header = header,
            Hash = block.Hash,
            HeaderRlp = block.HeaderRlp.ToArray(),
            TransactionHashes = hashes,
            Receipts = receipts,
            Runs = RunsOf(receipts),
        };
    }

    private static BlockHeader Decode(ulong number, BlockRow block)
    {
        try
        {
            var header = BlockHeader.Decode(block.HeaderRlp.Span);
            return header.Number == number ? header : throw new IndexCorruptException($"The header kept for block {number} is that of {header.Number}.");
        }
        catch (EthereumFormatException exception)
        {
            throw new IndexCorruptException($"The header kept for block {number} is malformed.", exception);
        }
    }

    // What the consensus encoding lacks is where the receipt stands, or is asked of no rebuild.
    private static TransactionReceipt ToReceipt(ReceiptRow row, ulong number, uint index, Bytes32 hash, uint firstLog)
    {
        var kept = Decode(row, number, index);
        return new()
        {
            Type = kept.Type,
            IsSuccess = kept.IsSuccess,
            CumulativeGasUsed = kept.CumulativeGasUsed,
            GasUsed = 0,
            LogsBloom = kept.LogsBloom,
            Logs = kept.Logs.Select((log, i) => new LogEntry(log.Address, log.Topics, log.Data, firstLog + (uint)i)).ToArray(),
            TransactionHash = row.TransactionHash,
            TransactionIndex = index,
            BlockHash = hash,
            BlockNumber = number,
            From = default,
            To = null,
            ContractAddress = null,
            EffectiveGasPrice = null,
        };
    }

    private static ConsensusReceipt Decode(ReceiptRow row, ulong number, uint index)
    {
        try
        {
            return ReceiptRlp.Decode(row.Receipt.Span);
        }
        catch (EthereumFormatException exception)
        {
            throw new IndexCorruptException($"Receipt {index} kept for block {number} is malformed.", exception);
        }
    }

    private List<CommissionedRun> RunsOf(List<TransactionReceipt> receipts)
    {
        var catalogue = network.AddressOf(LedgerContract.Catalogue);
        var runs = new List<CommissionedRun>();
        foreach (var receipt in receipts)
        {
            foreach (ref readonly var log in receipt.Logs.Span)
            {
                if (log.Address != catalogue || !RunCommissionedEvent.TryDecode(log.Topics.Span, log.Data.Span, out var commissioned)) continue;
                var run = new RunId(commissioned.Run);
                var blob = serials.ReadBlob(run);
                if (blob is not null && Ethereum.Hashing.Keccak256.Hash(blob) != commissioned.SerialsHash)
                    throw new IndexCorruptException($"The serial list kept for run {run} is not the one that its event names.");
                runs.Add(new(run, commissioned.Gtin, commissioned.SerialsHash, blob));
            }
        }

        return runs;
    }
}
