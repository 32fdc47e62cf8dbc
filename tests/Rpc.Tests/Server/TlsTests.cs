using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Ledger.Rpc.Client;
using Ledger.Rpc.Tests.Testing;
using Ledger.Rpc.Tests.V1;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Ledger.Rpc.Tests.Server;

public sealed class TlsTests
{
    [Fact]
    public async Task Tls_GrpcAndJson_ShareOnePort()
    {
        using TestCertificate certificate = TestCertificate.Create("server");
        await using TestHost host = await StartAsync(certificate);
        using RpcChannel channel = Channel(host, new SslCredentials(certificate.ChainPem));

        (await new Echo.EchoClient(channel).UnaryAsync(new EchoRequest { Text = "secret" })).Text.ShouldBe("secret");

        using var handler = new SocketsHttpHandler();
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            CustomTrustStore = { certificate.Certificate },
        };
        using var http = new HttpClient(handler) { BaseAddress = host.Tls };
        using var content = new StringContent("""{"text":"json"}""", Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await http.PostAsync("/ledger.test.v1.Echo/Unary", content);
        response.Version.ShouldBe(HttpVersion.Version11);
        (await response.Content.ReadAsStringAsync()).ShouldContain("json");
    }

    [Fact]
    public async Task Tls_RootNotTrusted_IsUnavailable()
    {
        using TestCertificate certificate = TestCertificate.Create("server");
        using TestCertificate other = TestCertificate.Create("other");
        await using TestHost host = await StartAsync(certificate);
        using RpcChannel channel = Channel(host, new SslCredentials(other.ChainPem));

        RpcException e = await Should.ThrowAsync<RpcException>(async () =>
            await new Echo.EchoClient(channel).UnaryAsync(new EchoRequest()));

        e.StatusCode.ShouldBe(StatusCode.Unavailable);
    }

    [Fact]
    public async Task Tls_ClientCertificate_IdentifiesThePeer()
    {
        using TestCertificate certificate = TestCertificate.Create("server");
        using TestCertificate client = TestCertificate.Create("partner 7");
        var peers = new PeerRecorder();
        await using TestHost host = await StartAsync(certificate, peers);
        using RpcChannel channel = Channel(host, new SslCredentials(
            certificate.ChainPem, new KeyCertificatePair(client.ChainPem, client.KeyPem)));

        await new Echo.EchoClient(channel).UnaryAsync(new EchoRequest());

        peers.Last.ShouldNotBeNull().IsPeerAuthenticated.ShouldBeTrue();
        peers.Last.PeerIdentity.ShouldHaveSingleItem().Value.ShouldBe("partner 7");
        peers.Peer.ShouldNotBeNull().ShouldStartWith("ipv4:127.0.0.1:");
    }

    [Fact]
    public async Task Tls_CallCredentials_AreSentWithEachCall()
    {
        using TestCertificate certificate = TestCertificate.Create("server");
        await using TestHost host = await StartAsync(certificate);
        using RpcChannel channel = Channel(host, ChannelCredentials.Create(
            new SslCredentials(certificate.ChainPem), Credentials("x-channel")));

        using AsyncUnaryCall<EchoReply> call = new Echo.EchoClient(channel).UnaryAsync(
            new EchoRequest { Act = "metadata" }, new CallOptions(credentials: Credentials("x-call")));
        Metadata headers = await call.ResponseHeadersAsync;

        headers.GetValue("x-channel").ShouldBe("ledger.test.v1.Echo Unary");
        headers.GetValue("x-call").ShouldBe("ledger.test.v1.Echo Unary");
    }

    [Fact]
    public async Task Cleartext_CallCredentials_AreNotSent()
    {
        await using TestHost host = await TestHost.StartAsync();

        RpcException e = await Should.ThrowAsync<RpcException>(async () => await host.Client().UnaryAsync(
            new EchoRequest(), new CallOptions(credentials: Credentials("x-call"))));

        e.StatusCode.ShouldBe(StatusCode.Unauthenticated);
    }

    [Fact]
    public void ForAddress_CredentialsDoNotFitTheScheme_Throws()
    {
        Should.Throw<ArgumentException>(() => RpcChannel.ForAddress(
            "http://127.0.0.1:1", new RpcChannelOptions { Credentials = new SslCredentials() }));
        Should.Throw<ArgumentException>(() => RpcChannel.ForAddress(
            "https://127.0.0.1:1", new RpcChannelOptions { Credentials = ChannelCredentials.Insecure }));
        Should.Throw<ArgumentException>(() => RpcChannel.ForAddress("ftp://127.0.0.1:1"));
    }

    private static RpcChannel Channel(TestHost host, ChannelCredentials credentials) =>
        RpcChannel.ForAddress(host.Tls!, new RpcChannelOptions { Credentials = credentials });

    private static CallCredentials Credentials(string key) => CallCredentials.FromInterceptor((context, metadata) =>
    {
        metadata.Add(key, $"{context.ServiceUrl.Split('/')[^1]} {context.MethodName}");
        return Task.CompletedTask;
    });

    private static Task<TestHost> StartAsync(TestCertificate certificate, Interceptor? interceptor = null) =>
        TestHost.StartAsync(
            options: o => o.AddInterceptor(interceptor ?? new PeerRecorder()),
            kestrel: k => k.Listen(IPAddress.Loopback, 0, listen =>
            {
                listen.Protocols = HttpProtocols.Http1AndHttp2;
                listen.UseHttps(https =>
                {
                    https.ServerCertificate = certificate.Certificate;
                    https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;

                    // Who a certificate belongs to is the handlers' question; here any is let in.
                    https.AllowAnyClientCertificate();
                });
            }));

    private sealed class PeerRecorder : Interceptor
    {
        public AuthContext? Last { get; private set; }

        public string? Peer { get; private set; }

        public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
            TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
        {
            Last = context.AuthContext;
            Peer = context.Peer;
            return continuation(request, context);
        }
    }
}
