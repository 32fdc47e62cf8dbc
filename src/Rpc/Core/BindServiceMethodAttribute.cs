using System.Diagnostics.CodeAnalysis;

namespace Grpc.Core;

/// <summary>Names the method that binds a generated service base class.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = true)]
#pragma warning disable CA1813 // Unsealed in the official surface.
public class BindServiceMethodAttribute : Attribute
#pragma warning restore CA1813
{
    /// <summary>Names the binding method.</summary>
    public BindServiceMethodAttribute(
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods | DynamicallyAccessedMemberTypes.NonPublicMethods)] Type bindType,
        string bindMethodName)
    {
        BindType = bindType;
        BindMethodName = bindMethodName;
    }

    /// <summary>The class that declares the binding method.</summary>
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods | DynamicallyAccessedMemberTypes.NonPublicMethods)]
    public Type BindType { get; }

    /// <summary>The name of the static method taking a <see cref="ServiceBinderBase"/> and a service.</summary>
    public string BindMethodName { get; }
}
