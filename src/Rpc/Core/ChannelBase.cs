namespace Grpc.Core;

/// <summary>A channel to a server; long-lived and shared by clients.</summary>
public abstract class ChannelBase
{
    /// <summary>Makes a channel to this target.</summary>
    protected ChannelBase(string target)
    {
        Target = target ?? throw new ArgumentNullException(nameof(target));
    }

    /// <summary>The target, for people.</summary>
    public string Target { get; }

    /// <summary>Makes an invoker for clients of this channel.</summary>
    public abstract CallInvoker CreateCallInvoker();

    /// <summary>Ends the channel and its connections.</summary>
    public Task ShutdownAsync() => ShutdownAsyncCore();

    /// <summary>Ends the channel and its connections.</summary>
    protected virtual Task ShutdownAsyncCore() => Task.CompletedTask;
}
