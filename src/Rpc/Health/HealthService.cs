using Grpc.Core;
using Grpc.Health.V1;
using Microsoft.Extensions.Hosting;

namespace Ledger.Rpc.Health;

/// <summary>The health service of gRPC over a <see cref="HealthRegistry"/>.</summary>
internal sealed class HealthService(HealthRegistry registry, IHostApplicationLifetime lifetime) : Grpc.Health.V1.Health.HealthBase
{
    public override Task<HealthCheckResponse> Check(HealthCheckRequest request, ServerCallContext context) =>
        registry.GetStatus(request.Service) is { } status
            ? Task.FromResult(new HealthCheckResponse { Status = status })
            : throw new RpcException(new Status(StatusCode.NotFound, $"The service '{request.Service}' is not known here."));

    public override Task<HealthListResponse> List(HealthListRequest request, ServerCallContext context)
    {
        var response = new HealthListResponse();
        foreach ((string service, HealthCheckResponse.Types.ServingStatus status) in registry.GetAll())
            response.Statuses[service] = new HealthCheckResponse { Status = status };
        return Task.FromResult(response);
    }

    public override async Task Watch(
        HealthCheckRequest request,
        IServerStreamWriter<HealthCheckResponse> responseStream,
        ServerCallContext context)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, lifetime.ApplicationStopping);
        HealthCheckResponse.Types.ServingStatus? last = null;
        try
        {
            while (true)
            {
                (HealthCheckResponse.Types.ServingStatus? known, Task changed) = registry.Observe(request.Service);
                HealthCheckResponse.Types.ServingStatus status = known ?? HealthCheckResponse.Types.ServingStatus.ServiceUnknown;
                if (status != last)
                    await responseStream.WriteAsync(new HealthCheckResponse { Status = status }, context.CancellationToken);
                last = status;
                await changed.WaitAsync(ending.Token);
            }
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            throw new RpcException(new Status(StatusCode.Unavailable, "The server is stopping."));
        }
    }
}
