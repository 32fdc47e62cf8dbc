namespace Ledger.Gs1.Epcis;

/// <summary>Thrown by <see cref="EpcisReader"/>, and the only exception it throws on malformed input.</summary>
public sealed class EpcisFormatException : FormatException
{
    private static readonly EpcisError Unspecified = new(EpcisErrorCode.NotEpcis, "$", 0, 0, "The document is malformed.",
        "Correct the document.");

    /// <summary>Creates the exception with a generic error.</summary>
    public EpcisFormatException()
        : this(Unspecified)
    {
    }

    /// <summary>Creates the exception with a generic code.</summary>
    /// <param name="message">What is wrong.</param>
    public EpcisFormatException(string message)
        : this(Unspecified with { Message = message })
    {
    }

    /// <summary>Creates the exception with a generic code and its cause.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="innerException">The cause.</param>
    public EpcisFormatException(string message, Exception innerException)
        : base(message, innerException) => Error = Unspecified with { Message = message };

    /// <summary>Creates the exception.</summary>
    /// <param name="error">What is wrong, where, and the cure.</param>
    public EpcisFormatException(EpcisError error)
        : base((error ?? Unspecified).ToString()) => Error = error ?? Unspecified;

    /// <summary>What is wrong, where, and the cure.</summary>
    public EpcisError Error { get; }
}
