namespace Grpc.Core;

/// <summary>The call that an <see cref="AsyncAuthInterceptor"/> adds metadata to.</summary>
public class AuthInterceptorContext
{
    /// <summary>Describes a call.</summary>
    public AuthInterceptorContext(string serviceUrl, string methodName)
        : this(serviceUrl, methodName, CancellationToken.None)
    {
    }

    /// <summary>Describes a call.</summary>
    public AuthInterceptorContext(string serviceUrl, string methodName, CancellationToken cancellationToken)
    {
        ServiceUrl = serviceUrl ?? throw new ArgumentNullException(nameof(serviceUrl));
        MethodName = methodName ?? throw new ArgumentNullException(nameof(methodName));
        CancellationToken = cancellationToken;
    }

    /// <summary>Address of the service.</summary>
    public string ServiceUrl { get; }

    /// <summary>Name of the method.</summary>
    public string MethodName { get; }

    /// <summary>Cancelled with the call.</summary>
    public CancellationToken CancellationToken { get; }
}
