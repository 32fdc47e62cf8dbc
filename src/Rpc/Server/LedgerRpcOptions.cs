using Google.Protobuf.Reflection;
using Grpc.Core.Interceptors;
using Ledger.Rpc.Wire;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Rpc.Server;

/// <summary>Options of all services mapped by a host.</summary>
public sealed class LedgerRpcOptions
{
    private readonly List<Func<IServiceProvider, Interceptor>> _interceptors = [];

    /// <summary>Bound on a request message, after decompression. Default 4 MiB.</summary>
    public int MaxReceiveMessageSizeBytes { get; set; } = GrpcProtocol.DefaultMaxMessageSizeBytes;

    /// <summary>Bound on a response message, before compression. Default 4 MiB, which is what clients accept.</summary>
    public int MaxSendMessageSizeBytes { get; set; } = GrpcProtocol.DefaultMaxMessageSizeBytes;

    /// <summary>Bound on the body of a JSON request. Default 4 MiB.</summary>
    public int MaxJsonBodySizeBytes { get; set; } = GrpcProtocol.DefaultMaxMessageSizeBytes;

    /// <summary>Whether responses are compressed with gzip when the client accepts it. Default false.</summary>
    public bool CompressResponses { get; set; }

    /// <summary>Whether statuses made from unexpected exceptions tell the exception's type and message. Default false.</summary>
    public bool EnableDetailedErrors { get; set; }

    /// <summary>
    /// Files whose messages services send as error details, so that JSON callers can read them; those of google.rpc are known. Default none.
    /// </summary>
    public IList<FileDescriptor> ErrorDetailFiles { get; } = [];

    internal IReadOnlyList<Func<IServiceProvider, Interceptor>> Interceptors => _interceptors;

    /// <summary>Puts one interceptor around the handlers of all calls. The first one added is the outermost.</summary>
    public void AddInterceptor(Interceptor interceptor)
    {
        ArgumentNullException.ThrowIfNull(interceptor);
        _interceptors.Add(_ => interceptor);
    }

    /// <summary>
    /// Puts one interceptor around the handlers of all calls, made once with dependencies from the host's services.
    /// </summary>
    public void AddInterceptor<TInterceptor>()
        where TInterceptor : Interceptor =>
        _interceptors.Add(static services =>
            ActivatorUtilities.GetServiceOrCreateInstance<TInterceptor>(services));
}
