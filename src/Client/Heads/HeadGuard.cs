using Ledger.Api.Errors;
using Ledger.Api.V1;
using Ledger.Contracts.Deployment;
using Ledger.Ethereum.Primitives;

namespace Ledger.Client.Heads;

/// <summary>Holds a node to what it signed before.</summary>
/// <param name="store">Where heads are kept.</param>
/// <param name="notKept">Told when one could not be kept; null for nobody.</param>
internal sealed class HeadGuard(IHeadStore store, Action<Exception>? notKept = null)
{
    // What could not be kept is known for the life of the process at least.
    private readonly MemoryHeadStore _unkept = new();

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
        if (await _unkept.FindAsync(head.NodeKey, cancellationToken) is { } unkept && unkept.ChainId == head.ChainId) Compare(unkept, head);
        var last = await store.FindAsync(head.NodeKey, cancellationToken);
        if (last is not null && last.ChainId == head.ChainId) Compare(last, head);
        if (last != head) await KeepAsync(head, cancellationToken);
    }

    // A full disk of the asker is no reason to be given no answer.
    private async Task KeepAsync(SignedHead head, CancellationToken cancellationToken)
    {
        try
        {
            await store.KeepAsync(head, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            await _unkept.KeepAsync(head, cancellationToken);
            notKept?.Invoke(exception);
        }
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
