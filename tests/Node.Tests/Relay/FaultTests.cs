using System.Net;
using Ledger.Api.V1;
using Ledger.Node.Chain;
using Ledger.Node.Hosting;
using Ledger.Node.Index.Storage;
using Ledger.Node.Index.Writing;
using Ledger.Node.Relay;
using Ledger.Node.Tests.Hosting;
using Ledger.Rpc.Client;

namespace Ledger.Node.Tests.Relay;

/// <summary>A whole node whose disk is full, whose chain is away, or whose callers are impatient.</summary>
public sealed class FaultTests : IAsyncLifetime, IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly Consortium _consortium = new();
    private readonly SwitchedRoom _room = new();
    private readonly FillingDisk _faults = new();
    private NodeHost _host = null!;
    private RpcChannel _channel = null!;

    private Assets.AssetsClient Assets => new(_channel);

    public async Task InitializeAsync()
    {
        _consortium.WriteFounders(_folder.In("founders.json"));
        var options = new NodeOptions { DataFolderPath = _folder.In("data"), GrpcPort = 0, HttpPort = 0, FoundersPath = _folder.In("founders.json") };
        _host = await NodeHost.BuildAsync(options, new NodeOverrides { DiskRoom = _room, RelayFaults = _faults });
        await _host.StartAsync(CancellationToken.None);
        await _host.Ready.WaitAsync(TimeSpan.FromSeconds(60));
        _channel = RpcChannel.ForAddress(_host.Addresses!.Grpc);
        var request = new SubmitRequest { Wait = true };
        request.Messages.Add(_consortium.Admissions(_host.Services.Network.Descriptor));
        Consortium.AllApplied((await Assets.SubmitAsync(request)).Outcomes);
    }

    [Fact]
    public async Task Submit_DiskFull_SaysSoAndWorksAgainWhenThereIsRoom()
    {
        var request = new SubmitRequest { Wait = true, Messages = { _consortium.Register(_host.Services.Network.Descriptor, Consortium.Gtin) } };
        _room.IsFull = true;
        var error = await RelayFixture.RefusedAsync(() => Assets.SubmitAsync(request).ResponseAsync);
        error.Code.ShouldBe(ErrorCode.DiskFull);
        var status = await new Query.QueryClient(_channel).StatusAsync(new StatusRequest());
        status.Ready.ShouldBeFalse();
        status.Problems.Count(problem => problem.StartsWith("disk:", StringComparison.Ordinal)).ShouldBe(1);
        _room.IsFull = false;
        Consortium.AllApplied((await Assets.SubmitAsync(request)).Outcomes);
    }

    /// <summary>Acts of the council take a transaction each.</summary>
    [Fact]
    public async Task Submit_DiskFullBetweenTransactionsOfARequest_JournalsNoneOfThem()
    {
        var network = _host.Services.Network.Descriptor;
        var request = new SubmitRequest
        {
            Wait = true,
            AllOrNothing = true,
            Messages = { _consortium.Suspension(network, Consortium.Distributor, suspend: true), _consortium.Suspension(network, Consortium.Regulator, suspend: true) },
        };
        _faults.Room = 1;
        (await RelayFixture.RefusedAsync(() => Assets.SubmitAsync(request).ResponseAsync)).Code.ShouldBe(ErrorCode.DiskFull);
        foreach (var message in request.Messages)
        {
            var outcome = new OutcomeRequest { Digest = Google.Protobuf.ByteString.CopyFrom(Consortium.DigestOf(network, message).Span) };
            (await RelayFixture.RefusedAsync(() => Assets.OutcomeAsync(outcome).ResponseAsync)).Code.ShouldBe(ErrorCode.MessageUnknown);
        }

        _faults.Room = int.MaxValue;
        Consortium.AllApplied((await Assets.SubmitAsync(request)).Outcomes);
    }

    [Fact]
    public async Task Submit_ChainStopped_FailsClearlyWithinTheDeadlineAndJournalsNothing()
    {
        await _host.Services.Chain.DisposeAsync();
        _host.Services.Chain.Health.State.ShouldBe(ChainState.Unavailable);
        var message = _consortium.Register(_host.Services.Network.Descriptor, Consortium.Gtin);
        var request = new SubmitRequest { Wait = true, Messages = { message } };
        var error = await RelayFixture.RefusedAsync(() => Assets.SubmitAsync(request, deadline: DateTime.UtcNow.AddSeconds(1)).ResponseAsync);
        error.Code.ShouldBe(ErrorCode.ChainUnavailable);
        error.Message.ShouldContain("Nothing was journalled");
        var digest = Consortium.DigestOf(_host.Services.Network.Descriptor, message);
        var outcome = new OutcomeRequest { Digest = Google.Protobuf.ByteString.CopyFrom(digest.Span) };
        (await RelayFixture.RefusedAsync(() => Assets.OutcomeAsync(outcome).ResponseAsync)).Code.ShouldBe(ErrorCode.MessageUnknown);
        (await new Query.QueryClient(_channel).PartnersAsync(new PartnersRequest())).Partners.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Http_HealthMetricsAndRequestIds_AreServed()
    {
        using var http = new HttpClient { BaseAddress = new Uri(_host.Addresses!.Http) };
        (await http.GetStringAsync("/health/live")).ShouldBe("live\n");
        (await http.GetStringAsync("/health/ready")).ShouldBe("ready\n");
        var metrics = await http.GetStringAsync("/metrics");
        metrics.ShouldContain("ledger_calls_total{method=\"/ledger.v1.Assets/Submit\",status=\"OK\"} 1\n");
        metrics.ShouldMatch("\nledger_gc_allocated_bytes_total [1-9][0-9]*\n");
        metrics.ShouldMatch("\nledger_gc_collections_total\\{generation=\"2\"\\} [0-9]+\n");
        metrics.ShouldMatch("\nledger_jit_methods_total [1-9][0-9]*\n");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/health/live") { Headers = { { "x-request-id", "mine-1" } } };
        using var answer = await http.SendAsync(request);
        answer.Headers.GetValues("x-request-id").ShouldBe(["mine-1"]);
        using var unfit = new HttpRequestMessage(HttpMethod.Get, "/health/live") { Headers = { { "x-request-id", "not fit" } } };
        using var replaced = await http.SendAsync(unfit);
        replaced.Headers.GetValues("x-request-id").Single().Length.ShouldBe(32);
        _room.IsFull = true;
        using var unready = await http.GetAsync(new Uri("/health/ready", UriKind.Relative));
        unready.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await unready.Content.ReadAsStringAsync()).ShouldStartWith("disk: ");
    }

    public async Task DisposeAsync()
    {
        _channel.Dispose();
        await _host.DisposeAsync();
    }

    public void Dispose()
    {
        _consortium.Dispose();
        _folder.Dispose();
    }

    /// <summary>A disk with room for so many entries more.</summary>
    private sealed class FillingDisk : IRelayFaults
    {
        public int Room { get; set; } = int.MaxValue;

        public void At(RelayStep step, ulong nonce)
        {
            if (step == RelayStep.EntryFilled && Room-- == 0) throw new NoRoomException("The disk is full.");
        }
    }

    private sealed class SwitchedRoom() : DiskRoom("/", 1)
    {
        public bool IsFull { get; set; }

        public override long FreeSizeBytes => IsFull ? 0 : 1L << 40;
    }
}
