using Grpc.Core;
using Ledger.Api.V1;
using Ledger.Contracts.Generated;
using Ledger.Contracts.Ids;
using Ledger.Node.Index.Rows;
using Ledger.Node.Streams;
using Ledger.Node.Tests.Hosting;
using Ledger.Node.Tests.Relay;

namespace Ledger.Node.Tests.Streams;

/// <summary>A stream of which the filter lets nothing through.</summary>
public sealed class QuietStreamTests(RelayFixture fixture) : IClassFixture<RelayFixture>
{
    /// <summary>Whoever reads a long history for something rare would otherwise have to begin anew whenever the connection is cut as idle.</summary>
    [Fact]
    public async Task Watch_ManyEventsThatAreNotWanted_TellsHowFarItIsOnTheWay()
    {
        var run = await AppliedAsync(Consortium.Run(Enumerable.Range(0, EventsService.MaxEventsPerRead).Select(i => $"Q-{i}"), "LOT-QUIET"));
        var id = new TokenId(run.Created["token"]).Run;
        var units = Enumerable.Range(0, EventsService.MaxEventsPerRead).Select(i => TokenId.UnitOf(id, (uint)i).Value);
        var seq = (await fixture.Query.PartnerAsync(new PartnerRequest { Partner = $"{Consortium.Manufacturer}" })).Partner.Seq;
        var attested = await AppliedAsync(new AttestCondition(Consortium.Manufacturer, seq, [.. units], 1, 0, default, 4_000_000_000, default));

        using var ending = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var reader = new Reader(EventPosition.EndOf(attested.Block), ending);
        var service = new EventsService(fixture.Host.Services.Gate, fixture.Host.Services.Index.Committed, new LeapingTime(), CancellationToken.None);
        await Should.ThrowAsync<OperationCanceledException>(() => service.Watch(new WatchRequest { FromBlock = 1, Types_ = { "Nothing" } }, reader, new Call(ending.Token)));

        reader.Positions.ShouldBe(reader.Positions.Order().ToList());
        reader.Positions[^1].ShouldBe(EventPosition.EndOf(attested.Block));
        reader.Positions[1..^1].ShouldNotBeEmpty();
    }

    private async Task<MessageOutcome> AppliedAsync(object body)
    {
        var outcome = await fixture.SubmitOneAsync(fixture.Consortium.Sign(fixture.Network, body, Consortium.Manufacturer));
        outcome.State.ShouldBe(MessageOutcome.Types.State.Applied, $"{outcome.Error}");
        return outcome;
    }

    /// <summary>Hangs up when it has heard of the end.</summary>
    private sealed class Reader(EventPosition end, CancellationTokenSource ending) : IServerStreamWriter<WatchResponse>
    {
        public List<EventPosition> Positions { get; } = [];

        public WriteOptions? WriteOptions { get; set; }

        public Task WriteAsync(WatchResponse message) => WriteAsync(message, CancellationToken.None);

        public async Task WriteAsync(WatchResponse message, CancellationToken cancellationToken)
        {
            message.Event.ShouldBeNull();
            Positions.Add(WatchCursor.Read(message.Cursor));
            if (Positions[^1] >= end) await ending.CancelAsync();
        }
    }

    /// <summary>More than the quiet interval passes between two looks at it.</summary>
    private sealed class LeapingTime : TimeProvider
    {
        private long _looks;

        public override long GetTimestamp() => Interlocked.Increment(ref _looks) * 2 * (long)EventsService.QuietInterval.TotalSeconds * TimestampFrequency;
    }

    private sealed class Call(CancellationToken cancellationToken) : ServerCallContext
    {
        protected override string MethodCore => "Watch";

        protected override string HostCore => "";

        protected override string PeerCore => "";

        protected override DateTime DeadlineCore => DateTime.MaxValue;

        protected override Metadata RequestHeadersCore { get; } = [];

        protected override CancellationToken CancellationTokenCore => cancellationToken;

        protected override Metadata ResponseTrailersCore { get; } = [];

        protected override Status StatusCore { get; set; }

        protected override WriteOptions? WriteOptionsCore { get; set; }

        protected override AuthContext AuthContextCore => null!;

        protected override Task WriteResponseHeadersAsyncCore(Metadata responseHeaders) => Task.CompletedTask;

        protected override ContextPropagationToken CreatePropagationTokenCore(ContextPropagationOptions? options) => null!;
    }
}
