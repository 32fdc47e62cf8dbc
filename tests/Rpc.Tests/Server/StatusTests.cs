using Grpc.Core;
using Ledger.Rpc.Client;
using Ledger.Rpc.Server;
using Ledger.Rpc.Tests.Testing;
using Ledger.Rpc.Tests.V1;

namespace Ledger.Rpc.Tests.Server;

public sealed class StatusTests
{
    [Fact]
    public async Task Unary_EveryCode_ReachesTheClient()
    {
        await using TestHost host = await TestHost.StartAsync();
        Echo.EchoClient client = host.Client();

        foreach (StatusCode code in Enum.GetValues<StatusCode>().Where(c => c != StatusCode.OK))
        {
            RpcException e = await Should.ThrowAsync<RpcException>(async () => await client.UnaryAsync(
                new EchoRequest { Act = "fail", Number = (int)code, Text = $"because {code} → 100 %" }));
            e.Status.StatusCode.ShouldBe(code);
            e.Status.Detail.ShouldBe($"because {code} → 100 %");
        }
    }

    [Fact]
    public async Task Unary_StatusSetOnTheContext_IsSentInsteadOfTheResponse()
    {
        await using TestHost host = await TestHost.StartAsync();

        RpcException e = await Should.ThrowAsync<RpcException>(async () => await host.Client().UnaryAsync(
            new EchoRequest { Act = "status", Number = (int)StatusCode.OutOfRange, Text = "past the end" }));

        e.StatusCode.ShouldBe(StatusCode.OutOfRange);
        e.Status.Detail.ShouldBe("past the end");
    }

    [Fact]
    public async Task Unary_HandlerCrashes_TellsNothingOfIt()
    {
        await using TestHost host = await TestHost.StartAsync();

        RpcException e = await Should.ThrowAsync<RpcException>(async () =>
            await host.Client().UnaryAsync(new EchoRequest { Act = "crash" }));

        e.StatusCode.ShouldBe(StatusCode.Unknown);
        e.ToString().ShouldNotContain("secret");
    }

    [Fact]
    public async Task Unary_HandlerCrashesWithDetailedErrors_TellsTheMessage()
    {
        await using TestHost host = await TestHost.StartAsync(o => o.EnableDetailedErrors = true);

        RpcException e = await Should.ThrowAsync<RpcException>(async () =>
            await host.Client().UnaryAsync(new EchoRequest { Act = "crash" }));

        e.Status.Detail.ShouldContain("secret of the handler");
    }

    [Fact]
    public async Task Unary_StatusWithDetails_IsReadBackWithItsTypes()
    {
        await using TestHost host = await TestHost.StartAsync();

        RpcException e = await Should.ThrowAsync<RpcException>(async () =>
            await host.Client().UnaryAsync(new EchoRequest { Act = "details" }));

        Google.Rpc.Status status = e.GetRpcStatus().ShouldNotBeNull();
        status.Code.ShouldBe((int)StatusCode.FailedPrecondition);
        status.GetDetail<Google.Rpc.ErrorInfo>().ShouldNotBeNull().Reason.ShouldBe("PLEDGED");
        status.GetDetail<Google.Rpc.RetryInfo>().ShouldBeNull();
    }

    [Fact]
    public async Task Unary_FailureBeforeHeaders_IsTrailersOnly()
    {
        await using TestHost host = await TestHost.StartAsync();
        using var raw = new RawClient(host.Http2);

        RawAnswer answer = await raw.PostAsync(
            "/ledger.test.v1.Echo/Unary",
            RawClient.Frame(new EchoRequest { Act = "fail", Number = (int)StatusCode.NotFound, Text = "ü" }));

        answer.HttpStatus.ShouldBe(200);
        answer.IsTrailersOnly.ShouldBeTrue();
        answer.Status.ShouldBe("5");
        answer.Message.ShouldBe("%C3%BC");
        answer.Body.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/ledger.test.v1.Echo/Missing")]
    [InlineData("/ledger.test.v1.Nowhere/Unary")]
    public async Task Call_MethodNotKnown_IsUnimplemented(string path)
    {
        await using TestHost host = await TestHost.StartAsync();
        using var raw = new RawClient(host.Http2);

        (await raw.PostAsync(path, RawClient.Frame(new EchoRequest()))).Status.ShouldBe("12");
    }

    [Fact]
    public async Task Call_MethodKnownButNotOverridden_IsUnimplemented()
    {
        await using TestHost host = await TestHost.StartAsync(map: app => app.MapRpcService<BareService>());
        using RpcChannel channel = host.Channel();

        RpcException e = await Should.ThrowAsync<RpcException>(async () =>
            await new Grpc.Health.V1.Health.HealthClient(channel).CheckAsync(new Grpc.Health.V1.HealthCheckRequest()));

        e.StatusCode.ShouldBe(StatusCode.Unimplemented);
    }

    [Fact]
    public async Task Call_OtherContentType_IsUnsupportedMediaType()
    {
        await using TestHost host = await TestHost.StartAsync();
        using var raw = new RawClient(host.Http2);

        RawAnswer answer = await raw.PostAsync("/ledger.test.v1.Echo/Unary", [], ("content-type", "text/plain"));

        answer.HttpStatus.ShouldBe(415);
    }

    [Fact]
    public async Task Client_StatusOfAProxy_IsMapped()
    {
        foreach ((System.Net.HttpStatusCode http, StatusCode grpc) in new[]
        {
            (System.Net.HttpStatusCode.BadRequest, StatusCode.Internal),
            (System.Net.HttpStatusCode.Unauthorized, StatusCode.Unauthenticated),
            (System.Net.HttpStatusCode.Forbidden, StatusCode.PermissionDenied),
            (System.Net.HttpStatusCode.NotFound, StatusCode.Unimplemented),
            (System.Net.HttpStatusCode.TooManyRequests, StatusCode.Unavailable),
            (System.Net.HttpStatusCode.BadGateway, StatusCode.Unavailable),
            (System.Net.HttpStatusCode.ServiceUnavailable, StatusCode.Unavailable),
            (System.Net.HttpStatusCode.GatewayTimeout, StatusCode.Unavailable),
            (System.Net.HttpStatusCode.InternalServerError, StatusCode.Unknown),
            (System.Net.HttpStatusCode.OK, StatusCode.Unknown),
        })
        {
            using var handler = new FixedAnswerHandler(http);
            using var channel = RpcChannel.ForAddress("http://proxy.test", new RpcChannelOptions { HttpHandler = handler });
            RpcException e = await Should.ThrowAsync<RpcException>(async () =>
                await new Echo.EchoClient(channel).UnaryAsync(new EchoRequest()));
            e.StatusCode.ShouldBe(grpc, $"HTTP {http}");
        }
    }

    private sealed class BareService : Grpc.Health.V1.Health.HealthBase;

    private sealed class FixedAnswerHandler(System.Net.HttpStatusCode status) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(status) { Content = new StringContent("<html>") });
    }
}
