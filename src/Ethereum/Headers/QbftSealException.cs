namespace Ledger.Ethereum.Headers;

/// <summary>A header does not follow from the one before it, or was not sealed by those who may; the message says which rule it breaks.</summary>
public sealed class QbftSealException : Exception
{
    /// <summary>Creates the exception.</summary>
    public QbftSealException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    public QbftSealException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
