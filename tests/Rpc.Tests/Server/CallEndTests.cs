using System.Text;
using Grpc.Core;
using Ledger.Rpc.Client;
using Ledger.Rpc.Server;
using Ledger.Rpc.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Ledger.Rpc.Tests.Server;

public sealed class CallEndTests
{
    [Fact]
    public async Task Unary_DeadlinePassesWhileTheResponseIsWritten_TheResponseIsAnsweredAndTheCallEnds()
    {
        // The timer once set a task that nobody completed, and the call waited for it for ever.
        var time = new ManualTime();
        HandWritten.OnSerialize["deadline"] = time.Fire;
        await using TestHost host = await StartAsync(new Written(), time);
        using var raw = new RawClient(host.Http2);

        RawAnswer answer = await raw.PostAsync(
            "/hand.Written/Say", RawClient.Frame(Encoding.UTF8.GetBytes("deadline")), ("grpc-timeout", "1S"));

        answer.Status.ShouldBe("0");
    }

    [Fact]
    public async Task Unary_SerializerThrows_CallFailsAndTheConnectionLives()
    {
        HandWritten.OnSerialize["throw"] = () => throw new InvalidOperationException("secret of the serializer");
        await using TestHost host = await StartAsync(new Written());
        using RpcChannel channel = host.Channel();

        RpcException e = await Should.ThrowAsync<RpcException>(() => SayAsync(channel, "throw"));

        e.StatusCode.ShouldBe(StatusCode.Unknown);
        e.Status.Detail.ShouldNotContain("secret");
        (await SayAsync(channel, "still here")).ShouldBe("still here");
    }

    [Fact]
    public async Task Json_MessagesThatAreNotProtobuf_AreUnimplemented()
    {
        await using TestHost host = await StartAsync(new Written());
        using var http = new HttpClient { BaseAddress = host.Http1 };
        using var content = new StringContent("{}", Encoding.UTF8, "application/json");

        using HttpResponseMessage response = await http.PostAsync("/hand.Written/Say", content);

        response.StatusCode.ShouldBe(System.Net.HttpStatusCode.NotImplemented);
    }

    [Fact]
    public async Task ServerStreaming_WriteAfterTheHandlerReturned_ThrowsAndTouchesNothing()
    {
        var service = new Written();
        await using TestHost host = await StartAsync(service);
        using RpcChannel channel = host.Channel();
        using AsyncServerStreamingCall<string> call =
            channel.CreateCallInvoker().AsyncServerStreamingCall(HandWritten.Late, null, default, "x");
        (await call.ResponseStream.MoveNext()).ShouldBeFalse();

        IServerStreamWriter<string> writer = await service.Kept.Task.WaitAsync(TestHost.Patience);

        await Should.ThrowAsync<InvalidOperationException>(() => writer.WriteAsync("late"));
    }

    [Fact]
    public async Task ServerStreaming_LastWriteNotAwaited_FailsTheCallInsteadOfCuttingTheMessage()
    {
        await using TestHost host = await StartAsync(new Written());
        using RpcChannel channel = host.Channel();
        using AsyncServerStreamingCall<string> call =
            channel.CreateCallInvoker().AsyncServerStreamingCall(HandWritten.Late, null, default, "not awaited");

        RpcException e = await Should.ThrowAsync<RpcException>(async () =>
        {
            while (await call.ResponseStream.MoveNext())
            {
                // Read on until the end.
            }
        });

        e.StatusCode.ShouldBe(StatusCode.Internal);
    }

    [Fact]
    public async Task MapRpcService_ServiceNotRegistered_IsMadeAndDisposedForEachCall()
    {
        var counter = new Counter();
        await using TestHost host = await TestHost.StartAsync(
            services: s => s.AddSingleton(counter),
            map: app => app.MapRpcService<Counted>());
        using RpcChannel channel = host.Channel();

        await SayAsync(channel, "one");
        await SayAsync(channel, "two");

        counter.Made.ShouldBe(2);
        await counter.DisposedTwice.Task.WaitAsync(TestHost.Patience);
    }

    [Fact]
    public async Task MapRpcService_TypeWithoutGeneratedBase_Throws() =>
        (await Should.ThrowAsync<InvalidOperationException>(() => TestHost.StartAsync(map: app => app.MapRpcService<Counter>())))
            .Message.ShouldContain("generated gRPC service");

    private static async Task<string> SayAsync(RpcChannel channel, string text) =>
        await channel.CreateCallInvoker().AsyncUnaryCall(HandWritten.Say, null, default, text);

    private static Task<TestHost> StartAsync(Written service, TimeProvider? time = null) => TestHost.StartAsync(
        services: s => s.AddSingleton(time ?? TimeProvider.System),
        map: app => app.MapRpcService(service));

    private sealed class Written : HandWritten.WrittenBase
    {
        public TaskCompletionSource<IServerStreamWriter<string>> Kept { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override Task<string> Say(string request, ServerCallContext context) => Task.FromResult(request);

        public override Task Late(string request, IServerStreamWriter<string> responses, ServerCallContext context)
        {
            Kept.SetResult(responses);
            if (string.Equals(request, "not awaited", StringComparison.Ordinal))
                _ = responses.WriteAsync(new string('x', 3_000_000));
            return Task.CompletedTask;
        }
    }

    private sealed class Counted : HandWritten.WrittenBase, IDisposable
    {
        private readonly Counter _counter;

        public Counted(Counter counter)
        {
            _counter = counter;
            counter.Made++;
        }

        public override Task<string> Say(string request, ServerCallContext context) => Task.FromResult(request);

        public void Dispose() => _counter.OnDisposed();
    }

    private sealed class Counter
    {
        private int _disposed;

        public int Made { get; set; }

        public TaskCompletionSource DisposedTwice { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void OnDisposed()
        {
            if (Interlocked.Increment(ref _disposed) == 2)
                DisposedTwice.SetResult();
        }
    }
}
