using Ledger.Contracts.Deployment;

namespace Ledger.Node.Hosting;

/// <summary>The network that the node is of, and whether its contracts are there. Thread-safe.</summary>
internal sealed class LedgerNetwork
{
    private readonly TaskCompletionSource _deployed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private StoredNetwork _stored;

    /// <summary>Starts with what the database has.</summary>
    public LedgerNetwork(StoredNetwork stored)
    {
        _stored = stored;
        if (stored.IsDeployed) _deployed.SetResult();
    }

    /// <summary>Its addresses; the genesis hash is zero until <see cref="Deployed"/> is complete.</summary>
    public NetworkDescriptor Descriptor => Volatile.Read(ref _stored).Descriptor;

    /// <summary>All that the database has.</summary>
    public StoredNetwork Stored => Volatile.Read(ref _stored);

    /// <summary>Whether every contract is in the index.</summary>
    public bool IsDeployed => _deployed.Task.IsCompletedSuccessfully;

    /// <summary>Completes when every contract is in the index.</summary>
    public Task Deployed => _deployed.Task;

    /// <summary>Every contract is in the index.</summary>
    public void Complete(StoredNetwork stored)
    {
        Volatile.Write(ref _stored, stored);
        _deployed.TrySetResult();
    }
}
