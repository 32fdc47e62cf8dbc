using Ledger.Contracts.Ids;
using Ledger.Ethereum.Primitives;
using Ledger.Node.Index.Serials;

namespace Ledger.Node.Index.Writing;

/// <summary>A run with its serial list.</summary>
/// <param name="Run">The run.</param>
/// <param name="Gtin">The product's number.</param>
/// <param name="SerialsHash">Keccak-256 of the serial list, from the proven event.</param>
/// <param name="Blob">The serial list; null when the transaction's calldata does not show it.</param>
internal sealed record CommissionedRun(RunId Run, ulong Gtin, Bytes32 SerialsHash, byte[]? Blob)
{
    /// <summary>The serial list made ready for the index by whoever read the block; null when nobody did, or it cannot be read.</summary>
    public PreparedRun? Prepared { get; init; }
}
