using System.Globalization;
using Ledger.Bench.Indexing;
using Ledger.Contracts.Deployment;

namespace Ledger.Bench.Peers;

/// <summary>Ponder as an indexer of transfers: one row an event, into a database of its own for each chain.</summary>
internal sealed class PonderIndexer : IDisposable
{
    /// <summary>Blocks below the head from which on Ponder takes a chain that it does not know as final.</summary>
    public const int FinalityBlocks = 30;

    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(5);

    private readonly PostgresServer _server;
    private int _databases;

    private PonderIndexer(PostgresServer server) => _server = server;

    /// <summary>Starts PostgreSQL for it.</summary>
    /// <returns>Null, said to the progress, where Ponder or PostgreSQL cannot be had.</returns>
    public static PonderIndexer? TryStart(TextWriter progress) => PostgresServer.TryStartForPonder(progress) is { } server ? new(server) : null;

    /// <summary>Indexes the transfers of a range of blocks.</summary>
    /// <returns>Events a second; null, said to the progress, when it failed or its table has another number of rows.</returns>
    public async Task<double?> TryMeasureAsync(MinedRange range, long events, TextWriter progress, CancellationToken cancellationToken)
    {
        try
        {
            return await MeasureAsync(range, events, progress, cancellationToken);
        }
        catch (Exception problem) when (PonderApplication.IsItsOwn(problem))
        {
            progress.WriteLine($"  Ponder is left out. {problem.Message}");
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _server.Dispose();

    private async Task<double> MeasureAsync(MinedRange range, long events, TextWriter progress, CancellationToken cancellationToken)
    {
        var database = $"chain_{++_databases}";
        _server.Query($"CREATE DATABASE {database}");
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["BENCH_RPC_URL"] = range.Chain.Endpoint.ToString(),
            ["BENCH_CHAIN_ID"] = range.Chain.Network.ChainId.ToString(CultureInfo.InvariantCulture),
            ["BENCH_TOKENS"] = range.Chain.Network.AddressOf(LedgerContract.Tokens).ToString(),
            ["BENCH_FIRST_BLOCK"] = range.First.ToString(CultureInfo.InvariantCulture),
        };
        using var ponder = PonderApplication.Start("transfers", _server, database, settings);
        var time = await ponder.Indexed.WaitAsync(Timeout, cancellationToken);
        var rows = long.Parse(_server.Query($"SELECT count(*) FROM {PonderApplication.Schema}.transfer", database), CultureInfo.InvariantCulture);
        if (rows != events) throw new InvalidOperationException($"Ponder has {rows} of {events} transfers.");
        var rate = Math.Round(events / time.TotalSeconds);
        progress.WriteLine($"  Ponder {rate:N0} events/s ({time.TotalSeconds:N1} s)");
        return rate;
    }
}
