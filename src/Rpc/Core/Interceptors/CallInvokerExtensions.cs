namespace Grpc.Core.Interceptors;

/// <summary>Puts interceptors around invokers.</summary>
public static class CallInvokerExtensions
{
    /// <summary>An invoker that passes each call through the interceptor.</summary>
    public static CallInvoker Intercept(this CallInvoker invoker, Interceptor interceptor)
    {
        ArgumentNullException.ThrowIfNull(invoker);
        ArgumentNullException.ThrowIfNull(interceptor);
        return new InterceptingCallInvoker(invoker, interceptor);
    }

    /// <summary>An invoker that passes each call through the interceptors, the first one first.</summary>
    public static CallInvoker Intercept(this CallInvoker invoker, params Interceptor[] interceptors)
    {
        ArgumentNullException.ThrowIfNull(invoker);
        ArgumentNullException.ThrowIfNull(interceptors);
        for (int i = interceptors.Length - 1; i >= 0; i--)
            invoker = invoker.Intercept(interceptors[i]);
        return invoker;
    }

    /// <summary>An invoker that passes the metadata of each call through the function.</summary>
    public static CallInvoker Intercept(this CallInvoker invoker, Func<Metadata, Metadata> interceptor)
    {
        ArgumentNullException.ThrowIfNull(interceptor);
        return invoker.Intercept(new MetadataInterceptor(interceptor));
    }
}
