using Ledger.Ethereum.Primitives;

namespace Ledger.Client.Heads;

/// <summary>Keeps the last signed head of each node, so that a node can't show a shorter history later.</summary>
public interface IHeadStore
{
    /// <summary>The last head of a node, or null.</summary>
    Task<SignedHead?> FindAsync(Bytes32 nodeKey, CancellationToken cancellationToken);

    /// <summary>Keeps a head, replacing the node's last one.</summary>
    /// <exception cref="IOException">It cannot be kept; the client goes on and tells <see cref="LedgerClientOptions.HeadNotKept"/>.</exception>
    /// <exception cref="UnauthorizedAccessException">Likewise.</exception>
    Task KeepAsync(SignedHead head, CancellationToken cancellationToken);
}
