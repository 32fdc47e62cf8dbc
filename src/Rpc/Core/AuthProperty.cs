using System.Text;

namespace Grpc.Core;

/// <summary>One property of the authenticated peer.</summary>
public class AuthProperty
{
    private readonly byte[] _valueBytes;

    private AuthProperty(string name, byte[] valueBytes)
    {
        Name = name;
        _valueBytes = valueBytes;
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The value as UTF-8 text.</summary>
    public string Value => Encoding.UTF8.GetString(_valueBytes);

    /// <summary>The value; a copy.</summary>
    public byte[] ValueBytes => (byte[])_valueBytes.Clone();

    /// <summary>Makes a property; the bytes are copied.</summary>
    public static AuthProperty Create(string name, byte[] valueBytes)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(valueBytes);
        return new AuthProperty(name, (byte[])valueBytes.Clone());
    }
}
