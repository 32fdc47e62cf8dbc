namespace Ledger.Node.Chain;

/// <summary>Transient: the chain cannot answer now; the same request may succeed later without anyone changing anything.</summary>
/// <remarks>After a failed send it is unknown whether the chain took the transaction: send the same bytes again.</remarks>
internal sealed class ChainUnavailableException(string message, TimeSpan retryAfter, Exception? innerException = null)
    : ChainException(message, innerException)
{
    /// <summary>When trying again makes sense.</summary>
    public TimeSpan RetryAfter { get; } = retryAfter;
}
