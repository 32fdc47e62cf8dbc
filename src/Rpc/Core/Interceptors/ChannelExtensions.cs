namespace Grpc.Core.Interceptors;

/// <summary>Puts interceptors around channels.</summary>
public static class ChannelExtensions
{
    /// <summary>An invoker of the channel that passes each call through the interceptor.</summary>
    public static CallInvoker Intercept(this ChannelBase channel, Interceptor interceptor)
    {
        ArgumentNullException.ThrowIfNull(channel);
        return channel.CreateCallInvoker().Intercept(interceptor);
    }

    /// <summary>An invoker of the channel that passes each call through the interceptors, the first one first.</summary>
    public static CallInvoker Intercept(this ChannelBase channel, params Interceptor[] interceptors)
    {
        ArgumentNullException.ThrowIfNull(channel);
        return channel.CreateCallInvoker().Intercept(interceptors);
    }

    /// <summary>An invoker of the channel that passes the metadata of each call through the function.</summary>
    public static CallInvoker Intercept(this ChannelBase channel, Func<Metadata, Metadata> interceptor)
    {
        ArgumentNullException.ThrowIfNull(channel);
        return channel.CreateCallInvoker().Intercept(interceptor);
    }
}
