using System.IO.Pipelines;
using Grpc.Core;
using Ledger.Rpc.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Ledger.Rpc.Server;

/// <summary>One gRPC call on the server: writes headers, messages and trailers, and ends exactly once.</summary>
internal sealed class GrpcCallContext(HttpContext http, IMethod method, ServerSettings settings)
    : HttpCallContext(http, method, settings)
{
    private const int ResetCancel = 0x8;
    private const int ResetInternalError = 0x2;

    private readonly FrameWriter _writer = new(settings.MaxSendMessageSizeBytes);
    private TaskCompletionSource? _expired;
    private bool _isRequestGzip;
    private bool _isResponseGzip;
    private bool _areHeadersReady;
    private bool _isBroken;
    private int _isEnded;
    private int _isWriting;

    public override void Start()
    {
        base.Start();
        string? encoding = Http.Request.Headers[GrpcProtocol.EncodingHeader];
        _isRequestGzip = string.Equals(encoding, GrpcProtocol.Gzip, StringComparison.OrdinalIgnoreCase);
        if (encoding is not null && !_isRequestGzip && !encoding.Equals(GrpcProtocol.Identity, StringComparison.OrdinalIgnoreCase))
        {
            Http.Response.Headers[GrpcProtocol.AcceptEncodingHeader] = GrpcProtocol.AcceptedEncodings;
            throw new RpcException(new Status(StatusCode.Unimplemented, "The encoding of the request is not supported."));
        }

        _isResponseGzip = Settings.CompressResponses && AcceptsGzip();
    }

    public MessageReader<T> CreateReader<T>(Marshaller<T> marshaller)
        where T : class => new(
            Http.Request.BodyReader,
            marshaller.ContextualDeserializer,
            Settings.MaxReceiveMessageSizeBytes,
            _isRequestGzip);

    /// <summary>Writes one message of a stream.</summary>
    public async Task WriteAsync<T>(
        T message,
        Action<T, SerializationContext> serialize,
        WriteFlags flags,
        CancellationToken cancellationToken)
    {
        // First, because nothing of a request may be touched once its call has ended.
        ThrowIfEnded();
        CancellationToken.ThrowIfCancellationRequested();
        cancellationToken.ThrowIfCancellationRequested();
        if (Interlocked.CompareExchange(ref _isWriting, 1, 0) != 0)
        {
            ThrowIfEnded();
            throw new InvalidOperationException("Another message is still being written.");
        }

        try
        {
            ThrowIfEnded();
            await WriteMessageAsync(message, serialize, flags);
            if (!flags.HasFlag(WriteFlags.BufferHint))
                await FlushAsync(cancellationToken);
        }
        finally
        {
            Volatile.Write(ref _isWriting, 0);
        }
    }

    /// <summary>Ends a call that has one response.</summary>
    public async Task CompleteAsync<T>(T? response, Action<T, SerializationContext> serialize)
        where T : class
    {
        if (!TryEnd())
            return;
        Exception? failure = null;
        try
        {
            if (StatusCore.StatusCode == StatusCode.OK)
            {
                if (response is null)
                    throw new RpcException(new Status(StatusCode.Internal, "The handler gave no response."));
                await WriteMessageAsync(response, serialize, WriteOptionsCore?.Flags ?? default);
            }
        }
        catch (Exception e)
        {
            failure = e;
        }

        WriteStatus(ToStatus(failure));
    }

    /// <summary>Ends the call with the status that the handler set or the exception stands for. Later calls do nothing.</summary>
    public async Task CompleteAsync(Exception? exception)
    {
        if (!TryEnd())
        {
            if (_expired is not null)
                await _expired.Task;
            return;
        }

        if (Interlocked.CompareExchange(ref _isWriting, 1, 0) == 0)
        {
            WriteStatus(ToStatus(exception));
            return;
        }

        // The handler returned without awaiting its last write: trailers can't go in the middle of it.
        ServerLog.WriteNotAwaited(Settings.Logger, Method);
        Http.Features.Get<IHttpResetFeature>()?.Reset(ResetInternalError);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _writer.Dispose();
    }

    protected override async Task WriteResponseHeadersAsyncCore(Metadata responseHeaders)
    {
        ArgumentNullException.ThrowIfNull(responseHeaders);
        if (Http.Response.HasStarted || _areHeadersReady)
            throw new InvalidOperationException("The response headers were sent already.");
        foreach (Metadata.Entry entry in responseHeaders)
        {
            if (string.Equals(entry.Key, GrpcProtocol.EncodingRequestHeader, StringComparison.Ordinal))
                _isResponseGzip = string.Equals(entry.Value, GrpcProtocol.Gzip, StringComparison.Ordinal) && AcceptsGzip();
            else if (MetadataCodec.IsSendable(entry))
                MetadataHeaders.Add(Http.Response.Headers, entry);
        }

        PrepareHeaders();
        await Http.Response.StartAsync(CancellationToken);
        await Http.Response.BodyWriter.FlushAsync(CancellationToken);
    }

    // The official token type is closed to other assemblies, so no runtime outside it can make one.
    protected override ContextPropagationToken CreatePropagationTokenCore(ContextPropagationOptions? options) =>
        throw new NotSupportedException("Pass the call's CancellationToken and Deadline to the child call instead.");

    protected override async Task OnDeadlineAsync()
    {
        var expired = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _expired = expired;
        if (!TryEnd())
        {
            expired.SetResult();
            return;
        }

        try
        {
            if (Interlocked.CompareExchange(ref _isWriting, 1, 0) != 0)
            {
                // A write is waiting for the peer's window: trailers would have to wait too.
                Http.Features.Get<IHttpResetFeature>()?.Reset(ResetCancel);
                return;
            }

            WriteStatus(new Status(StatusCode.DeadlineExceeded, "The deadline passed."));
            await Http.Response.CompleteAsync();
        }
        finally
        {
            expired.SetResult();
        }
    }

    private bool TryEnd() => Interlocked.CompareExchange(ref _isEnded, 1, 0) == 0;

    private void ThrowIfEnded()
    {
        if (Volatile.Read(ref _isEnded) == 1)
            throw new InvalidOperationException("The call has ended.");
    }

    private bool AcceptsGzip()
    {
        foreach (string? value in Http.Request.Headers[GrpcProtocol.AcceptEncodingHeader])
        {
            foreach (Range range in value.AsSpan().Split(','))
            {
                if (value.AsSpan()[range].Trim().Equals(GrpcProtocol.Gzip, StringComparison.OrdinalIgnoreCase))
                    return true;
            }
        }

        return false;
    }

    private void PrepareHeaders()
    {
        if (_areHeadersReady)
            return;
        _areHeadersReady = true;
        Http.Response.ContentType = GrpcProtocol.ContentType;
        if (_isResponseGzip)
            Http.Response.Headers[GrpcProtocol.EncodingHeader] = GrpcProtocol.Gzip;
    }

    private async ValueTask WriteMessageAsync<T>(T message, Action<T, SerializationContext> serialize, WriteFlags flags)
    {
        PrepareHeaders();
        PipeWriter body = Http.Response.BodyWriter;
        if (!Http.Response.HasStarted)
            await Http.Response.StartAsync(CancellationToken);
        try
        {
            _writer.Write(message, serialize, body, _isResponseGzip && !flags.HasFlag(WriteFlags.NoCompress));
        }
        catch (Exception e) when (e is not RpcException)
        {
            // Trailers can't follow part of a frame.
            _isBroken = _writer.HasStartedFrame;
            throw;
        }
    }

    private async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        if (cancellationToken.CanBeCanceled && cancellationToken != CancellationToken)
        {
            using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, CancellationToken);
            await Http.Response.BodyWriter.FlushAsync(linked.Token);
        }
        else
        {
            await Http.Response.BodyWriter.FlushAsync(CancellationToken);
        }
    }

    private void WriteStatus(Status status)
    {
        if (_isBroken)
        {
            Http.Features.Get<IHttpResetFeature>()?.Reset(ResetInternalError);
            return;
        }

        bool isTrailersOnly = !Http.Response.HasStarted;
        if (isTrailersOnly)
            PrepareHeaders();
        IHeaderDictionary target = isTrailersOnly
            ? Http.Response.Headers
            : Http.Features.GetRequiredFeature<IHttpResponseTrailersFeature>().Trailers;
        target[GrpcProtocol.StatusHeader] = StatusText.Of(status.StatusCode);
        if (!string.IsNullOrEmpty(status.Detail))
            target[GrpcProtocol.MessageHeader] = PercentEncoding.Encode(status.Detail);
        if (TrailersIfAny is null)
            return;
        foreach (Metadata.Entry entry in TrailersIfAny)
        {
            if (MetadataCodec.IsSendable(entry))
                MetadataHeaders.Add(target, entry);
        }
    }
}
