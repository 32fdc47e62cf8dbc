using System.Collections.Concurrent;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Ledger.Rpc.Tests.V1;

namespace Ledger.Rpc.Tests.Testing;

/// <summary>An ordinary service class: what it uses of Grpc.Core is what services use of the official package.</summary>
internal sealed class EchoService : Echo.EchoBase
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _signals = new(StringComparer.Ordinal);

    /// <summary>A point that a handler reaches and a test awaits, or the other way round.</summary>
    public TaskCompletionSource Signal(string name) =>
        _signals.GetOrAdd(name, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

    public override async Task<EchoReply> Unary(EchoRequest request, ServerCallContext context)
    {
        await ActAsync(request, context);
        var reply = new EchoReply { Text = request.Text, Payload = request.Payload, Count = request.Count };
        if (string.Equals(request.Act, "inflate", StringComparison.Ordinal))
            reply.Payload = ByteString.CopyFrom(new byte[request.Count]);
        return reply;
    }

    public override async Task<EchoReply> Collect(IAsyncStreamReader<EchoRequest> requestStream, ServerCallContext context)
    {
        var reply = new EchoReply();
        await foreach (EchoRequest request in requestStream.ReadAllAsync(context.CancellationToken))
        {
            await ActAsync(request, context);
            reply.Count++;
            reply.Text += request.Text;
            reply.SizeBytes += request.Payload.Length;
        }

        return reply;
    }

    public override async Task Expand(EchoRequest request, IServerStreamWriter<EchoReply> responseStream, ServerCallContext context)
    {
        for (int i = 0; i < request.Count; i++)
            await responseStream.WriteAsync(new EchoReply { Text = request.Text, Payload = request.Payload, Count = i });
        await ActAsync(request, context);
    }

    public override async Task Chat(
        IAsyncStreamReader<EchoRequest> requestStream,
        IServerStreamWriter<EchoReply> responseStream,
        ServerCallContext context)
    {
        while (await requestStream.MoveNext())
        {
            EchoRequest request = requestStream.Current;
            await ActAsync(request, context);
            await responseStream.WriteAsync(new EchoReply { Text = request.Text, Payload = request.Payload });
        }
    }

    private async Task ActAsync(EchoRequest request, ServerCallContext context)
    {
        switch (request.Act)
        {
            case "fail":
                throw new RpcException(new Status((StatusCode)request.Number, request.Text));
            case "details":
                throw Details();
            case "crash":
                throw new InvalidOperationException("secret of the handler");
            case "metadata":
                await EchoMetadataAsync(context);
                break;
            case "wait":
                Signal("waiting").TrySetResult();
                try
                {
                    await Task.Delay(Timeout.Infinite, context.CancellationToken);
                }
                finally
                {
                    Signal("cancelled").TrySetResult();
                }

                break;
            case "stubborn":
                Signal("waiting").TrySetResult();
                await Signal("release").Task;
                break;
            case "status":
                context.Status = new Status((StatusCode)request.Number, request.Text);
                break;
            default:
                break;
        }
    }

    private static RpcException Details() => new Google.Rpc.Status
    {
        Code = (int)StatusCode.FailedPrecondition,
        Message = "held",
        Details = { Any.Pack(new Google.Rpc.ErrorInfo { Reason = "PLEDGED", Domain = "ledger.test" }) },
    }.ToRpcException();

    private static async Task EchoMetadataAsync(ServerCallContext context)
    {
        var headers = new Metadata();
        foreach (Metadata.Entry entry in context.RequestHeaders)
        {
            if (!entry.Key.StartsWith("x-", StringComparison.Ordinal))
                continue;
            headers.Add(entry);
            context.ResponseTrailers.Add(entry.IsBinary
                ? new Metadata.Entry("t" + entry.Key, entry.ValueBytes)
                : new Metadata.Entry("t" + entry.Key, entry.Value));
        }

        await context.WriteResponseHeadersAsync(headers);
    }
}
