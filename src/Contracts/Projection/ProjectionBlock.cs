using Ledger.Ethereum.Primitives;

namespace Ledger.Contracts.Projection;

/// <summary>The block whose events are applied.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Hash">Its hash.</param>
/// <param name="TimestampSeconds">Its time in unix seconds.</param>
public readonly record struct ProjectionBlock(ulong Number, Bytes32 Hash, ulong TimestampSeconds);
