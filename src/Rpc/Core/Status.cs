namespace Grpc.Core;

/// <summary>The outcome of a call: a code and a text for people.</summary>
public struct Status : IEquatable<Status>
{
    /// <summary>OK with no text.</summary>
    public static readonly Status DefaultSuccess = new(StatusCode.OK, "");

    /// <summary>Cancelled with no text.</summary>
    public static readonly Status DefaultCancelled = new(StatusCode.Cancelled, "");

    /// <summary>Makes a status.</summary>
    public Status(StatusCode statusCode, string detail)
        : this(statusCode, detail, null)
    {
    }

    /// <summary>Makes a status that also carries the local cause, which is never sent.</summary>
    public Status(StatusCode statusCode, string detail, Exception? debugException)
    {
        StatusCode = statusCode;
        Detail = detail;
        DebugException = debugException;
    }

    /// <summary>The code.</summary>
    public StatusCode StatusCode { get; }

    /// <summary>The text for people; may be empty.</summary>
    public string Detail { get; }

    /// <summary>The local cause when there is one; never sent to the other side.</summary>
    public Exception? DebugException { get; }

    /// <inheritdoc/>
    public readonly bool Equals(Status other) =>
        StatusCode == other.StatusCode
        && string.Equals(Detail, other.Detail, StringComparison.Ordinal)
        && Equals(DebugException, other.DebugException);

    /// <inheritdoc/>
    public override readonly bool Equals(object? obj) => obj is Status other && Equals(other);

    /// <inheritdoc/>
    public override readonly int GetHashCode() => HashCode.Combine(StatusCode, Detail, DebugException);

    /// <summary>Equality of code, text and cause.</summary>
    public static bool operator ==(Status left, Status right) => left.Equals(right);

    /// <summary>Inequality of code, text or cause.</summary>
    public static bool operator !=(Status left, Status right) => !left.Equals(right);

    /// <inheritdoc/>
    public override readonly string ToString() => DebugException is null
        ? $"Status(StatusCode=\"{StatusCode}\", Detail=\"{Detail}\")"
        : $"Status(StatusCode=\"{StatusCode}\", Detail=\"{Detail}\", DebugException=\"{DebugException.GetType()}: {DebugException.Message}\")";
}
