namespace Grpc.Core;

/// <summary>Base of clients generated with the option <c>lite_client</c>.</summary>
public abstract class LiteClientBase
{
    /// <summary>For mocks: every call throws.</summary>
    protected LiteClientBase()
        : this(new UnimplementedCallInvoker())
    {
    }

    /// <summary>A client of a channel.</summary>
    protected LiteClientBase(ChannelBase channel)
        : this((channel ?? throw new ArgumentNullException(nameof(channel))).CreateCallInvoker())
    {
    }

    /// <summary>A client of an invoker.</summary>
    protected LiteClientBase(CallInvoker callInvoker)
    {
        CallInvoker = callInvoker ?? throw new ArgumentNullException(nameof(callInvoker));
    }

    /// <summary>Makes the calls of this client.</summary>
    protected CallInvoker CallInvoker { get; }
}
