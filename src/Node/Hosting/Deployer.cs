using Ledger.Contracts.Deployment;
using Ledger.Ethereum.Hashing;
using Ledger.Ethereum.Headers;
using Ledger.Ethereum.Primitives;
using Ledger.Ethereum.Trie;
using Ledger.Node.Chain;
using Ledger.Node.Index;
using Ledger.Node.Index.Rows;

namespace Ledger.Node.Hosting;

/// <summary>Brings a founded network's contracts onto the chain, as often as it takes.</summary>
internal sealed class Deployer(IChain chain, LedgerIndex index, NetworkStore store, LedgerNetwork network, ILogger<Deployer> logger)
{
    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(250);

    /// <summary>Sends what is not in a block yet, waits until the index has all, and settles the descriptor.</summary>
    /// <exception cref="NodeStartException">A creation failed.</exception>
    public async Task CompleteAsync(TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        var stored = network.Stored;
        if (!stored.IsDeployed)
        {
            foreach (var transaction in stored.Deployment) await SendAsync(transaction, timeProvider, cancellationToken);
            await WaitAsync(stored, cancellationToken);
            stored = new(WithGenesis(stored.Descriptor), stored.BlockGasLimit, []);
            store.Write(stored);
            logger.LogInformation("The contracts of network {Name} are deployed.", stored.Descriptor.Name);
        }

        network.Complete(stored);
    }

    private async Task SendAsync(byte[] transaction, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await chain.SendRawTransactionAsync(transaction, cancellationToken);
                return;
            }
            catch (Exception exception) when (exception is ChainUnavailableException or ChainBusyException)
            {
                logger.LogWarning("The deployment waits: {Reason}", exception.Message);
                await Task.Delay(Retry, timeProvider, cancellationToken);
            }
        }
    }

    private async Task WaitAsync(StoredNetwork stored, CancellationToken cancellationToken)
    {
        var missing = stored.Deployment.Select(raw => Keccak256.Hash(raw)).ToHashSet();
        for (var number = index.Writer.Start.FirstBlock; missing.Count > 0; number++)
        {
            await index.Committed.WaitAboveAsync(number - 1, cancellationToken);
            Remove(missing, number);
        }
    }

    private void Remove(HashSet<Bytes32> missing, ulong number)
    {
        foreach (var row in ReceiptRows.Of(index.Database, number))
        {
            if (!missing.Remove(row.TransactionHash) || ReceiptRlp.Decode(row.Receipt.Span).IsSuccess) continue;
            throw NodeStartException.Internal(
                $"Creating a contract failed in transaction {row.TransactionHash} of block {number}. Start on a new data folder, and report it with this one.");
        }
    }

    // Block 1 names block 0, which itself has no events and is not in the index.
    private NetworkDescriptor WithGenesis(NetworkDescriptor predicted)
    {
        var row = index.Database.Rocks.Get(index.Database.Blocks, BlockRow.KeyOf(1)) ?? throw new IndexCorruptException("The index has no block 1.");
        var header = BlockHeader.Decode(BlockRow.Decode(row).HeaderRlp.Span);
        return new(predicted.Name, predicted.ChainId, header.ParentHash, predicted.DeployedBlock, predicted.Contracts, predicted.Validators);
    }
}
