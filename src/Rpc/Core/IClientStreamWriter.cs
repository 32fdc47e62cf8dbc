namespace Grpc.Core;

/// <summary>The requests of a streaming call.</summary>
public interface IClientStreamWriter<in T> : IAsyncStreamWriter<T>
{
    /// <summary>Tells the server that no request follows.</summary>
    Task CompleteAsync();
}
