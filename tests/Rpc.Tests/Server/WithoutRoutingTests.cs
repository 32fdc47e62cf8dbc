using System.Net;
using Grpc.Core;
using Ledger.Rpc.Server;
using Ledger.Rpc.Tests.Testing;
using Ledger.Rpc.Tests.V1;
using Microsoft.AspNetCore.Builder;

namespace Ledger.Rpc.Tests.Server;

public sealed class WithoutRoutingTests
{
    private int _routed;

    [Fact]
    public async Task UseRpcWithoutRouting_MappedMethod_IsAnsweredBeforeRouting()
    {
        await using TestHost host = await StartAsync();

        (await host.Client().UnaryAsync(new EchoRequest { Text = "a" })).Text.ShouldBe("a");

        _routed.ShouldBe(0);
    }

    [Fact]
    public async Task UseRpcWithoutRouting_MappedMethodInJson_IsAnsweredBeforeRouting()
    {
        await using TestHost host = await StartAsync();
        using var http = new HttpClient();
        using var body = new StringContent("""{"text":"a"}""", System.Text.Encoding.UTF8, "application/json");

        using HttpResponseMessage answer = await http.PostAsync(new Uri(host.Http1, "/ledger.test.v1.Echo/Unary"), body);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("\"a\"");
        _routed.ShouldBe(0);
    }

    [Theory]
    [InlineData("/ledger.test.v1.Echo/Nothing")]
    [InlineData("/ledger.test.v1.Nobody/Unary")]
    public async Task UseRpcWithoutRouting_WhatIsNotMapped_IsRoutedAndUnimplemented(string path)
    {
        await using TestHost host = await StartAsync();
        using var raw = new RawClient(host.Http2);

        (await raw.PostAsync(path, RawClient.Frame([]))).Status.ShouldBe(((int)StatusCode.Unimplemented).ToString(System.Globalization.CultureInfo.InvariantCulture));

        _routed.ShouldBe(1);
    }

    [Fact]
    public async Task UseRpcWithoutRouting_AnotherVerb_IsRoutedAndNotAllowed()
    {
        await using TestHost host = await StartAsync();
        using var http = new HttpClient();

        using HttpResponseMessage answer = await http.GetAsync(new Uri(host.Http1, "/ledger.test.v1.Echo/Unary"));

        answer.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        _routed.ShouldBe(1);
    }

    private Task<TestHost> StartAsync() => TestHost.StartAsync(map: app =>
    {
        app.UseRpcWithoutRouting();
        app.Use(next => http =>
        {
            Interlocked.Increment(ref _routed);
            return next(http);
        });
        app.UseRouting();
    });
}
