using Ledger.Api.Errors;
using Ledger.Api.V1;
using Ledger.Contracts.Deployment;
using Ledger.Ethereum.Primitives;

namespace Ledger.Client.Heads;

/// <summary>Holds a node to what it signed before.</summary>
internal sealed class HeadGuard(IHeadStore store)
{
    /// <summary>Checks a head's signature, and that it is not behind or beside the last one of the same node; then keeps it.</summary>
    /// <exception cref="LedgerException">It is.</exception>
    public async Task CheckAsync(Attestation? attestation, NetworkDescriptor network, CancellationToken cancellationToken)
    {
        // A node that has followed no block yet has nothing to sign.
        if (attestation is null || attestation.Signature.IsEmpty) return;
        if (!AttestationSignature.IsValid(attestation) || attestation.ChainId != network.ChainId)
        {
            throw new LedgerException(ErrorCode.IndexCorrupt, "The node's signature of its head is wrong.", "Don't trust this node; ask its operator.", "attestation");
        }

        var head = new SignedHead(
            attestation.ChainId, attestation.Number, new Bytes32(attestation.Hash.Span), new Bytes32(attestation.Digest.Span), new Bytes32(attestation.NodeKey.Span));
        if (await store.FindAsync(head.NodeKey, cancellationToken) is { } last && last.ChainId == head.ChainId) Compare(last, head);
        await store.KeepAsync(head, cancellationToken);
    }

    private static void Compare(SignedHead last, SignedHead head)
    {
        if (head.Number < last.Number)
        {
            throw new LedgerException(
                ErrorCode.IndexCorrupt,
                $"The node shows a history up to block {head.Number}, but it signed block {last.Number} before.",
                "Wait until the node has caught up; if it doesn't, don't trust it and ask its operator.",
                "attestation");
        }

        if (head.Number == last.Number && (head.Hash != last.Hash || head.Digest != last.Digest))
        {
            throw new LedgerException(
                ErrorCode.IndexCorrupt, $"The node signed two different blocks {head.Number}.", "Don't trust this node; ask its operator.", "attestation");
        }
    }
}
