using System.Diagnostics;

namespace Ledger.Node.Hosting;

/// <summary>Gives each request one id, which its answer and all its log lines carry.</summary>
internal sealed class RequestIds(RequestDelegate next, ILogger<RequestIds> logger)
{
    /// <summary>The header, in and out.</summary>
    public const string Header = "x-request-id";

    private const int MaxLength = 64;

    /// <summary>Handles a request.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        string? given = context.Request.Headers[Header];
        var id = given is not null && IsFit(given) ? given : ActivityTraceId.CreateRandom().ToHexString();
        context.TraceIdentifier = id;
        context.Response.Headers[Header] = id;
        using (logger.BeginScope(new KeyValuePair<string, object>[] { new("request", id) })) await next(context);
    }

    private static bool IsFit(string id) =>
        id.Length is > 0 and <= MaxLength && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');
}
