using System.Diagnostics;
using System.Runtime;
using Ledger.Bench.Peers;
using Ledger.Client;

namespace Ledger.Bench.Api;

/// <summary>Drives <c>Query.Trace</c> and <c>Query.Verify</c> of a real node over gRPC on loopback.</summary>
internal sealed class ApiBenchmark : IBenchmark
{
    private const int DefaultUnits = 50_000;

    /// <inheritdoc/>
    public string Name => "api";

    /// <inheritdoc/>
    public string Usage => "[--units N] [--seconds N] [--question trace|verify] [--no-peer]: Trace and Verify of a node over gRPC on loopback, beside Ponder's GraphQL";

    // Benchmarks are run one by one from a thread that has nothing else to do, so this one may block it.
    /// <inheritdoc/>
    public IReadOnlyList<BenchmarkFigure> Run(BenchmarkArguments arguments, TextWriter progress) =>
        RunAsync(arguments, progress, CancellationToken.None).GetAwaiter().GetResult();

    private static async Task<IReadOnlyList<BenchmarkFigure>> RunAsync(BenchmarkArguments arguments, TextWriter progress, CancellationToken cancellationToken)
    {
        var units = arguments.Number("units", DefaultUnits, 10_000, 100_000) / RunStory.UnitsPerPallet * RunStory.UnitsPerPallet;
        var duration = TimeSpan.FromSeconds(arguments.Number("seconds", 8, 1, 600));
        using var partners = new BenchmarkPartners();
        await using var node = await MeasuredNode.StartAsync(partners.Founders(), cancellationToken);
        var recorded = await PlayAsync(node, partners, units, progress, cancellationToken);
        progress.WriteLine($"node: {node.Settings}; load generator: server GC {GCSettings.IsServerGC}, {GCSettings.LatencyMode}; {Environment.ProcessorCount} processors for both");
        using var measurement = new QuestionMeasurement(node, recorded, duration, progress);
        var (trace, verify) = arguments.Has("no-peer") ? (null, null) : await AskPonderAsync(node, recorded, duration, progress, cancellationToken);
        var only = arguments.Text("question");
        var figures = new List<BenchmarkFigure>();
        foreach (var (question, peer) in ((Question, double?)[])[(new TraceQuestion(), trace), (new VerifyQuestion(), verify)])
        {
            if (only is null || string.Equals(only, question.Name, StringComparison.Ordinal)) figures.AddRange(await measurement.MeasureAsync(question, peer));
        }

        return figures;
    }

    // Before the node is measured, and ended before: neither takes processors from the other.
    private static async Task<(double? Trace, double? Verify)> AskPonderAsync(
        MeasuredNode node, IReadOnlyList<RecordedUnit> recorded, TimeSpan duration, TextWriter progress, CancellationToken cancellationToken)
    {
        await using var client = await LedgerClient.ConnectAsync(node.Address, cancellationToken: cancellationToken);
        var height = (await client.StatusAsync(cancellationToken)).Attestation.Number;
        try
        {
            using var ponder = await PonderMeasurement.TryStartAsync(node.ChainAddress, client.Network, height, progress, cancellationToken);
            return ponder is null
                ? (null, null)
                : (await ponder.MeasureAsync(PonderQuestion.Trace, recorded, duration, progress), await ponder.MeasureAsync(PonderQuestion.Verify, recorded, duration, progress));
        }
        catch (Exception problem) when (PonderApplication.IsItsOwn(problem))
        {
            progress.WriteLine($"Ponder is left out. {problem.Message}");
            return (null, null);
        }
    }

    private static async Task<IReadOnlyList<RecordedUnit>> PlayAsync(
        MeasuredNode node, BenchmarkPartners partners, int units, TextWriter progress, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        await using var client = await LedgerClient.ConnectAsync(node.Address, cancellationToken: cancellationToken);
        await partners.AdmitAsync(client, cancellationToken);
        var recorded = await RecordedHistory.PlayAsync(client, partners, units, cancellationToken);
        var height = (await client.StatusAsync(cancellationToken)).Attestation.Number;
        progress.WriteLine($"history: {units:N0} units in {height:N0} blocks, made in {Stopwatch.GetElapsedTime(start).TotalSeconds:N1} s");
        return recorded;
    }
}
