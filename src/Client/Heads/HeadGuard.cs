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
    // Each time somebody else has to be answered, and its head kept, between this node's answer and the look at what is kept.
    private const int MaxAnswers = 3;

    // What could not be kept is known for the life of the process at least.
    private readonly MemoryHeadStore _unkept = new();

    /// <summary>
    /// Checks the head in an answer. One that is behind may just have been answered before another process that shares the store was, so it is
    /// asked for again before the node is said to have gone back.
    /// </summary>
    /// <param name="status">The answer.</param>
    /// <param name="again">Asks again.</param>
    /// <param name="network">The network.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The answer whose head was kept.</returns>
    /// <exception cref="LedgerException">The head is behind or beside the last one of the same node.</exception>
    public async Task<StatusResponse> CheckAsync(StatusResponse status, Func<Task<StatusResponse>> again, NetworkDescriptor network, CancellationToken cancellationToken)
    {
        for (var answers = 1; await FindFaultAsync(status.Attestation, network, cancellationToken) is { } fault; answers++)
        {
            if (answers == MaxAnswers) throw fault;
            status = await again();
        }

        return status;
    }

    /// <summary>Checks a head's signature, and that it is not behind or beside the last one of the same node; then keeps it.</summary>
    /// <returns>What is wrong if it is behind; null when all is well.</returns>
    /// <exception cref="LedgerException">It is beside, or its signature is wrong.</exception>
    private async Task<LedgerException?> FindFaultAsync(Attestation? attestation, NetworkDescriptor network, CancellationToken cancellationToken)
    {
        // A node that has followed no block yet has nothing to sign.
        if (attestation is null || attestation.Signature.IsEmpty) return null;
        if (!AttestationSignature.IsValid(attestation) || attestation.ChainId != network.ChainId)
        {
            throw new LedgerException(ErrorCode.IndexCorrupt, "The node's signature of its head is wrong.", "Don't trust this node; ask its operator.", "attestation");
        }

        var head = new SignedHead(
            attestation.ChainId, attestation.Number, new Bytes32(attestation.Hash.Span), new Bytes32(attestation.Digest.Span), new Bytes32(attestation.NodeKey.Span));
        if (Compare(await _unkept.FindAsync(head.NodeKey, cancellationToken), head) is { } behindUnkept) return behindUnkept;
        var last = await store.FindAsync(head.NodeKey, cancellationToken);
        if (Compare(last, head) is { } behind) return behind;
        if (last != head) await KeepAsync(head, cancellationToken);
        return null;
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

    private static LedgerException? Compare(SignedHead? last, SignedHead head)
    {
        if (last is null || last.ChainId != head.ChainId) return null;
        if (head.Number < last.Number)
        {
            return new LedgerException(
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

        return null;
    }
}
