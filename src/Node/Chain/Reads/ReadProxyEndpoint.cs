using System.Buffers;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Features;

namespace Ledger.Node.Chain.Reads;

/// <summary>Puts the read proxy on a route.</summary>
internal static class ReadProxyEndpoint
{
    /// <summary>Answers JSON-RPC at <paramref name="pattern"/>: POST, at most <see cref="ReadProxy.MaxBodySizeBytes"/>.</summary>
    /// <param name="routes">Where to put it.</param>
    /// <param name="pattern">The route, for example <c>/rpc</c>.</param>
    /// <param name="proxy">The proxy.</param>
    public static IEndpointConventionBuilder MapReadProxy(this IEndpointRouteBuilder routes, string pattern, ReadProxy proxy) =>
        routes.MapPost(pattern, (HttpContext context) => HandleAsync(context, proxy));

    private static async Task HandleAsync(HttpContext context, ReadProxy proxy)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = ReadProxy.MaxBodySizeBytes;
        if (await ReadBodyAsync(context.Request, context.RequestAborted) is not { } body)
        {
            context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return;
        }

        var answer = await proxy.AnswerAsync(body, context.RequestAborted);
        if (answer is null)
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        await context.Response.WriteAsJsonAsync<JsonNode>(answer, context.RequestAborted);
    }

    private static async Task<ReadOnlyMemory<byte>?> ReadBodyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength > ReadProxy.MaxBodySizeBytes) return null;
        var body = new ArrayBufferWriter<byte>();
        while (true)
        {
            var read = await request.BodyReader.ReadAsync(cancellationToken);
            foreach (var segment in read.Buffer)
            {
                if (body.WrittenCount + segment.Length > ReadProxy.MaxBodySizeBytes) return null;
                body.Write(segment.Span);
            }

            request.BodyReader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted) return body.WrittenMemory;
        }
    }
}
