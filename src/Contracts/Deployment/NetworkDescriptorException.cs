namespace Ledger.Contracts.Deployment;

/// <summary>A text is no network descriptor; the message says which part is wrong.</summary>
public sealed class NetworkDescriptorException : Exception
{
    /// <summary>Creates the exception.</summary>
    public NetworkDescriptorException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    public NetworkDescriptorException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
