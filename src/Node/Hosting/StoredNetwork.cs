using Ledger.Contracts.Deployment;

namespace Ledger.Node.Hosting;

/// <summary>The network as the database has it.</summary>
/// <param name="Descriptor">Its addresses; the genesis hash is zero while the deployment is under way.</param>
/// <param name="BlockGasLimit">The embedded chain's; 0 for another chain.</param>
/// <param name="Deployment">The signed creations, in order, until they are all in blocks; then empty.</param>
internal sealed record StoredNetwork(NetworkDescriptor Descriptor, ulong BlockGasLimit, IReadOnlyList<byte[]> Deployment)
{
    /// <summary>Whether every contract is there.</summary>
    public bool IsDeployed => Deployment.Count == 0;
}
