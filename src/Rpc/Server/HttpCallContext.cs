using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Grpc.Core;
using Ledger.Rpc.Wire;
using Microsoft.AspNetCore.Http;

namespace Ledger.Rpc.Server;

/// <summary>What gRPC and JSON calls share: metadata, deadline, cancellation and peer, read from the HTTP request.</summary>
internal abstract class HttpCallContext(HttpContext http, IMethod method, ServerSettings settings) : ServerCallContext, IAsyncDisposable
{
    /// <summary>What a timer can wait for; a later deadline is told to the handler but not enforced.</summary>
    private static readonly TimeSpan MaxTimer = TimeSpan.FromMilliseconds(int.MaxValue);

    private Metadata? _requestHeaders;
    private Metadata? _responseTrailers;
    private AuthContext? _authContext;
    private Status _status;
    private DateTime _deadline = DateTime.MaxValue;
    private CancellationTokenSource? _cancellation;
    private CancellationTokenRegistration _abort;
    private ITimer? _timer;
    private volatile bool _isDeadlineExceeded;

    public HttpContext Http => http;

    public ServerSettings Settings => settings;

    public bool IsDeadlineExceeded => _isDeadlineExceeded;

    public Metadata? TrailersIfAny => _responseTrailers;

    protected override string MethodCore => http.Request.Path.Value ?? method.FullName;

    protected override string HostCore => http.Request.Host.Value ?? "";

    protected override string PeerCore => http.Connection.RemoteIpAddress switch
    {
        null => "unknown",
        { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false } v6 => $"ipv6:[{v6}]:{http.Connection.RemotePort}",
        IPAddress v4 => $"ipv4:{v4.MapToIPv4()}:{http.Connection.RemotePort}",
    };

    protected override DateTime DeadlineCore => _deadline;

    protected override Metadata RequestHeadersCore => _requestHeaders ??= ReadHeaders();

    protected override CancellationToken CancellationTokenCore => _cancellation?.Token ?? http.RequestAborted;

    protected override Metadata ResponseTrailersCore => _responseTrailers ??= [];

    protected override Status StatusCore
    {
        get => _status;
        set => _status = value;
    }

    protected override WriteOptions? WriteOptionsCore { get; set; }

    protected override AuthContext AuthContextCore => _authContext ??= ReadPeer();

    /// <summary>The HTTP context of a call of this runtime.</summary>
    public static HttpContext HttpContextOf(ServerCallContext context) => context is HttpCallContext call
        ? call.Http
        : throw new InvalidOperationException("An interceptor passed on a context that is not the runtime's own.");

    /// <summary>Reads the deadline and starts to enforce it.</summary>
    public virtual void Start()
    {
        string? text = http.Request.Headers[GrpcProtocol.TimeoutHeader];
        if (text is null)
            return;
        if (!GrpcTimeout.TryParse(text, out TimeSpan timeout))
            throw new RpcException(new Status(StatusCode.Internal, "The header grpc-timeout is not valid."));
        DateTime now = settings.Time.GetUtcNow().UtcDateTime;
        _deadline = timeout < DateTime.MaxValue - now ? now + timeout : DateTime.MaxValue;
        if (timeout > MaxTimer)
            return;
        _cancellation = new CancellationTokenSource();
        _abort = http.RequestAborted.UnsafeRegister(static state => ((CancellationTokenSource)state!).Cancel(), _cancellation);
        _timer = settings.Time.CreateTimer(
            static state => ((HttpCallContext)state!).ExpireAsync(), this, timeout, Timeout.InfiniteTimeSpan);
    }

    public virtual async ValueTask DisposeAsync()
    {
        if (_timer is not null)
            await _timer.DisposeAsync();
        await _abort.DisposeAsync();
        _cancellation?.Dispose();
    }

    /// <summary>The status of a call that ended with this exception, or with none.</summary>
    protected Status ToStatus(Exception? exception)
    {
        if (exception is null)
            return _status;
        if (_isDeadlineExceeded)
            return new Status(StatusCode.DeadlineExceeded, "The deadline passed.");
        if (exception is RpcException rpc)
        {
            CopyTrailers(rpc.Trailers);
            return rpc.Status;
        }

        if (CancellationToken.IsCancellationRequested || http.RequestAborted.IsCancellationRequested)
            return new Status(StatusCode.Cancelled, "The call was cancelled.");
        if (exception is BadHttpRequestException)
            return new Status(StatusCode.InvalidArgument, "The body of the request can't be read.");
        ServerLog.HandlerFailed(settings.Logger, method.FullName, exception);
        return new Status(
            StatusCode.Unknown,
            settings.EnableDetailedErrors
                ? $"The handler failed: {exception.GetType().FullName}: {exception.Message}"
                : "The handler failed.");
    }

    /// <summary>Called once when the deadline passes, after the call's token was cancelled.</summary>
    protected virtual Task OnDeadlineAsync() => Task.CompletedTask;

    private void CopyTrailers(Metadata trailers)
    {
        foreach (Metadata.Entry entry in trailers)
            ResponseTrailersCore.Add(entry);
    }

    private async void ExpireAsync()
    {
        try
        {
            _isDeadlineExceeded = true;
            Task expired = OnDeadlineAsync();
            await _cancellation!.CancelAsync();
            await expired;
        }
        catch (ObjectDisposedException)
        {
            // The call ended at the same moment.
        }
        catch (Exception e)
        {
            ServerLog.HandlerFailed(settings.Logger, method.FullName, e);
        }
    }

    private Metadata ReadHeaders()
    {
        var metadata = new Metadata();
        foreach ((string name, Microsoft.Extensions.Primitives.StringValues values) in http.Request.Headers)
        {
            if (MetadataCodec.IsReserved(name))
                continue;
            foreach (string? value in values)
                MetadataCodec.AddReceived(metadata, name, value ?? "");
        }

        return metadata;
    }

    private AuthContext ReadPeer()
    {
        if (http.Connection.ClientCertificate is not { } certificate)
            return new AuthContext(null, []);
        string subject = certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false);
        return new AuthContext("x509_common_name", new Dictionary<string, List<AuthProperty>>(StringComparer.Ordinal)
        {
            ["x509_common_name"] = [AuthProperty.Create("x509_common_name", Encoding.UTF8.GetBytes(subject))],
            ["x509_pem_cert"] = [AuthProperty.Create("x509_pem_cert", Encoding.UTF8.GetBytes(certificate.ExportCertificatePem()))],
        });
    }
}
