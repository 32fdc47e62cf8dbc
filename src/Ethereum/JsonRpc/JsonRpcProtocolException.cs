namespace Ledger.Ethereum.JsonRpc;

/// <summary>An answer arrived that is not the answer: malformed JSON, a wrong id, a missing member, a value of the wrong shape, too many bytes.</summary>
/// <remarks>Never retried: an endpoint that breaks the protocol is broken or lying, and a second answer is worth no more.</remarks>
public sealed class JsonRpcProtocolException : JsonRpcException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong with the answer.</param>
    public JsonRpcProtocolException(string message)
        : base(message, null)
    {
    }

    /// <summary>Creates the exception with its cause.</summary>
    /// <param name="message">What is wrong with the answer.</param>
    /// <param name="innerException">The cause.</param>
    public JsonRpcProtocolException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
