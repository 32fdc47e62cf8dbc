using Ledger.Api.V1;

namespace Ledger.Api.Errors;

/// <summary>A refusal or fault with its stable code, the same type on the node, in the SDK and in the CLI.</summary>
public sealed class LedgerException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="error">What is wrong, where, and the cure.</param>
    /// <param name="innerException">The cause, for logs; never sent to a caller.</param>
    public LedgerException(Error error, Exception? innerException = null)
        : base(error?.Message, innerException)
    {
        ArgumentNullException.ThrowIfNull(error);
        Error = error;
    }

    /// <summary>Creates the exception from its parts.</summary>
    /// <param name="code">The stable code.</param>
    /// <param name="message">One sentence: what is wrong, with the offending value.</param>
    /// <param name="cure">What to do about it.</param>
    /// <param name="field">The field, column or message member at fault.</param>
    /// <param name="innerException">The cause, for logs; never sent to a caller.</param>
    public LedgerException(ErrorCode code, string message, string cure, string field = "", Exception? innerException = null)
        : this(new Error { Code = code, Message = message, Cure = cure, Field = field }, innerException)
    {
    }

    /// <summary>Creates an internal error without detail.</summary>
    public LedgerException()
        : this(ErrorCode.Internal, "Something went wrong that should not have.", "Report it with the request id.")
    {
    }

    /// <summary>Creates an internal error.</summary>
    public LedgerException(string message)
        : this(ErrorCode.Internal, message, "Report it with the request id.")
    {
    }

    /// <summary>Creates an internal error with its cause.</summary>
    public LedgerException(string message, Exception innerException)
        : this(ErrorCode.Internal, message, "Report it with the request id.", innerException: innerException)
    {
    }

    /// <summary>The whole error, as it travels.</summary>
    public Error Error { get; }

    /// <summary>The stable code.</summary>
    public ErrorCode Code => Error.Code;

    /// <summary>What the caller can do about it.</summary>
    public FaultKind Kind => ErrorCodes.KindOf(Error.Code);
}
