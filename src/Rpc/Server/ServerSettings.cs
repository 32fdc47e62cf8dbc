using Grpc.Core.Interceptors;
using Ledger.Rpc.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Ledger.Rpc.Server;

/// <summary>Options and shared objects, read once when services are mapped so that calls look nothing up.</summary>
internal sealed class ServerSettings
{
    public ServerSettings(
        IOptions<LedgerRpcOptions> options,
        IServiceProvider services,
        TimeProvider time,
        ILogger<ServerSettings> logger)
    {
        LedgerRpcOptions value = options.Value;
        MaxReceiveMessageSizeBytes = value.MaxReceiveMessageSizeBytes;
        MaxSendMessageSizeBytes = value.MaxSendMessageSizeBytes;
        MaxJsonBodySizeBytes = value.MaxJsonBodySizeBytes;
        CompressResponses = value.CompressResponses;
        EnableDetailedErrors = value.EnableDetailedErrors;
        Interceptors = [.. value.Interceptors.Select(make => make(services))];
        JsonError = new JsonError(value.ErrorDetailFiles);
        Time = time;
        Logger = logger;
    }

    public int MaxReceiveMessageSizeBytes { get; }

    public int MaxSendMessageSizeBytes { get; }

    public int MaxJsonBodySizeBytes { get; }

    public bool CompressResponses { get; }

    public bool EnableDetailedErrors { get; }

    public IReadOnlyList<Interceptor> Interceptors { get; }

    public JsonError JsonError { get; }

    public TimeProvider Time { get; }

    public ILogger Logger { get; }
}
