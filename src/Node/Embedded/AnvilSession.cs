using Ledger.Ethereum.Primitives;

namespace Ledger.Node.Embedded;

/// <summary>A running anvil with the connection to it.</summary>
/// <param name="process">The process.</param>
/// <param name="rpc">The connection.</param>
/// <param name="genesisHash">The hash of its block zero.</param>
internal sealed class AnvilSession(AnvilProcess process, AnvilRpc rpc, Bytes32 genesisHash) : IAsyncDisposable
{
    /// <summary>The process.</summary>
    public AnvilProcess Process { get; } = process;

    /// <summary>The connection.</summary>
    public AnvilRpc Rpc { get; } = rpc;

    /// <summary>The hash of block zero.</summary>
    public Bytes32 GenesisHash { get; } = genesisHash;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        Rpc.Dispose();
    }
}
