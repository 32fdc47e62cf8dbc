using Ledger.Contracts.Projection;
using Ledger.Ethereum.Primitives;

namespace Ledger.Node.Index.Writing;

/// <summary>Turns a block's logs into changes of rows. Stateless: all it knows is in the store.</summary>
internal interface IBlockProjection
{
    /// <summary>Applies one block.</summary>
    /// <param name="block">The block, verified.</param>
    /// <param name="digest">The index digest before it.</param>
    /// <param name="store">The rows.</param>
    /// <param name="sink">Takes histories and alerts.</param>
    /// <returns>The index digest after it.</returns>
    /// <exception cref="ProjectionException">An event contradicts the rows; it names block, transaction and log.</exception>
    Bytes32 Apply(VerifiedBlock block, in Bytes32 digest, IProjectionStore store, IProjectionSink sink);
}
