using Ledger.Rpc.Server;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Rpc.Reflection;

/// <summary>Adds the reflection service (grpc.reflection.v1 and v1alpha), by which tools learn the services of a host.</summary>
public static class RpcReflectionExtensions
{
    /// <summary>Maps both versions. They tell of every service mapped before their first call.</summary>
    public static void MapRpcReflection(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var answers = new ReflectionAnswers(endpoints.ServiceProvider.GetRequiredService<ServiceCatalog>());
        endpoints.MapRpcService(new ReflectionService(answers));
        endpoints.MapRpcService(new ReflectionAlphaService(answers));
    }
}
