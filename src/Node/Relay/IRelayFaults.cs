namespace Ledger.Node.Relay;

/// <summary>Lets a test act at every <see cref="RelayStep"/>. In production nothing happens there.</summary>
internal interface IRelayFaults
{
    /// <summary>The step was reached.</summary>
    /// <param name="step">Which.</param>
    /// <param name="nonce">The transaction's nonce.</param>
    void At(RelayStep step, ulong nonce);
}
