namespace Grpc.Core;

/// <summary>A method without its message types.</summary>
public interface IMethod
{
    /// <summary>Which sides stream.</summary>
    MethodType Type { get; }

    /// <summary>Full name of the service, with its package.</summary>
    string ServiceName { get; }

    /// <summary>Name without the service.</summary>
    string Name { get; }

    /// <summary><c>/service/method</c>, the path on the wire.</summary>
    string FullName { get; }
}
