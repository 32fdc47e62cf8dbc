using Grpc.Core;
using Ledger.Rpc.Json;
using Ledger.Rpc.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Ledger.Rpc.Server;

/// <summary>Handles the calls of one method: the one place where a request becomes a call and an exception a status.</summary>
internal abstract class MethodHandler(IMethod method, ServerSettings settings)
{
    public IMethod Method => method;

    protected ServerSettings Settings => settings;

    public Task HandleAsync(HttpContext http)
    {
        string? contentType = http.Request.ContentType;
        if (GrpcProtocol.IsGrpcContentType(contentType))
            return HandleGrpcAsync(http);
        if (JsonCallContext.IsJsonContentType(contentType))
            return HandleJsonAsync(http);
        http.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
        http.Response.Headers["Accept-Post"] = "application/grpc, application/json";
        return Task.CompletedTask;
    }

    /// <summary>Reads the request or requests, runs the handler and writes the response or responses.</summary>
    protected abstract Task InvokeAsync(GrpcCallContext call);

    /// <summary>Runs a call whose request is a JSON body.</summary>
    protected abstract Task InvokeJsonAsync(JsonCallContext call);

    private void LiftTransportLimits(HttpContext http)
    {
        // Messages are bounded one by one. A stream of requests may be long and idle for long; a single request may not be slow.
        bool isRequestStream = method.Type is MethodType.ClientStreaming or MethodType.DuplexStreaming;
        if (isRequestStream && http.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
            rate.MinDataRate = null;
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = null;
    }

    private async Task HandleGrpcAsync(HttpContext http)
    {
        if (HttpProtocol.IsHttp11(http.Request.Protocol) || HttpProtocol.IsHttp10(http.Request.Protocol))
        {
            http.Response.StatusCode = StatusCodes.Status426UpgradeRequired;
            http.Response.Headers.Upgrade = "h2c";
            return;
        }

        LiftTransportLimits(http);
        var call = new GrpcCallContext(http, method, settings);
        try
        {
            call.Start();
            await InvokeAsync(call);
            await call.CompleteAsync(null);
        }
        catch (Exception e)
        {
            await call.CompleteAsync(e);
        }
        finally
        {
            await call.DisposeAsync();
        }
    }

    private async Task HandleJsonAsync(HttpContext http)
    {
        LiftTransportLimits(http);
        var call = new JsonCallContext(http, method, settings);
        try
        {
            call.Start();
            await InvokeJsonAsync(call);
        }
        catch (Exception e)
        {
            await call.FailAsync(e);
        }
        finally
        {
            await call.DisposeAsync();
        }
    }
}
