using System.Text;
using Grpc.Core;

namespace Ledger.Rpc.Tests.Testing;

/// <summary>A service bound by hand, with messages that are not protobuf and a hook in the serializer of responses.</summary>
internal static class HandWritten
{
    public static readonly Method<string, string> Say = new(
        MethodType.Unary,
        "hand.Written",
        "Say",
        Marshallers.StringMarshaller,
        Marshallers.Create<string>(Serialize, Encoding.UTF8.GetString));

    public static readonly Method<string, string> Late = new(
        MethodType.ServerStreaming, "hand.Written", "Late", Marshallers.StringMarshaller, Marshallers.StringMarshaller);

    /// <summary>What each response does when it is serialized, by its text.</summary>
    public static System.Collections.Concurrent.ConcurrentDictionary<string, Action> OnSerialize { get; } = new(StringComparer.Ordinal);

    public static void BindService(ServiceBinderBase binder, WrittenBase? service)
    {
        binder.AddMethod(Say, service is null ? null : new UnaryServerMethod<string, string>(service.Say));
        binder.AddMethod(Late, service is null ? null : new ServerStreamingServerMethod<string, string>(service.Late));
    }

    private static byte[] Serialize(string text)
    {
        if (OnSerialize.TryGetValue(text, out Action? act))
            act();
        return Encoding.UTF8.GetBytes(text);
    }

    [BindServiceMethod(typeof(HandWritten), nameof(BindService))]
    internal abstract class WrittenBase
    {
        public virtual Task<string> Say(string request, ServerCallContext context) => throw new NotSupportedException();

        public virtual Task Late(string request, IServerStreamWriter<string> responses, ServerCallContext context) =>
            throw new NotSupportedException();
    }
}
