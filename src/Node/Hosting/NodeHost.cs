using System.Net;
using Grpc.Health.V1;
using Ledger.Api.Errors;
using Ledger.Api.V1;
using Ledger.Node.Chain.Reads;
using Ledger.Node.Health;
using Ledger.Node.Operations.Backups;
using Ledger.Node.Queries;
using Ledger.Node.Relay;
using Ledger.Node.Streams;
using Ledger.Rpc.Health;
using Ledger.Rpc.Reflection;
using Ledger.Rpc.Server;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Ledger.Node.Hosting;

/// <summary>A whole node: the one place where its parts are put together.</summary>
internal sealed class NodeHost : IAsyncDisposable
{
    // A node that is told to stop answers what it has begun, but not for ever.
    private static readonly TimeSpan DrainTimeout = TimeSpan.FromSeconds(5);

    // The empty name stands for the whole server (grpc.health.v1).
    private static readonly string[] Served = ["", "ledger.v1.Query", "ledger.v1.Assets", "ledger.v1.Events"];

    // Where clients that only know a chain's JSON-RPC read it.
    private const string ReadProxyPattern = "/rpc";

    // The framework gives each request an activity and a scope where this category is on. Lines have ids and scopes of the node's own instead.
    private const string RequestDiagnostics = "Microsoft.AspNetCore.Hosting.Diagnostics";

    // No file configures this server, so none is watched. The watcher's buffer would be pinned among young objects, which garbage collections then have
    // to work around, and it takes one of the few watchers that a system gives each user.
    private static readonly string[] NoWatcher = ["--hostBuilder:reloadConfigOnChange=false"];

    private readonly NodeServices _services;
    private readonly ChainRunner _chain;
    private readonly MessageRelay _relay;
    private readonly WebApplication _app;
    private readonly DiskWatch _disk;
    private readonly AlarmWatch _alarms;
    private bool _isDisposed;

    private NodeHost(NodeServices services, ChainRunner chain, MessageRelay relay, AlarmWatch alarms, WebApplication app) =>
        (_services, _chain, _relay, _alarms, _app, _disk) =
        (services, chain, relay, alarms, app, new DiskWatch(services.Database.Room, services.Overrides.TimeProvider, services.Loggers.CreateLogger<DiskWatch>()));

    /// <summary>All parts but the server.</summary>
    public NodeServices Services => _services;

    /// <summary>Where the node listens; null before <see cref="StartAsync"/>.</summary>
    public NodeAddresses? Addresses { get; private set; }

    /// <summary>Completes when the chain is up and the contracts are deployed.</summary>
    public Task Ready => _chain.Ready;

    /// <summary>Completes when the chain cannot start as things are.</summary>
    public Task<NodeStartException> Failed => _chain.Failed;

    /// <summary>Completes when the disk has refused a write and has room again: another host on the same folder goes on where this one cannot.</summary>
    public Task RoomRegained => _disk.Regained;

    /// <summary>Puts a node together. Nothing runs and nobody is served yet.</summary>
    /// <exception cref="NodeStartException">Something is missing or taken.</exception>
    public static async Task<NodeHost> BuildAsync(NodeOptions options, NodeOverrides overrides)
    {
        var folder = DataFolder.Take(options.DataFolderPath);
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = NoWatcher, ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders().SetMinimumLevel(options.LogLevel).AddFilter("Microsoft", LogLevel.Warning).AddFilter(RequestDiagnostics, LogLevel.None);
        builder.Logging.Services.AddSingleton<ILoggerProvider>(_ => JsonLog.Open(options.LogTarget is LogTarget.File ? folder.LogPath : null, overrides.TimeProvider));
        builder.WebHost.ConfigureKestrel(kestrel => Configure(kestrel, options));

        // What comes in is parsed where it was received; calls go to threads of their own after that. A hop between threads for each read is spared.
        builder.WebHost.UseSockets(sockets => sockets.UnsafePreferInlineScheduling = true);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = DrainTimeout);
        builder.Services.AddSingleton(overrides.TimeProvider);
        builder.Services.AddSingleton<CallCounters>();
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.AddLedgerRpc(rpc =>
        {
            rpc.AddInterceptor<AccessLog>();
            rpc.AddInterceptor(new ErrorInterceptor());
            rpc.AddInterceptor<FaultInterceptor>();
            rpc.ErrorDetailFiles.Add(ErrorReflection.Descriptor);
        });
        builder.Services.AddLedgerRpcHealth();
        var app = builder.Build();
        try
        {
            var services = await NodeServices.OpenAsync(folder, options, overrides, app.Services.GetRequiredService<ILoggerFactory>());
            return Assemble(services, app);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>Serves reads, and brings the chain up in the background.</summary>
    /// <exception cref="NodeStartException">The ports cannot be had.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _app.StartAsync(cancellationToken);
        }
        catch (Exception exception)
        {
            if (StartFaults.ExplainServer(exception, _services.Options) is { } explained) throw explained;
            throw;
        }

        Addresses = ReadAddresses();
        NodeFile.Write(
            _services.Folder.NodeFilePath, Addresses, _services.Network.Descriptor.ChainId, _services.Identity.PublicKey, _services.Overrides.TimeProvider.GetUtcNow());
        _chain.Start();
        _relay.Start();
        _disk.Start();
        _alarms.Start();
        Serve(HealthCheckResponse.Types.ServingStatus.Serving);
    }

    /// <summary>Stops: no new calls, those under way are drained, then relay, follower and chain end.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        Serve(HealthCheckResponse.Types.ServingStatus.NotServing);
        _relay.StopWaiting();
        if (Addresses is not null)
        {
            await _app.StopAsync(CancellationToken.None);
            File.Delete(_services.Folder.NodeFilePath);
        }

        await _alarms.DisposeAsync();
        await _disk.DisposeAsync();
        await _relay.DisposeAsync();
        await _chain.DisposeAsync();
        await _services.DisposeAsync();
        await _app.DisposeAsync();
    }

    private void Serve(HealthCheckResponse.Types.ServingStatus status)
    {
        var registry = _app.Services.GetRequiredService<HealthRegistry>();
        foreach (var service in Served) registry.SetStatus(service, status);
    }

    private static NodeHost Assemble(NodeServices services, WebApplication app)
    {
        var relay = MessageRelay.Open(services);
        var alarms = new AlarmWatch(services);
        var status = new NodeStatus(services, relay, alarms);
        app.UseMiddleware<RequestIds>();
        app.UseRpcWithoutRouting();
        app.UseRouting();
        app.MapRpcService(new QueryService(services.Gate, status, services.Overrides.TimeProvider));
        app.MapRpcService(new AssetsService(relay));
        app.MapRpcService(new EventsService(services.Gate, services.Index.Committed, services.Overrides.TimeProvider, relay.Stopping));
        if (IPAddress.IsLoopback(services.Options.BindAddress)) app.MapRpcService(new OperationsService(services));
        app.MapRpcHealth();
        app.MapRpcReflection();
        app.MapReadProxy(ReadProxyPattern, services.ReadProxy);
        HealthPages.Map(app, services, status, app.Services.GetRequiredService<CallCounters>());
        return new NodeHost(services, new ChainRunner(services, services.Loggers.CreateLogger<ChainRunner>()), relay, alarms, app);
    }

    private static void Configure(KestrelServerOptions kestrel, NodeOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.LimitRpcCalls();
        kestrel.Listen(options.BindAddress, options.GrpcPort, listen => listen.Protocols = HttpProtocols.Http2);
        kestrel.Listen(options.BindAddress, options.HttpPort, listen => listen.Protocols = HttpProtocols.Http1);
    }

    // Kestrel tells the addresses in the order in which they were asked for.
    private NodeAddresses ReadAddresses()
    {
        var addresses = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.ToArray();
        return new(Reachable(addresses[0]), Reachable(addresses[1]));
    }

    private static string Reachable(string address)
    {
        var uri = new Uri(address);
        if (!IPAddress.TryParse(uri.Host.Trim('[', ']'), out var host) || !(host.Equals(IPAddress.Any) || host.Equals(IPAddress.IPv6Any))) return address.TrimEnd('/');
        return $"http://127.0.0.1:{uri.Port}";
    }
}
