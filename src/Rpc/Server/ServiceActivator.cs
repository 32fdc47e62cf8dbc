using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Rpc.Server;

/// <summary>Gives the service that handles a call: one instance, the host's registration, or a new one.</summary>
internal sealed class ServiceActivator<TService>
    where TService : class
{
    private static readonly ObjectFactory<TService> Factory = ActivatorUtilities.CreateFactory<TService>([]);

    private readonly TService? _instance;
    private readonly bool _isRegistered;

    public ServiceActivator(TService instance)
    {
        _instance = instance;
    }

    public ServiceActivator(IServiceProvider services)
    {
        _isRegistered = services.GetService<IServiceProviderIsService>()?.IsService(typeof(TService)) ?? false;
    }

    public TService Get(HttpContext http)
    {
        if (_instance is not null)
            return _instance;
        if (_isRegistered)
            return http.RequestServices.GetRequiredService<TService>();
        TService made = Factory(http.RequestServices, null);
        if (made is IAsyncDisposable asyncDisposable)
            http.Response.RegisterForDisposeAsync(asyncDisposable);
        else if (made is IDisposable disposable)
            http.Response.RegisterForDispose(disposable);
        return made;
    }
}
