using Grpc.Core;
using Ledger.Rpc.Json;

namespace Ledger.Rpc.Server;

/// <summary>Answers UNIMPLEMENTED.</summary>
internal sealed class UnknownMethodHandler(ServerSettings settings, string detail) : MethodHandler(Unknown, settings)
{
    private static readonly Method<string, string> Unknown =
        new(MethodType.Unary, "unknown", "unknown", Marshallers.StringMarshaller, Marshallers.StringMarshaller);

    protected override Task InvokeAsync(GrpcCallContext call) => throw Error();

    protected override Task InvokeJsonAsync(JsonCallContext call) => throw Error();

    private RpcException Error() => new(new Status(StatusCode.Unimplemented, detail));
}
