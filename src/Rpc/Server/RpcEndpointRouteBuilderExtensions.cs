using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Rpc.Server;

/// <summary>Maps gRPC services to routes.</summary>
public static class RpcEndpointRouteBuilderExtensions
{
    /// <summary>
    /// Maps every method of the service, gRPC and JSON. The service comes from the host's services for each call if it is
    /// registered there, and is otherwise made for each call.
    /// </summary>
    /// <exception cref="InvalidOperationException">The type has no generated base, or the runtime was not added.</exception>
    public static IEndpointConventionBuilder MapRpcService<TService>(this IEndpointRouteBuilder endpoints)
        where TService : class
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        return Map(endpoints, new ServiceActivator<TService>(endpoints.ServiceProvider));
    }

    /// <summary>Maps every method of this one instance, which must allow calls at the same time.</summary>
    /// <exception cref="InvalidOperationException">The type has no generated base, or the runtime was not added.</exception>
    public static IEndpointConventionBuilder MapRpcService<TService>(this IEndpointRouteBuilder endpoints, TService service)
        where TService : class
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(service);
        return Map(endpoints, new ServiceActivator<TService>(service));
    }

    private static EndpointConventions Map<TService>(IEndpointRouteBuilder endpoints, ServiceActivator<TService> activator)
        where TService : class
    {
        ServerSettings settings = endpoints.ServiceProvider.GetService<ServerSettings>()
            ?? throw new InvalidOperationException("Call services.AddLedgerRpc() before mapping gRPC services.");
        ServiceCatalog catalog = endpoints.ServiceProvider.GetRequiredService<ServiceCatalog>();
        IReadOnlyList<MethodHandler> handlers = MethodBinder<TService>.Bind(activator, settings);
        catalog.Add(handlers.Select(static h => KeyValuePair.Create<string, RequestDelegate>(h.Method.FullName, h.HandleAsync)));
        var builders = new List<IEndpointConventionBuilder>();
        foreach (MethodHandler handler in handlers)
        {
            builders.Add(endpoints
                .MapPost(handler.Method.FullName, (RequestDelegate)handler.HandleAsync)
                .WithMetadata(handler.Method)
                .WithDisplayName($"gRPC {handler.Method.FullName}"));
        }

        foreach (string service in handlers.Select(static h => h.Method.ServiceName).Distinct(StringComparer.Ordinal))
        {
            catalog.Add(service, MethodBinder<TService>.FindDescriptor(service));
            var unknown = new UnknownMethodHandler(settings, $"Service '{service}' has no such method.");
            endpoints.MapPost($"{service}/{{method}}", unknown.HandleAsync).WithDisplayName($"gRPC {service} unknown method");
        }

        MapUnknownService(endpoints, settings, catalog);
        return new EndpointConventions(builders);
    }

    private static void MapUnknownService(IEndpointRouteBuilder endpoints, ServerSettings settings, ServiceCatalog catalog)
    {
        if (catalog.HasUnknownServiceRoute)
            return;
        catalog.HasUnknownServiceRoute = true;
        var handler = new UnknownMethodHandler(settings, "There is no such service.");
        RoutePattern pattern = RoutePatternFactory.Parse(
            "{service}/{method}",
            defaults: null,
            parameterPolicies: new { service = new GrpcRequestConstraint() });
        endpoints.Map(pattern, handler.HandleAsync).WithMetadata(new HttpMethodMetadata(["POST"])).WithDisplayName("gRPC unknown service");
    }

    private sealed class EndpointConventions(List<IEndpointConventionBuilder> builders) : IEndpointConventionBuilder
    {
        public void Add(Action<EndpointBuilder> convention) => builders.ForEach(b => b.Add(convention));

        public void Finally(Action<EndpointBuilder> finallyConvention) => builders.ForEach(b => b.Finally(finallyConvention));
    }
}
