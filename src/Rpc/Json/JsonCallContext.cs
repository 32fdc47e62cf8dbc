using System.Buffers;
using System.Text;
using Grpc.Core;
using Ledger.Rpc.Server;
using Ledger.Rpc.Wire;
using Microsoft.AspNetCore.Http;

namespace Ledger.Rpc.Json;

/// <summary>One unary call in JSON: the body is the request, the answer the response or an error with its HTTP status.</summary>
internal sealed class JsonCallContext(HttpContext http, IMethod method, ServerSettings settings)
    : HttpCallContext(http, method, settings)
{
    private const string ContentType = "application/json";
    private const int ReadSizeBytes = 4096;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static bool IsJsonContentType(string? contentType) =>
        contentType is not null
        && contentType.StartsWith(ContentType, StringComparison.OrdinalIgnoreCase)
        && (contentType.Length == ContentType.Length || contentType[ContentType.Length] is ';' or ' ');

    /// <summary>The whole body.</summary>
    /// <exception cref="RpcException">RESOURCE_EXHAUSTED: it passes the bound. INVALID_ARGUMENT: it is not UTF-8.</exception>
    public async Task<string> ReadBodyAsync()
    {
        if (Http.Request.ContentLength > Settings.MaxJsonBodySizeBytes)
            throw TooLarge();
        var body = new ArrayBufferWriter<byte>();
        while (true)
        {
            int read = await Http.Request.Body.ReadAsync(body.GetMemory(ReadSizeBytes), CancellationToken);
            if (read == 0)
                break;
            body.Advance(read);
            if (body.WrittenCount > Settings.MaxJsonBodySizeBytes)
                throw TooLarge();
        }

        try
        {
            return StrictUtf8.GetString(body.WrittenSpan);
        }
        catch (DecoderFallbackException e)
        {
            throw new RpcException(new Status(StatusCode.InvalidArgument, "The body is not UTF-8.", e));
        }
    }

    public Task CompleteAsync(string json) => StatusCore.StatusCode == StatusCode.OK
        ? WriteAsync(StatusCodes.Status200OK, json)
        : WriteErrorAsync(StatusCore);

    public Task FailAsync(Exception exception) =>
        Http.RequestAborted.IsCancellationRequested ? Task.CompletedTask : WriteErrorAsync(ToStatus(exception));

    protected override Task WriteResponseHeadersAsyncCore(Metadata responseHeaders)
    {
        ArgumentNullException.ThrowIfNull(responseHeaders);
        Append(responseHeaders);
        return Task.CompletedTask;
    }

    protected override ContextPropagationToken CreatePropagationTokenCore(ContextPropagationOptions? options) =>
        throw new NotSupportedException("Pass the call's CancellationToken and Deadline to the child call instead.");

    private RpcException TooLarge() => new(new Status(
        StatusCode.ResourceExhausted, $"The body is larger than the limit of {Settings.MaxJsonBodySizeBytes} bytes."));

    private void Append(Metadata metadata)
    {
        foreach (Metadata.Entry entry in metadata)
        {
            // The details are in the body.
            if (MetadataCodec.IsSendable(entry) && !string.Equals(entry.Key, GrpcProtocol.StatusDetailsHeader, StringComparison.Ordinal))
                MetadataHeaders.Add(Http.Response.Headers, entry);
        }
    }

    private Task WriteErrorAsync(Status status) =>
        WriteAsync(HttpStatusMap.ToHttp(status.StatusCode), Settings.JsonError.Format(status, TrailersIfAny));

    private async Task WriteAsync(int httpStatus, string json)
    {
        byte[] body = Encoding.UTF8.GetBytes(json);
        Http.Response.StatusCode = httpStatus;
        if (TrailersIfAny is not null)
            Append(TrailersIfAny);
        Http.Response.ContentType = ContentType;
        Http.Response.ContentLength = body.Length;
        await Http.Response.Body.WriteAsync(body, Http.RequestAborted);
    }
}
