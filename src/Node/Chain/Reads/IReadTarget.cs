using Ledger.Ethereum.JsonRpc;

namespace Ledger.Node.Chain.Reads;

/// <summary>A chain that the read proxy may ask.</summary>
internal interface IReadTarget
{
    /// <summary>The EIP-155 chain id.</summary>
    ulong ChainId { get; }

    /// <summary>The newest block that anyone may see.</summary>
    ulong Head { get; }

    /// <summary>Where to ask now; null while the chain is away.</summary>
    IJsonRpcTransport? ReadTransport { get; }
}
