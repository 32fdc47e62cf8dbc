namespace Grpc.Core;

/// <summary>A stream of messages being received. One reader at a time.</summary>
public interface IAsyncStreamReader<out T>
{
    /// <summary>The message read last.</summary>
    T Current { get; }

    /// <summary>Reads the next message; false at the end of the stream.</summary>
    Task<bool> MoveNext(CancellationToken cancellationToken);
}
