namespace Ledger.Node.Relay;

/// <summary>Does nothing at any step.</summary>
internal sealed class NoRelayFaults : IRelayFaults
{
    /// <summary>The only one needed.</summary>
    public static NoRelayFaults Instance { get; } = new();

    /// <inheritdoc/>
    public void At(RelayStep step, ulong nonce)
    {
    }
}
