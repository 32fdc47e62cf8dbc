using System.Collections.Frozen;
using Google.Protobuf.Reflection;
using Microsoft.AspNetCore.Http;

namespace Ledger.Rpc.Server;

/// <summary>The services mapped so far, for reflection, for health, and for calls that need no routing.</summary>
internal sealed class ServiceCatalog
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, ServiceDescriptor?> _services = new(StringComparer.Ordinal);
    private FrozenDictionary<string, RequestDelegate> _handlers = FrozenDictionary<string, RequestDelegate>.Empty;

    /// <summary>Full names and descriptors; a descriptor is null for services that were not made from proto.</summary>
    public IReadOnlyDictionary<string, ServiceDescriptor?> Services
    {
        get
        {
            lock (_gate)
                return new Dictionary<string, ServiceDescriptor?>(_services, StringComparer.Ordinal);
        }
    }

    public bool HasUnknownServiceRoute { get; set; }

    public void Add(string name, ServiceDescriptor? descriptor)
    {
        lock (_gate)
            _services[name] = descriptor;
    }

    /// <summary>Adds methods by their paths.</summary>
    public void Add(IEnumerable<KeyValuePair<string, RequestDelegate>> handlers)
    {
        lock (_gate)
            _handlers = _handlers.Concat(handlers).ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>What handles calls of this path; null where no method has exactly this one.</summary>
    public RequestDelegate? HandlerOf(string path) => Volatile.Read(ref _handlers).GetValueOrDefault(path);
}
