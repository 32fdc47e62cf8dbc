using System.Net;
using Ledger.Rpc.Client;
using Ledger.Rpc.Server;
using Ledger.Rpc.Tests.V1;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Ledger.Rpc.Tests.Testing;

/// <summary>A real Kestrel on loopback: one port for HTTP/2 in cleartext, one for HTTP/1.1.</summary>
internal sealed class TestHost : IAsyncDisposable
{
    /// <summary>Bound on waiting for what must happen; never waited out when all is well.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly WebApplication _app;

    private TestHost(WebApplication app)
    {
        _app = app;
        string[] addresses = [.. app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses];
        Http2 = new Uri(addresses[0]);
        Http1 = new Uri(addresses[1]);
        Tls = addresses.Length > 2 ? new Uri(addresses[2]) : null;
    }

    public Uri Http2 { get; }

    public Uri Http1 { get; }

    /// <summary>A third port, when a test has configured one for TLS.</summary>
    public Uri? Tls { get; }

    public EchoService Echo => _app.Services.GetRequiredService<EchoService>();

    public IServiceProvider Services => _app.Services;

    public static async Task<TestHost> StartAsync(
        Action<LedgerRpcOptions>? options = null,
        Action<KestrelServerOptions>? kestrel = null,
        Action<IServiceCollection>? services = null,
        Action<WebApplication>? map = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k =>
        {
            k.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
            k.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1);
            kestrel?.Invoke(k);
        });
        // Before the runtime, which keeps what is there: a test may bring its own clock.
        services?.Invoke(builder.Services);
        builder.Services.AddLedgerRpc(options);
        builder.Services.AddSingleton<EchoService>();
        WebApplication app = builder.Build();
        app.MapRpcService<EchoService>();
        map?.Invoke(app);
        await app.StartAsync();
        return new TestHost(app);
    }

    public RpcChannel Channel(RpcChannelOptions? options = null) => RpcChannel.ForAddress(Http2, options);

    public Echo.EchoClient Client(RpcChannelOptions? options = null) => new(Channel(options));

    /// <summary>Lets Kestrel's own clock, which no test can replace, run on.</summary>
    public async Task IdleAsync(TimeSpan span)
    {
        using var timer = new PeriodicTimer(span);
        await timer.WaitForNextTickAsync(_app.Lifetime.ApplicationStopping);
    }

    public async ValueTask DisposeAsync()
    {
        using var abort = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        await _app.StopAsync(abort.Token);
        await _app.DisposeAsync();
    }
}
