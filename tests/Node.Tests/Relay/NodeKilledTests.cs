using System.Diagnostics;
using System.Globalization;
using Grpc.Core;
using Ledger.Api.V1;
using Ledger.Contracts.Deployment;
using Ledger.Ethereum.Primitives;
using Ledger.Node.Tests.Hosting;
using State = Ledger.Api.V1.MessageOutcome.Types.State;

namespace Ledger.Node.Tests.Relay;

/// <summary>Kills the node, or its chain, while messages are submitted.</summary>
public sealed class NodeKilledTests : IDisposable
{
    private const int Rounds = 4;
    private const int MessagesPerRound = 30;

    private readonly TestFolder _folder = new();
    private readonly Consortium _consortium = new();

    private string Data => _folder.In("data");

    [Fact]
    public async Task Submit_NodeKilledAtRandom_LosesNothingJournalledAndDoublesNothing()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        var journalled = new HashSet<Bytes32>();
        var network = await FoundAsync();
        for (var round = 0; round < Rounds; round++)
        {
            await using var node = await ChildNode.StartReadyAsync(Data);
            var number = round * MessagesPerRound;
            var submitting = Task.Run(() => SubmitUntilKilledAsync(node, network, number, journalled));
            var after = random.Next(MessagesPerRound);
            while (CountOf(journalled) < number + after && !submitting.IsCompleted) await Task.Yield();
            node.Kill();
            await node.EndedAsync();
            await submitting;
        }

        await using var last = await ChildNode.StartReadyAsync(Data);
        foreach (var digest in journalled) await AppliedAsync(last, digest, $"seed {seed}");

        // A message applied twice would have made its second attempt fail, or a GTIN registered twice.
        await SubmitAllAgainAsync(last, network, journalled);
    }

    [Fact]
    public async Task Submit_ChainKilled_ReadsGoOnAndTheMessageIsApplied()
    {
        var network = await FoundAsync();
        await using var node = await ChildNode.StartReadyAsync(Data);
        using (var anvil = Process.GetProcessById(node.AnvilProcessId())) anvil.Kill();
        (await node.Query.PartnersAsync(new PartnersRequest())).Partners.Count.ShouldBe(3);
        var request = new SubmitRequest { Wait = true, Messages = { _consortium.Register(network, Consortium.GtinOf(1)) } };
        var response = await node.Assets.SubmitAsync(request, deadline: DateTime.UtcNow.AddSeconds(20));
        Consortium.AllApplied(response.Outcomes);
    }

    [Fact]
    public async Task Submit_ChainKilledWhileSubmitting_AppliesEverythingOnce()
    {
        var network = await FoundAsync();
        await using var node = await ChildNode.StartReadyAsync(Data);
        var submits = Enumerable.Range(0, 20)
            .Select(i => node.Assets.SubmitAsync(
                new SubmitRequest { Wait = true, Messages = { _consortium.Register(network, Consortium.GtinOf(i)) } }, deadline: DateTime.UtcNow.AddSeconds(25)).ResponseAsync)
            .ToList();
        await submits[0];
        using (var anvil = Process.GetProcessById(node.AnvilProcessId())) anvil.Kill();
        var responses = await Task.WhenAll(submits);
        Consortium.AllApplied(responses.SelectMany(response => response.Outcomes));
        responses.Select(response => response.Outcomes[0].Created["product"]).Distinct().Count().ShouldBe(20);
    }

    public void Dispose()
    {
        _consortium.Dispose();
        _folder.Dispose();
    }

    private static int CountOf(HashSet<Bytes32> digests)
    {
        lock (digests) return digests.Count;
    }

    private static async Task AppliedAsync(ChildNode node, Bytes32 digest, string hint)
    {
        var request = new OutcomeRequest { Digest = Google.Protobuf.ByteString.CopyFrom(digest.Span) };
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            var outcome = (await node.Assets.OutcomeAsync(request)).Outcome;
            if (outcome.State is State.Pending && Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(60)) continue;
            outcome.State.ShouldBe(State.Applied, $"{hint}: {outcome.Error}");
            return;
        }
    }

    private async Task<NetworkDescriptor> FoundAsync()
    {
        _consortium.WriteFounders(_folder.In("founders.json"));
        await using var node = await ChildNode.StartReadyAsync(Data, "--founders", _folder.In("founders.json"));
        var network = node.Network;
        var request = new SubmitRequest { Wait = true };
        request.Messages.Add(_consortium.Admissions(network));
        Consortium.AllApplied((await node.Assets.SubmitAsync(request)).Outcomes);
        node.Terminate();
        (await node.EndedAsync()).ExitCode.ShouldBe(0);
        return network;
    }

    private async Task SubmitUntilKilledAsync(ChildNode node, NetworkDescriptor network, int first, HashSet<Bytes32> journalled)
    {
        try
        {
            for (var i = first; i < first + MessagesPerRound; i++)
            {
                var message = _consortium.Register(network, Consortium.GtinOf(i));
                var outcome = (await node.Assets.SubmitAsync(new SubmitRequest { Messages = { message } })).Outcomes.Single();
                outcome.State.ShouldNotBe(State.Failed, $"{outcome.Error}");
                lock (journalled) journalled.Add(new Bytes32(outcome.Digest.Span));
            }
        }
        catch (RpcException exception) when (exception.StatusCode is StatusCode.Unavailable or StatusCode.Internal or StatusCode.Cancelled or StatusCode.Unknown)
        {
            // The node was killed.
        }
    }

    private async Task SubmitAllAgainAsync(ChildNode node, NetworkDescriptor network, HashSet<Bytes32> journalled)
    {
        for (var i = 0; i < Rounds * MessagesPerRound; i++)
        {
            var message = _consortium.Register(network, Consortium.GtinOf(i));
            var outcome = (await node.Assets.SubmitAsync(new SubmitRequest { Wait = true, Messages = { message } })).Outcomes.Single();
            outcome.State.ShouldBe(State.Applied, string.Create(CultureInfo.InvariantCulture, $"{i}, journalled {journalled.Contains(new Bytes32(outcome.Digest.Span))}: {outcome.Error}"));
        }

        var products = await node.Query.StatusAsync(new StatusRequest());
        products.Problems.ShouldBeEmpty();
    }
}
