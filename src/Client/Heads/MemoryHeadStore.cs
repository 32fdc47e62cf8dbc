using System.Collections.Concurrent;
using Ledger.Ethereum.Primitives;

namespace Ledger.Client.Heads;

/// <summary>Keeps heads for the life of the process.</summary>
public sealed class MemoryHeadStore : IHeadStore
{
    private readonly ConcurrentDictionary<Bytes32, SignedHead> _heads = new();

    /// <inheritdoc/>
    public Task<SignedHead?> FindAsync(Bytes32 nodeKey, CancellationToken cancellationToken) =>
        Task.FromResult(_heads.GetValueOrDefault(nodeKey));

    /// <inheritdoc/>
    public Task KeepAsync(SignedHead head, CancellationToken cancellationToken)
    {
        _heads[head.NodeKey] = head;
        return Task.CompletedTask;
    }
}
