using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Ledger.Bench.Peers;
using Ledger.Contracts.Deployment;
using Ledger.Contracts.Ids;

namespace Ledger.Bench.Api;

/// <summary>
/// Ponder's GraphQL on the history that the node was asked about. It is given the ids of the unit and its ancestors, which the node finds by itself from a
/// scanned code, and decodes no words.
/// </summary>
internal sealed class PonderMeasurement : IDisposable
{
    private const string Database = "history";
    private const int CheckedAnswers = 200;
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(3);
    private static readonly MediaTypeHeaderValue Json = new("application/json");
    private static readonly int[] AskerCounts = [4, 16, 64];

    private readonly PostgresServer _server;
    private readonly PonderApplication _ponder;
    private readonly HttpClient _http;

    private PonderMeasurement(PostgresServer server, PonderApplication ponder)
    {
        (_server, _ponder) = (server, ponder);
        _http = new(new SocketsHttpHandler { MaxConnectionsPerServer = AskerCounts.Max(), UseProxy = false }) { BaseAddress = ponder.Address };
    }

    /// <summary>Starts it on a node's chain and waits until it has all blocks.</summary>
    /// <param name="chain">The node's embedded chain.</param>
    /// <param name="network">The contracts.</param>
    /// <param name="height">The last block.</param>
    /// <param name="progress">Where to say that it is left out.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Null, said to the progress, where Ponder or PostgreSQL cannot be had.</returns>
    public static async Task<PonderMeasurement?> TryStartAsync(Uri chain, NetworkDescriptor network, ulong height, TextWriter progress, CancellationToken cancellationToken)
    {
        var server = PostgresServer.TryStartForPonder(progress);
        if (server is null) return null;
        PonderMeasurement? measurement = null;
        try
        {
            server.Query($"CREATE DATABASE {Database}");
            var ponder = PonderApplication.Start("history", server, Database, new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["BENCH_RPC_URL"] = chain.ToString(),
                ["BENCH_CHAIN_ID"] = network.ChainId.ToString(CultureInfo.InvariantCulture),
                ["BENCH_TOKENS"] = network.AddressOf(LedgerContract.Tokens).ToString(),
                ["BENCH_CATALOGUE"] = network.AddressOf(LedgerContract.Catalogue).ToString(),
                ["BENCH_FIRST_BLOCK"] = network.DeployedBlock.ToString(CultureInfo.InvariantCulture),
            });
            measurement = new(server, ponder);
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(Timeout);
            await measurement.WaitAsync(height, patience.Token);
            progress.WriteLine($"Ponder has block {height:N0}");
            return measurement;
        }
        catch
        {
            if (measurement is null) server.Dispose();
            else measurement.Dispose();
            throw;
        }
    }

    /// <summary>Asks as fast as it answers, with 4, 16 and 64 requests in flight.</summary>
    /// <returns>Answers a second of the best.</returns>
    public async Task<double> MeasureAsync(PonderQuestion question, IReadOnlyList<RecordedUnit> units, TimeSpan duration, TextWriter progress)
    {
        var random = new Random(1);
        for (var i = 0; i < CheckedAnswers; i++)
        {
            var unit = units[random.Next(units.Count)];
            Check(question, await AskAsync(question, unit), unit);
        }

        var best = 0.0;
        foreach (var askers in AskerCounts)
        {
            var rate = await ClosedLoop.MeasureAsync((_, unit) => AskAsync(question, unit), askers, units, duration / 2);
            progress.WriteLine($"{question.Name}: Ponder {rate:N0} answers/s with {askers} requests in flight");
            best = Math.Max(best, rate);
        }

        return Math.Round(best);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _http.Dispose();
        _ponder.Dispose();
        _server.Dispose();
    }

    // A wrong peer would be a wrong figure: the answer has the events that the unit's story has, as far as they are of its ancestors by layout.
    private static void Check(PonderQuestion question, byte[] answer, RecordedUnit unit)
    {
        using var json = JsonDocument.Parse(answer);
        if (json.RootElement.TryGetProperty("errors", out var errors)) throw new WrongAnswerException($"Ponder answers {errors}");
        var data = json.RootElement.GetProperty("data");
        if (data.GetProperty("tokens").GetProperty("items").GetArrayLength() == 0) throw new WrongAnswerException($"Ponder knows nothing of {unit}.");
        if (!question.RequiresEvents) return;
        var types = data.GetProperty("tokenEvents").GetProperty("items").EnumerateArray().Select(item => item.GetProperty("type").GetString()).ToHashSet(StringComparer.Ordinal);
        if (unit.Events.FirstOrDefault(told => !types.Contains(told)) is { } missing) throw new WrongAnswerException($"Ponder lacks {missing} of {unit}.");
    }

    private async Task<byte[]> AskAsync(PonderQuestion question, RecordedUnit unit)
    {
        var token = new TokenId(unit.Token);
        var tokens = string.Join(',', RunStory.AncestorsOf(token).Prepend(token).Select(id => $"\"{id.Value}\""));
        var body = $$$"""{"query":{{{JsonSerializer.Serialize(question.Query)}}},"variables":{"tokens":[{{{tokens}}}],"run":{{{token.Run.Value}}}}}""";
        using var content = new StringContent(body, Encoding.UTF8, Json);
        using var response = await _http.PostAsync(new Uri("/graphql", UriKind.Relative), content);
        return await response.Content.ReadAsByteArrayAsync();
    }

    private async Task WaitAsync(ulong height, CancellationToken patience)
    {
        ulong? reached = null;
        try
        {
            await _ponder.Indexed.WaitAsync(patience);
            while ((reached = await ReadHeightAsync(patience)) is not { } number || number < height) await Task.Delay(PollInterval, patience);
        }
        catch (OperationCanceledException late) when (patience.IsCancellationRequested)
        {
            var state = !_ponder.Indexed.IsCompleted ? "has not indexed the history"
                : reached is null ? $"does not listen at {_ponder.Address}"
                : $"is at block {reached:N0} of {height:N0}";
            throw new TimeoutException($"After {Timeout.TotalSeconds:N0} s Ponder {state}.", late);
        }
    }

    // It says that the history is indexed some time before it listens, and the newest blocks come as news after that. Until then there is no height.
    private async Task<ulong?> ReadHeightAsync(CancellationToken cancellationToken)
    {
        _ponder.ThrowIfEnded();
        try
        {
            using var response = await _http.GetAsync(new Uri("/status", UriKind.Relative), cancellationToken);
            if (!response.IsSuccessStatusCode) return 0;
            using var json = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken));
            return json.RootElement.TryGetProperty("ledger", out var chain) ? chain.GetProperty("block").GetProperty("number").GetUInt64() : 0;
        }
        catch (HttpRequestException refused) when (refused.HttpRequestError is HttpRequestError.ConnectionError)
        {
            return null;
        }
    }
}
