using System.IO.Pipelines;
using System.Net;
using Grpc.Core;
using Ledger.Rpc.Wire;

namespace Ledger.Rpc.Client;

/// <summary>One call with its messages.</summary>
internal sealed class ClientCall<TRequest, TResponse>(
    RpcChannel channel,
    Method<TRequest, TResponse> method,
    string? host,
    CallOptions options)
    : ClientCall(channel, options)
    where TRequest : class
    where TResponse : class
{
    private const int ReadBufferSizeBytes = 16 * 1024;

    private static readonly StreamPipeReaderOptions ReaderOptions = new(bufferSize: ReadBufferSizeBytes);
    private static readonly TimeSpan ConnectRetryDelayMax = TimeSpan.FromSeconds(1);

    private MessageReader<TResponse>? _reader;
    private HttpResponseMessage? _response;
    private Task _started = Task.CompletedTask;

    public Method<TRequest, TResponse> Method => method;

    public bool CompressRequests { get; private set; } = channel.Options.CompressRequests;

    public WriteOptions? WriteOptions => CallOptions.WriteOptions;

    /// <summary>Sends one request and gives the one response.</summary>
    public async Task<TResponse> SendUnaryAsync(TRequest request)
    {
        try
        {
            await StartAsync(() => new UnaryContent<TRequest, TResponse>(this, request));
            return await ReadSingleAsync();
        }
        catch (Exception e)
        {
            throw End(e);
        }
    }

    /// <summary>Sends a stream of requests and gives the one response.</summary>
    public async Task<TResponse> SendStreamAsync(RequestStreamWriter<TRequest, TResponse> writer)
    {
        try
        {
            await StartAsync(() => new StreamContent<TRequest, TResponse>(writer));
            return await ReadSingleAsync();
        }
        catch (Exception e)
        {
            throw End(e);
        }
    }

    public void StartStreaming(TRequest request) =>
        _started = StartStreamingAsync(() => new UnaryContent<TRequest, TResponse>(this, request));

    public void StartStreaming(RequestStreamWriter<TRequest, TResponse> writer) =>
        _started = StartStreamingAsync(() => new StreamContent<TRequest, TResponse>(writer));

    /// <summary>The next response of a stream, or null at its end.</summary>
    public async Task<TResponse?> ReadAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenRegistration registration = cancellationToken.CanBeCanceled
            ? cancellationToken.UnsafeRegister(static state => ((ClientCall)state!).Dispose(), this)
            : default;
        await _started;
        if (IsEnded)
            return GetStatus().StatusCode == StatusCode.OK ? null : throw ToException(GetStatus());
        try
        {
            TResponse? message = _reader is null ? null : await _reader.ReadAsync(Token);
            if (message is not null)
                return message;
            return EndOfResponses() is { } failure ? throw failure : null;
        }
        catch (Exception e)
        {
            throw End(e);
        }
    }

    private async Task StartStreamingAsync(Func<HttpContent> makeContent)
    {
        try
        {
            await StartAsync(makeContent);
        }
        catch (Exception e)
        {
            // The reader tells.
            End(e);
        }
    }

    private async Task StartAsync(Func<HttpContent> makeContent)
    {
        if (IsDeadlineExceeded)
            throw new OperationCanceledException();
        Metadata? credentials = await CallCredentialsSource.GetAsync(Channel, method, CallOptions, Token);
        HttpResponseMessage response = await SendAsync(makeContent, credentials);
        _response = response;
        SetResponse(response);
        if (response.StatusCode != HttpStatusCode.OK || !GrpcProtocol.IsGrpcContentType(ContentType(response)))
        {
            if (ResponseMetadata.TryReadStatus(response.Headers, out Status told))
                throw new RpcException(told, ResponseMetadata.Read(response.Headers));
            throw new RpcException(new Status(
                response.StatusCode == HttpStatusCode.OK ? StatusCode.Unknown : HttpStatusMap.ToGrpc(response.StatusCode),
                $"The answer is not gRPC: HTTP {(int)response.StatusCode}, content type '{ContentType(response)}'."));
        }

        if (ResponseMetadata.TryReadStatus(response.Headers, out Status status))
        {
            Metadata trailers = ResponseMetadata.Read(response.Headers);
            if (status.StatusCode != StatusCode.OK)
                throw new RpcException(status, trailers);
            SetHeaders(Metadata.Empty);
            End(status, trailers);
            return;
        }

        SetHeaders(ResponseMetadata.Read(response.Headers));
        Stream body = await response.Content.ReadAsStreamAsync(Token);
        _reader = new MessageReader<TResponse>(
            PipeReader.Create(body, ReaderOptions),
            method.ResponseMarshaller.ContextualDeserializer,
            Channel.Options.MaxReceiveMessageSizeBytes,
            ResponseMetadata.IsGzip(response.Headers));
    }

    private async Task<HttpResponseMessage> SendAsync(Func<HttpContent> makeContent, Metadata? credentials)
    {
        int attemptsMax = CallOptions.IsWaitForReady
            ? Channel.Options.WaitForReadyAttemptsMax
            : Channel.Options.ConnectAttemptsMax;
        TimeSpan delay = Channel.Options.ConnectRetryDelay;
        for (int attempt = 1; ; attempt++)
        {
            HttpRequestMessage request = RequestHead.Create(Channel, method.FullName, host, Remaining());
            CompressRequests = RequestHead.AddMetadata(request, CallOptions.Headers, CompressRequests);
            RequestHead.AddMetadata(request, credentials, CompressRequests);
            if (CompressRequests)
                request.Headers.TryAddWithoutValidation(GrpcProtocol.EncodingHeader, GrpcProtocol.Gzip);
            request.Content = makeContent();
            request.Content.Headers.ContentType = RequestHead.ContentType;
            try
            {
                return await Channel.SendAsync(request, Token);
            }
            catch (HttpRequestException e) when (attempt < attemptsMax && TransportStatus.ReachedNoServer(e))
            {
                await Task.Delay(delay, Channel.Options.TimeProvider, Token);
                delay = delay * 2 < ConnectRetryDelayMax ? delay * 2 : ConnectRetryDelayMax;
            }
        }
    }

    private static string? ContentType(HttpResponseMessage response) =>
        response.Content.Headers.NonValidated.TryGetValues("Content-Type", out System.Net.Http.Headers.HeaderStringValues values)
            ? values.ToString()
            : null;

    private async Task<TResponse> ReadSingleAsync()
    {
        if (_reader is null)
            throw new RpcException(new Status(StatusCode.Internal, "The server gave no response."), GetTrailers());
        TResponse? message = await _reader.ReadAsync(Token);
        if (message is not null && await _reader.ReadAsync(Token) is not null)
            throw new RpcException(new Status(StatusCode.Internal, "The server gave more than one response."));
        Status status = ResponseMetadata.ReadEnd(_response!, out Metadata trailers);
        if (status.StatusCode == StatusCode.OK && message is null)
            status = new Status(StatusCode.Internal, "The server gave no response.");
        return End(status, trailers) is { } failure ? throw failure : message!;
    }

    private RpcException? EndOfResponses() => _response is null
        ? null
        : End(ResponseMetadata.ReadEnd(_response, out Metadata trailers), trailers);
}
