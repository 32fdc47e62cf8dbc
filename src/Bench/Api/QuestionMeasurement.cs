using Ledger.Api.V1;
using Ledger.Rpc.Client;

namespace Ledger.Bench.Api;

/// <summary>Measures one question: how many answers at saturation, how fast at half of that and at light load.</summary>
internal sealed class QuestionMeasurement : IDisposable
{
    /// <summary>The longest an answer may take in 99 of 100 cases.</summary>
    private const string LatencyTarget = "<= 5";

    private const int LightRate = 200;
    private const int CheckedAnswers = 1_000;
    private const int CheckSeed = 7;
    private static readonly int[] ChannelCounts = [1, 2, 4];
    private static readonly int[] AskerCounts = [8, 32, 128];

    private readonly RpcChannel[] _channels;
    private readonly Query.QueryClient[] _clients;
    private readonly IReadOnlyList<RecordedUnit> _units;
    private readonly TimeSpan _duration;
    private readonly TextWriter _progress;

    /// <summary>Opens the channels.</summary>
    public QuestionMeasurement(Uri node, IReadOnlyList<RecordedUnit> units, TimeSpan duration, TextWriter progress)
    {
        _channels = [.. Enumerable.Range(0, ChannelCounts.Max()).Select(_ => RpcChannel.ForAddress(node))];
        _clients = [.. _channels.Select(channel => new Query.QueryClient(channel))];
        (_units, _duration, _progress) = (units, duration, progress);
    }

    /// <summary>Measures.</summary>
    public async Task<IReadOnlyList<BenchmarkFigure>> MeasureAsync(Question question)
    {
        await CheckAsync(question);
        await ClosedLoop.MeasureAsync(question, _clients, AskerCounts.Max(), _units, _duration);
        var (channels, askers) = await FindBestAsync(question);
        var clients = _clients[..channels];
        var throughput = await ClosedLoop.MeasureAsync(question, clients, askers, _units, _duration);
        _progress.WriteLine($"{question.Name}: {throughput:N0} answers/s with {channels} channels and {askers} calls in flight");

        var light = await OpenLoop.MeasureAsync(question, clients, LightRate, _units, _duration);
        Report($"{question.Name}: {LightRate} calls/s", light);
        var half = await OpenLoop.MeasureAsync(question, clients, throughput / 2, _units, _duration);
        Report($"{question.Name}: {throughput / 2:N0} calls/s", half);
        return
        [
            Figure($"{question.Name}_throughput", Math.Round(throughput), "", "answers/s"),
            Figure($"{question.Name}_p50_half_load", half.Milliseconds(0.5), "", "ms"),
            Figure($"{question.Name}_p99_half_load", half.Milliseconds(0.99), LatencyTarget, "ms"),
            Figure($"{question.Name}_p50", light.Milliseconds(0.5), "", "ms"),
            Figure($"{question.Name}_p99", light.Milliseconds(0.99), LatencyTarget, "ms"),
        ];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var channel in _channels) channel.Dispose();
    }

    private static BenchmarkFigure Figure(string name, double ours, string target, string unit) => new(name, ours, null, null, target, unit);

    private async Task CheckAsync(Question question)
    {
        var random = new Random(CheckSeed);
        var size = 0L;
        for (var i = 0; i < CheckedAnswers; i++)
        {
            var unit = _units[random.Next(_units.Count)];
            var answer = await question.AskAsync(_clients[0], unit);
            question.Check(answer, unit);
            size += answer.CalculateSize();
        }

        _progress.WriteLine($"{question.Name}: {CheckedAnswers:N0} answers are right, {size / CheckedAnswers:N0} bytes on average");
    }

    private async Task<(int Channels, int Askers)> FindBestAsync(Question question)
    {
        var (best, at) = (0.0, (1, 1));
        foreach (var channels in ChannelCounts)
        {
            foreach (var askers in AskerCounts)
            {
                var rate = await ClosedLoop.MeasureAsync(question, _clients[..channels], askers, _units, _duration / 4);
                _progress.WriteLine($"{question.Name}: {rate:N0} answers/s with {channels} channels and {askers} calls in flight");
                if (rate > best) (best, at) = (rate, (channels, askers));
            }
        }

        return at;
    }

    private void Report(string what, Latencies latencies) => _progress.WriteLine(
        $"{what}, {latencies.Count:N0} of them: p50 {latencies.Milliseconds(0.5)} ms, p90 {latencies.Milliseconds(0.9)} ms, p99 {latencies.Milliseconds(0.99)} ms, "
        + $"p99.9 {latencies.Milliseconds(0.999)} ms, max {latencies.Milliseconds(1)} ms");
}
