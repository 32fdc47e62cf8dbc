using Ledger.Ethereum.JsonRpc;
using Ledger.Ethereum.Primitives;

namespace Ledger.Node.Chain;

/// <summary>A message to run on the newest state without a transaction.</summary>
internal sealed record ChainCall
{
    /// <summary>The contract called.</summary>
    public required Address To { get; init; }

    /// <summary>The calldata.</summary>
    public required ReadOnlyMemory<byte> Data { get; init; }

    /// <summary>The caller; the zero address when null.</summary>
    public Address? From { get; init; }

    /// <summary>The gas limit; the endpoint's default when null.</summary>
    public ulong? Gas { get; init; }

    /// <summary>The block time that the call sees, in seconds since 1970; the newest block's when null, which may be long ago.</summary>
    public ulong? TimestampSeconds { get; init; }

    /// <summary>Accounts that are pretended to differ; null for none.</summary>
    public IReadOnlyDictionary<Address, StateOverride>? StateOverrides { get; init; }
}
