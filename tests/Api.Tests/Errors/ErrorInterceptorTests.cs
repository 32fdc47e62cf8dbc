using Grpc.Core;
using Ledger.Api.Errors;
using Ledger.Api.V1;

namespace Ledger.Api.Tests.Errors;

public sealed class ErrorInterceptorTests
{
    private static readonly LedgerException Refusal = new(ErrorCode.TokenUnknown, "No such token.", "Give another.");
    private readonly ErrorInterceptor _interceptor = new();

    [Fact]
    public async Task UnaryServerHandler_AnswerIsThereAtOnce_PassesItOn()
    {
        var answer = Task.FromResult(new TraceResponse());

        (await AskAsync(() => answer)).ShouldBeSameAs(await answer);
    }

    [Fact]
    public async Task UnaryServerHandler_AnswerComesLater_PassesItOn()
    {
        var answer = new TraceResponse();
        var later = new TaskCompletionSource<TraceResponse>();
        var asked = AskAsync(() => later.Task);
        asked.IsCompleted.ShouldBeFalse();
        later.SetResult(answer);

        (await asked).ShouldBeSameAs(answer);
    }

    [Fact]
    public async Task UnaryServerHandler_RefusedAtOnce_BecomesAStatus() =>
        (await Should.ThrowAsync<RpcException>(() => AskAsync(() => throw Refusal))).StatusCode.ShouldBe(StatusCode.NotFound);

    [Fact]
    public async Task UnaryServerHandler_RefusedLater_BecomesAStatus()
    {
        var later = new TaskCompletionSource<TraceResponse>();
        var asked = AskAsync(() => later.Task);
        later.SetException(Refusal);

        (await Should.ThrowAsync<RpcException>(() => asked)).StatusCode.ShouldBe(StatusCode.NotFound);
    }

    [Fact]
    public async Task UnaryServerHandler_HandlerGivesAFailedTask_BecomesAStatus() =>
        (await Should.ThrowAsync<RpcException>(() => AskAsync(() => Task.FromException<TraceResponse>(Refusal)))).StatusCode.ShouldBe(StatusCode.NotFound);

    // As the runtime does it: within an asynchronous method, so that what is thrown at once is seen as what is thrown later.
    private async Task<TraceResponse> AskAsync(Func<Task<TraceResponse>> handler) =>
        await _interceptor.UnaryServerHandler<TraceRequest, TraceResponse>(new(), context: null!, (_, _) => handler());
}
