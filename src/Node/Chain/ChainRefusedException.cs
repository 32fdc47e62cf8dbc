namespace Ledger.Node.Chain;

/// <summary>Rejected: the transaction can never be taken as it is. Nothing happened.</summary>
internal sealed class ChainRefusedException(ChainRefusal refusal, string message, Exception? innerException = null)
    : ChainException(message, innerException)
{
    /// <summary>Why.</summary>
    public ChainRefusal Refusal { get; } = refusal;
}
