namespace Grpc.Core;

/// <summary>Base of generated clients, knowing its own type.</summary>
public abstract class ClientBase<T> : ClientBase
    where T : ClientBase<T>
{
    /// <summary>For mocks: every call throws.</summary>
    protected ClientBase()
    {
    }

    /// <summary>For derived clients with a configuration of their own.</summary>
    protected ClientBase(ClientBaseConfiguration configuration)
        : base(configuration)
    {
    }

    /// <summary>A client of a channel.</summary>
    protected ClientBase(ChannelBase channel)
        : base(channel)
    {
    }

    /// <summary>A client of an invoker.</summary>
    protected ClientBase(CallInvoker callInvoker)
        : base(callInvoker)
    {
    }

    /// <summary>The same client asking for another host (the <c>:authority</c> of its calls).</summary>
    public T WithHost(string host) => NewInstance(Configuration.WithHost(host));

    /// <summary>Makes a client with this configuration.</summary>
    protected abstract T NewInstance(ClientBaseConfiguration configuration);
}
