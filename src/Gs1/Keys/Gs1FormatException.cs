namespace Ledger.Gs1.Keys;

/// <summary>Thrown by the <c>Parse</c> members of this project, and the only exception they throw on malformed text.</summary>
public sealed class Gs1FormatException : FormatException
{
    private static readonly Gs1Error Unspecified = new(Gs1ErrorCode.Syntax, "text", -1, "The text is malformed.", "Correct the text.");

    /// <summary>Creates the exception with a generic error.</summary>
    public Gs1FormatException()
        : this(Unspecified)
    {
    }

    /// <summary>Creates the exception with a generic code.</summary>
    /// <param name="message">What is wrong.</param>
    public Gs1FormatException(string message)
        : this(Unspecified with { Message = message })
    {
    }

    /// <summary>Creates the exception with a generic code and its cause.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="innerException">The cause.</param>
    public Gs1FormatException(string message, Exception innerException)
        : base(message, innerException) => Error = Unspecified with { Message = message };

    /// <summary>Creates the exception.</summary>
    /// <param name="error">What is wrong, where, and the cure.</param>
    public Gs1FormatException(Gs1Error error)
        : base((error ?? Unspecified).ToString()) => Error = error ?? Unspecified;

    /// <summary>What is wrong, where, and the cure.</summary>
    public Gs1Error Error { get; }
}
