using Ledger.Client;

namespace Ledger.Bench.Api;

/// <summary>Drives <c>Query.Trace</c> and <c>Query.Verify</c> of a real node over gRPC on loopback.</summary>
internal sealed class ApiBenchmark : IBenchmark
{
    /// <inheritdoc/>
    public string Name => "api";

    /// <inheritdoc/>
    public string Usage => "[--units N] [--seconds N]: Trace and Verify of a node over gRPC on loopback";

    /// <inheritdoc/>
    public IReadOnlyList<BenchmarkFigure> Run(BenchmarkArguments arguments, TextWriter progress) =>
        RunAsync(arguments, progress, CancellationToken.None).GetAwaiter().GetResult();

    private static async Task<IReadOnlyList<BenchmarkFigure>> RunAsync(BenchmarkArguments arguments, TextWriter progress, CancellationToken cancellationToken)
    {
        var units = arguments.Number("units", 20_000, 10_000, 100_000);
        using var partners = new BenchmarkPartners();
        await using var node = await MeasuredNode.StartAsync(partners.Founders(), cancellationToken);
        await using var client = await LedgerClient.ConnectAsync(node.Address, cancellationToken: cancellationToken);
        await partners.AdmitAsync(client, cancellationToken);
        progress.WriteLine($"a node is ready at {node.Address}; {units:N0} units to commission");
        return [];
    }
}
