using Google.Protobuf.Reflection;

namespace Ledger.Rpc.Server;

/// <summary>The services mapped so far, for reflection and for health.</summary>
internal sealed class ServiceCatalog
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, ServiceDescriptor?> _services = new(StringComparer.Ordinal);

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
}
