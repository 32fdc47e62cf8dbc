namespace Grpc.Core;

/// <summary>A call that ended with a status other than OK; thrown by clients, and by handlers to choose the status.</summary>
public class RpcException : Exception
{
    /// <summary>Makes the exception with no trailers.</summary>
    public RpcException(Status status)
        : this(status, Metadata.Empty, status.ToString())
    {
    }

    /// <summary>Makes the exception with a message of its own, which is never sent.</summary>
    public RpcException(Status status, string message)
        : this(status, Metadata.Empty, message)
    {
    }

    /// <summary>Makes the exception with trailers, which a server sends beside the status.</summary>
    public RpcException(Status status, Metadata trailers)
        : this(status, trailers, status.ToString())
    {
    }

    /// <summary>Makes the exception with trailers and a message of its own.</summary>
    public RpcException(Status status, Metadata trailers, string message)
        : base(message, status.DebugException)
    {
        Status = status;
        Trailers = trailers ?? throw new ArgumentNullException(nameof(trailers));
    }

    /// <summary>The status.</summary>
    public Status Status { get; }

    /// <summary>The code of the status.</summary>
    public StatusCode StatusCode => Status.StatusCode;

    /// <summary>The trailing metadata.</summary>
    public Metadata Trailers { get; }
}
