using Grpc.Core;
using Grpc.Health.V1;
using Ledger.Rpc.Client;
using Ledger.Rpc.Health;
using Ledger.Rpc.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;
using ServingStatus = Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace Ledger.Rpc.Tests.Health;

public sealed class HealthTests
{
    [Fact]
    public async Task Check_WholeServer_IsServing()
    {
        await using TestHost host = await StartAsync();
        using RpcChannel channel = host.Channel();

        (await Client(channel).CheckAsync(new HealthCheckRequest())).Status.ShouldBe(ServingStatus.Serving);
    }

    [Fact]
    public async Task Check_ServiceNotKnown_IsNotFound()
    {
        await using TestHost host = await StartAsync();
        using RpcChannel channel = host.Channel();

        RpcException e = await Should.ThrowAsync<RpcException>(async () =>
            await Client(channel).CheckAsync(new HealthCheckRequest { Service = "nobody" }));

        e.StatusCode.ShouldBe(StatusCode.NotFound);
    }

    [Fact]
    public async Task List_Services_AreAllThere()
    {
        await using TestHost host = await StartAsync();
        host.Services.GetRequiredService<HealthRegistry>().SetStatus("a", ServingStatus.NotServing);
        using RpcChannel channel = host.Channel();

        HealthListResponse list = await Client(channel).ListAsync(new HealthListRequest());

        list.Statuses.Keys.Order(StringComparer.Ordinal).ShouldBe(["", "a"]);
        list.Statuses["a"].Status.ShouldBe(ServingStatus.NotServing);
    }

    [Fact]
    public async Task Watch_Changes_AreTold()
    {
        await using TestHost host = await StartAsync();
        HealthRegistry registry = host.Services.GetRequiredService<HealthRegistry>();
        using RpcChannel channel = host.Channel();

        using AsyncServerStreamingCall<HealthCheckResponse> call = Client(channel).Watch(new HealthCheckRequest { Service = "a" });
        (await NextAsync(call)).ShouldBe(ServingStatus.ServiceUnknown);
        registry.SetStatus("a", ServingStatus.Serving);
        (await NextAsync(call)).ShouldBe(ServingStatus.Serving);
        registry.SetStatus("b", ServingStatus.Serving);
        registry.SetStatus("a", ServingStatus.NotServing);
        (await NextAsync(call)).ShouldBe(ServingStatus.NotServing);
    }

    [Fact]
    public async Task Watch_ServerStops_EndsWithUnavailable()
    {
        TestHost host = await StartAsync();
        using RpcChannel channel = host.Channel();
        using AsyncServerStreamingCall<HealthCheckResponse> call = Client(channel).Watch(new HealthCheckRequest());
        (await NextAsync(call)).ShouldBe(ServingStatus.Serving);

        await host.DisposeAsync();

        (await Should.ThrowAsync<RpcException>(() => call.ResponseStream.MoveNext())).StatusCode.ShouldBe(StatusCode.Unavailable);
    }

    [Fact]
    public void SetStatus_MoreThanTheBound_Throws()
    {
        var registry = new HealthRegistry();
        for (int i = 1; i < HealthRegistry.ServicesMax; i++)
            registry.SetStatus($"{i}", ServingStatus.Serving);

        Should.Throw<InvalidOperationException>(() => registry.SetStatus("more", ServingStatus.Serving));
        registry.SetStatus("1", ServingStatus.NotServing);
        registry.GetStatus("1").ShouldBe(ServingStatus.NotServing);
    }

    private static Task<TestHost> StartAsync() => TestHost.StartAsync(
        services: s => s.AddLedgerRpcHealth(),
        map: app => app.MapRpcHealth());

    private static Grpc.Health.V1.Health.HealthClient Client(RpcChannel channel) => new(channel);

    private static async Task<ServingStatus> NextAsync(AsyncServerStreamingCall<HealthCheckResponse> call)
    {
        (await call.ResponseStream.MoveNext()).ShouldBeTrue();
        return call.ResponseStream.Current.Status;
    }
}
