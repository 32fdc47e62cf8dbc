using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace Ledger.Rpc.Server;

/// <summary>More about a call of this runtime.</summary>
public static class ServerCallContextExtensions
{
    /// <summary>The HTTP request behind a call.</summary>
    /// <exception cref="InvalidOperationException">The context was not made by this runtime.</exception>
    public static HttpContext GetHttpContext(this ServerCallContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return HttpCallContext.HttpContextOf(context);
    }
}
