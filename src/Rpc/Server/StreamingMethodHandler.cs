using Grpc.Core;
using Ledger.Rpc.Json;

namespace Ledger.Rpc.Server;

/// <summary>What the three streaming kinds share: they can't be called with JSON.</summary>
internal abstract class StreamingMethodHandler(IMethod method, ServerSettings settings) : MethodHandler(method, settings)
{
    protected sealed override Task InvokeJsonAsync(JsonCallContext call) => throw new RpcException(
        new Status(StatusCode.Unimplemented, "Streaming methods can't be called with JSON; use gRPC."));
}
