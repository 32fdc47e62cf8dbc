namespace Grpc.Core;

/// <summary>A stream of messages being sent. One write at a time.</summary>
public interface IAsyncStreamWriter<in T>
{
    /// <summary>Options for the writes that follow; null means defaults.</summary>
    WriteOptions? WriteOptions { get; set; }

    /// <summary>Writes a message; completes when it may be followed by another.</summary>
    Task WriteAsync(T message);

    /// <summary>Writes a message; cancelling abandons the call.</summary>
    Task WriteAsync(T message, CancellationToken cancellationToken) => cancellationToken.CanBeCanceled
        ? throw new NotSupportedException("This writer does not support cancellation of a write.")
        : WriteAsync(message);
}
