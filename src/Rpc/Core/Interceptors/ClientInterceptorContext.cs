namespace Grpc.Core.Interceptors;

/// <summary>The call that a client interceptor sees.</summary>
public struct ClientInterceptorContext<TRequest, TResponse>
    where TRequest : class
    where TResponse : class
{
    /// <summary>Describes a call.</summary>
    public ClientInterceptorContext(Method<TRequest, TResponse> method, string? host, CallOptions options)
    {
        Method = method;
        Host = host;
        Options = options;
    }

    /// <summary>The method.</summary>
    public Method<TRequest, TResponse> Method { get; }

    /// <summary>The host asked for, or null for the channel's.</summary>
    public string? Host { get; }

    /// <summary>Options of the call.</summary>
    public CallOptions Options { get; }
}
