using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Ledger.Rpc.Server;

/// <summary>Adds the gRPC runtime to a host.</summary>
public static class LedgerRpcServiceExtensions
{
    /// <summary>Adds what <see cref="RpcEndpointRouteBuilderExtensions"/> needs.</summary>
    public static IServiceCollection AddLedgerRpc(this IServiceCollection services, Action<LedgerRpcOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddRouting();
        services.AddLogging();
        services.AddOptions<LedgerRpcOptions>();
        if (configure is not null)
            services.Configure(configure);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ServerSettings>();
        services.TryAddSingleton<ServiceCatalog>();
        return services;
    }
}
