namespace Grpc.Core;

/// <summary>How a runtime learns what call credentials are.</summary>
public abstract class CallCredentialsConfiguratorBase
{
    /// <summary>They are several.</summary>
    public abstract void SetCompositeCredentials(object? state, IReadOnlyList<CallCredentials> credentials);

    /// <summary>They are made by a function.</summary>
    public abstract void SetAsyncAuthInterceptorCredentials(object? state, AsyncAuthInterceptor interceptor);
}
