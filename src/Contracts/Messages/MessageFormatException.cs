namespace Ledger.Contracts.Messages;

/// <summary>Calldata carries no message that this library knows, or a malformed one.</summary>
public sealed class MessageFormatException : Exception
{
    /// <summary>Creates the exception.</summary>
    public MessageFormatException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    public MessageFormatException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
