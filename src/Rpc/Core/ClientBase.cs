namespace Grpc.Core;

/// <summary>Base of generated clients.</summary>
public abstract class ClientBase
{
    private readonly ClientBaseConfiguration _configuration;

    /// <summary>For mocks: every call throws.</summary>
    protected ClientBase()
        : this(new UnimplementedCallInvoker())
    {
    }

    /// <summary>For derived clients with a configuration of their own.</summary>
    protected ClientBase(ClientBaseConfiguration configuration)
    {
        _configuration = configuration ?? throw new ArgumentNullException(nameof(configuration));
        CallInvoker = configuration.CreateDecoratedCallInvoker();
    }

    /// <summary>A client of a channel.</summary>
    protected ClientBase(ChannelBase channel)
        : this((channel ?? throw new ArgumentNullException(nameof(channel))).CreateCallInvoker())
    {
    }

    /// <summary>A client of an invoker.</summary>
    protected ClientBase(CallInvoker callInvoker)
        : this(new ClientBaseConfiguration(callInvoker, null))
    {
    }

    /// <summary>Makes the calls of this client.</summary>
    protected CallInvoker CallInvoker { get; }

    internal ClientBaseConfiguration Configuration => _configuration;

    /// <summary>How a client reaches its server.</summary>
    protected internal class ClientBaseConfiguration
    {
        private readonly CallInvoker _undecorated;
        private readonly string? _host;

        internal ClientBaseConfiguration(CallInvoker undecorated, string? host)
        {
            _undecorated = undecorated ?? throw new ArgumentNullException(nameof(undecorated));
            _host = host;
        }

        internal CallInvoker CreateDecoratedCallInvoker() =>
            _host is null ? _undecorated : new HostCallInvoker(_undecorated, _host);

        internal ClientBaseConfiguration WithHost(string host) => new(_undecorated, host);
    }
}
