using Ledger.Api.V1;
using Ledger.Node.Index.Rows;

namespace Ledger.Node.Queries;

/// <summary>What the node says of itself. The host's.</summary>
internal interface INodeStatus
{
    /// <summary>Network, head, cursor, digest, health; answers also when nothing else can be.</summary>
    StatusResponse Describe();

    /// <summary>The node's signature over a block and the digest after it; null when the node has no key yet.</summary>
    Attestation? Attest(IndexCursor block);
}
