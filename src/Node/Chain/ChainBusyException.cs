namespace Ledger.Node.Chain;

/// <summary>Transient: the pool of waiting transactions is full. The transaction was not taken.</summary>
internal sealed class ChainBusyException(string message, TimeSpan retryAfter) : ChainException(message, null)
{
    /// <summary>When trying again makes sense.</summary>
    public TimeSpan RetryAfter { get; } = retryAfter;
}
