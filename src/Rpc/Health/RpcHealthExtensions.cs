using Ledger.Rpc.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Ledger.Rpc.Health;

/// <summary>Adds the health service (grpc.health.v1).</summary>
public static class RpcHealthExtensions
{
    /// <summary>Adds the <see cref="HealthRegistry"/> through which the host tells its health.</summary>
    public static IServiceCollection AddLedgerRpcHealth(this IServiceCollection services)
    {
        services.TryAddSingleton<HealthRegistry>();
        services.TryAddSingleton<HealthService>();
        return services;
    }

    /// <summary>Maps the health service.</summary>
    public static IEndpointConventionBuilder MapRpcHealth(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        return endpoints.MapRpcService(endpoints.ServiceProvider.GetRequiredService<HealthService>());
    }
}
