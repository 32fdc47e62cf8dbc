using Ledger.Ethereum.Primitives;
using Ledger.Node.Chain;
using Ledger.Node.Index;

namespace Ledger.Node.Relay;

/// <summary>Tries messages out, in order, on the newest state and at the time that their block will have.</summary>
internal sealed class PreFlight(IChain chain, LedgerIndex index, TimeProvider timeProvider)
{
    /// <summary>Tries messages out.</summary>
    /// <returns>One answer for each.</returns>
    /// <exception cref="ChainException">The chain cannot answer.</exception>
    public Task<IReadOnlyList<ProbeAnswer>> TryAsync(IReadOnlyList<ParsedMessage> messages, CancellationToken cancellationToken) =>
        TryAsync([.. messages.Select(message => (message.To, (ReadOnlyMemory<byte>)message.CallData))], cancellationToken);

    /// <summary>Tries calls out.</summary>
    public Task<IReadOnlyList<ProbeAnswer>> TryAsync(IReadOnlyList<(Address To, ReadOnlyMemory<byte> Data)> calls, CancellationToken cancellationToken)
    {
        // A block is never older than its parent, and a quiet chain's newest block may be very old.
        var now = (ulong)timeProvider.GetUtcNow().ToUnixTimeSeconds();
        return Probe.RunAsync(chain, calls, Math.Max(now, index.Cursor?.TimestampSeconds ?? 0), cancellationToken);
    }
}
