using System.Reflection;
using Google.Protobuf.Reflection;
using Grpc.Core;

namespace Ledger.Rpc.Server;

/// <summary>
/// Makes the handlers of a service by running its generated binding method, which names the methods; the implementations
/// are found by name on the service type. Reflection is used here only, never by a call.
/// </summary>
internal sealed class MethodBinder<TService> : ServiceBinderBase
    where TService : class
{
    private readonly List<MethodHandler> _handlers = [];
    private readonly ServiceActivator<TService> _activator;
    private readonly ServerSettings _settings;

    private MethodBinder(ServiceActivator<TService> activator, ServerSettings settings)
    {
        _activator = activator;
        _settings = settings;
    }

    public static IReadOnlyList<MethodHandler> Bind(ServiceActivator<TService> activator, ServerSettings settings)
    {
        (BindServiceMethodAttribute attribute, Type baseType) = FindAttribute();
        MethodInfo bind = attribute.BindType.GetMethod(
                attribute.BindMethodName,
                BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic,
                [typeof(ServiceBinderBase), baseType])
            ?? throw new InvalidOperationException($"{attribute.BindType} has no method {attribute.BindMethodName}.");
        var binder = new MethodBinder<TService>(activator, settings);
        bind.Invoke(null, [binder, null]);
        return binder._handlers;
    }

    /// <summary>The descriptor of a service, from the class that declares its binding method.</summary>
    public static ServiceDescriptor? FindDescriptor(string serviceName)
    {
        Type declaring = FindAttribute().Attribute.BindType;
        object? value = declaring.GetProperty("Descriptor", BindingFlags.Static | BindingFlags.Public)?.GetValue(null);
        return value is ServiceDescriptor descriptor && string.Equals(descriptor.FullName, serviceName, StringComparison.Ordinal)
            ? descriptor
            : null;
    }

    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method,
        UnaryServerMethod<TRequest, TResponse>? handler) =>
        _handlers.Add(new UnaryMethodHandler<TService, TRequest, TResponse>(
            method,
            Open<Func<TService, TRequest, ServerCallContext, Task<TResponse>>>(method),
            _activator,
            _settings));

    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method,
        ClientStreamingServerMethod<TRequest, TResponse>? handler) =>
        _handlers.Add(new ClientStreamingMethodHandler<TService, TRequest, TResponse>(
            method,
            Open<Func<TService, IAsyncStreamReader<TRequest>, ServerCallContext, Task<TResponse>>>(method),
            _activator,
            _settings));

    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method,
        ServerStreamingServerMethod<TRequest, TResponse>? handler) =>
        _handlers.Add(new ServerStreamingMethodHandler<TService, TRequest, TResponse>(
            method,
            Open<Func<TService, TRequest, IServerStreamWriter<TResponse>, ServerCallContext, Task>>(method),
            _activator,
            _settings));

    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method,
        DuplexStreamingServerMethod<TRequest, TResponse>? handler) =>
        _handlers.Add(new DuplexStreamingMethodHandler<TService, TRequest, TResponse>(
            method,
            Open<Func<TService, IAsyncStreamReader<TRequest>, IServerStreamWriter<TResponse>, ServerCallContext, Task>>(method),
            _activator,
            _settings));

    private static (BindServiceMethodAttribute Attribute, Type BaseType) FindAttribute()
    {
        for (Type? type = typeof(TService); type is not null; type = type.BaseType)
        {
            if (type.GetCustomAttribute<BindServiceMethodAttribute>(inherit: false) is { } attribute)
                return (attribute, type);
        }

        throw new InvalidOperationException($"{typeof(TService)} is not derived from a generated gRPC service base class.");
    }

    /// <summary>An open delegate on the most derived implementation of the method.</summary>
    private static TDelegate Open<TDelegate>(IMethod method)
        where TDelegate : Delegate
    {
        // The first parameter of the delegate is the service itself.
        Type[] parameters = [.. typeof(TDelegate).GetGenericArguments()[1..^1]];
        for (Type? type = typeof(TService); type is not null; type = type.BaseType)
        {
            MethodInfo? found = type.GetMethod(
                method.Name,
                BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly,
                parameters);
            if (found is not null)
                return found.CreateDelegate<TDelegate>();
        }

        throw new InvalidOperationException($"{typeof(TService)} has no method {method.Name} with the parameters of {method.FullName}.");
    }
}
