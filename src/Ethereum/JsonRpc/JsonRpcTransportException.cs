using System.Net;

namespace Ledger.Ethereum.JsonRpc;

/// <summary>No answer arrived: the endpoint was unreachable, too slow, overloaded, or answered with a bare HTTP failure.</summary>
/// <remarks>Whether the node acted on the request is unknown. Retrying is right when <see cref="IsTransient"/> and the method is idempotent.</remarks>
public sealed class JsonRpcTransportException : JsonRpcException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened, naming the endpoint.</param>
    /// <param name="isTransient">Whether the same request may succeed later without anyone changing anything.</param>
    /// <param name="innerException">The cause, if there was one.</param>
    public JsonRpcTransportException(string message, bool isTransient, Exception? innerException)
        : base(message, innerException) => IsTransient = isTransient;

    /// <summary>Whether the same request may succeed later without anyone changing anything.</summary>
    public bool IsTransient { get; }

    /// <summary>The HTTP status, when an HTTP answer arrived at all.</summary>
    public HttpStatusCode? StatusCode { get; init; }

    /// <summary>How long the server asked to be left alone, if it said so.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
