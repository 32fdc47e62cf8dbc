namespace Grpc.Core;

/// <summary>What is known of the peer of a call from its transport.</summary>
public class AuthContext
{
    private readonly Dictionary<string, List<AuthProperty>> _properties;

    /// <summary>Makes a context; a null identity name means a peer that is not authenticated.</summary>
    public AuthContext(string? peerIdentityPropertyName, Dictionary<string, List<AuthProperty>> properties)
    {
        PeerIdentityPropertyName = peerIdentityPropertyName;
        _properties = properties ?? throw new ArgumentNullException(nameof(properties));
    }

    /// <summary>Whether the transport authenticated the peer.</summary>
    public bool IsPeerAuthenticated => PeerIdentityPropertyName is not null;

    /// <summary>The name of the properties that identify the peer.</summary>
    public string? PeerIdentityPropertyName { get; }

    /// <summary>The properties that identify the peer.</summary>
    public IEnumerable<AuthProperty> PeerIdentity =>
        PeerIdentityPropertyName is null ? [] : FindPropertiesByName(PeerIdentityPropertyName);

    /// <summary>All properties.</summary>
    public IEnumerable<AuthProperty> Properties => _properties.Values.SelectMany(static list => list);

    /// <summary>The properties with this name.</summary>
    public IEnumerable<AuthProperty> FindPropertiesByName(string propertyName) =>
        _properties.TryGetValue(propertyName, out List<AuthProperty>? list) ? list : [];
}
