using Ledger.Rpc.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Ledger.Rpc.Server;

/// <summary>Lets a route match gRPC requests only, so that the rest of the host keeps its own "not found".</summary>
internal sealed class GrpcRequestConstraint : IRouteConstraint
{
    public bool Match(
        HttpContext? httpContext,
        IRouter? route,
        string routeKey,
        RouteValueDictionary values,
        RouteDirection routeDirection) =>
        httpContext is null || GrpcProtocol.IsGrpcContentType(httpContext.Request.ContentType);
}
