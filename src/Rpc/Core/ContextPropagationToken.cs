namespace Grpc.Core;

/// <summary>Links a child call to the call that makes it. Made by <see cref="ServerCallContext.CreatePropagationToken"/>.</summary>
public abstract class ContextPropagationToken
{
    internal ContextPropagationToken()
    {
    }
}
