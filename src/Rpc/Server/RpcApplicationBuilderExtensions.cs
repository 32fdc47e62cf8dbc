using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Rpc.Server;

/// <summary>Puts the gRPC runtime into the pipeline of a host.</summary>
public static class RpcApplicationBuilderExtensions
{
    /// <summary>
    /// Hands a call of a mapped method to its handler at once, without the host's routing, which would take the path apart for the routes
    /// of unknown methods too. Everything else goes on as ever. What routing would have added to the endpoint (authorization, limits of rate) is
    /// passed over, so this is for hosts that add nothing.
    /// </summary>
    /// <exception cref="InvalidOperationException">The runtime was not added.</exception>
    public static IApplicationBuilder UseRpcWithoutRouting(this IApplicationBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        ServiceCatalog catalog = app.ApplicationServices.GetService<ServiceCatalog>()
            ?? throw new InvalidOperationException("Call services.AddLedgerRpc() first.");
        return app.Use(next => http =>
            HttpMethods.IsPost(http.Request.Method) && http.Request.Path.Value is { } path && catalog.HandlerOf(path) is { } handle ? handle(http) : next(http));
    }
}
