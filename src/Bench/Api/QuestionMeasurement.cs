using System.Diagnostics;
using Ledger.Api.V1;
using Ledger.Bench.Peers;
using Ledger.Rpc.Client;

namespace Ledger.Bench.Api;

/// <summary>Measures one question: how many answers at saturation, how fast at half of that and at light load.</summary>
internal sealed class QuestionMeasurement : IDisposable
{
    /// <summary>The longest an answer may take in 99 of 100 cases.</summary>
    private const string LatencyTarget = "<= 3";

    /// <summary>How many answers for one of Ponder's.</summary>
    private const string ThroughputTarget = ">= 25 x";

    private const int LightRate = 200;
    private const int CheckedAnswers = 1_000;
    private const int CheckSeed = 7;
    private static readonly int[] ChannelCounts = [1, 2, 4];
    private static readonly int[] AskerCounts = [8, 32, 128];

    private readonly MeasuredNode _node;
    private readonly RpcChannel[] _channels;
    private readonly Query.QueryClient[] _clients;
    private readonly IReadOnlyList<RecordedUnit> _units;
    private readonly TimeSpan _duration;
    private readonly TextWriter _progress;

    /// <summary>Opens the channels.</summary>
    public QuestionMeasurement(MeasuredNode node, IReadOnlyList<RecordedUnit> units, TimeSpan duration, TextWriter progress)
    {
        _channels = [.. Enumerable.Range(0, ChannelCounts.Max()).Select(_ => RpcChannel.ForAddress(node.Address))];
        _clients = [.. _channels.Select(channel => new Query.QueryClient(channel))];
        (_node, _units, _duration, _progress) = (node, units, duration, progress);
    }

    /// <summary>Measures.</summary>
    /// <param name="question">What is asked.</param>
    /// <param name="peer">Answers a second of Ponder; null where it was left out.</param>
    public async Task<IReadOnlyList<BenchmarkFigure>> MeasureAsync(Question question, double? peer)
    {
        await CheckAsync(question);
        await ClosedLoop.MeasureAsync(question, _clients, AskerCounts.Max(), _units, _duration);
        var (channels, askers) = await FindBestAsync(question);
        var clients = _clients[..channels];
        var before = await MeasuredUse.ReadAsync(_node);
        var throughput = await ClosedLoop.MeasureAsync(question, clients, askers, _units, _duration);
        var used = await MeasuredUse.ReadAsync(_node) - before;
        var answers = throughput * used.Processors.WallSeconds;
        var perAnswer = Math.Round(used.Processors.NodeSeconds / answers * 1e6, 1);
        Report(question, $"{throughput:N0} answers/s with {channels} channels and {askers} calls in flight, {perAnswer} µs of the node's CPU each", used, answers);
        var ownPerAnswer = used.Own.AllocatedSizeBytes / answers;
        var (light, _, _) = await AskAtRateAsync(question, clients, LightRate, ownPerAnswer);
        var (half, late, pause) = await AskAtRateAsync(question, clients, throughput / 2, ownPerAnswer);
        return
        [
            new($"{question.Name}_throughput", Math.Round(throughput), peer, PonderApplication.Name, ThroughputTarget, "answers/s"),
            Figure($"{question.Name}_node_cpu", perAnswer, "", "us/answer"),
            Figure($"{question.Name}_node_allocated", Math.Round(used.Node.AllocatedSizeBytes / answers), "", "bytes/answer"),
            Figure($"{question.Name}_p50_half_load", half.Milliseconds(0.5), "", "ms"),
            Figure($"{question.Name}_p99_half_load", half.Milliseconds(0.99), LatencyTarget, "ms"),
            Figure($"{question.Name}_late_p99_half_load", late.Milliseconds(0.99), "", "ms"),
            Figure($"{question.Name}_gc_pause_half_load", Math.Round(pause * 100, 2), "", "% of time"),
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
        var times = new long[CheckedAnswers];
        for (var i = 0; i < CheckedAnswers; i++)
        {
            var unit = _units[random.Next(_units.Count)];
            var asked = Stopwatch.GetTimestamp();
            var answer = await question.AskAsync(_clients[0], unit);
            times[i] = Stopwatch.GetTimestamp() - asked;
            question.Check(answer, unit);
            size += answer.CalculateSize();
        }

        _progress.WriteLine($"{question.Name}: {CheckedAnswers:N0} answers are right, {size / CheckedAnswers:N0} bytes on average");
        var first = times[0] * 1e3 / Stopwatch.Frequency;
        var all = new Latencies(times);
        _progress.WriteLine($"{question.Name}: the first, of code that nobody has run yet, took {first:N1} ms, all one after the other p50 {all.Milliseconds(0.5)} ms, p99 {all.Milliseconds(0.99)} ms");
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

    private async Task<(Latencies Times, Latencies Lateness, double PauseShare)> AskAtRateAsync(Question question, Query.QueryClient[] clients, double rate, double ownPerAnswerSizeBytes)
    {
        using var quiet = QuietHeap.Begin((long)(rate * _duration.TotalSeconds * ownPerAnswerSizeBytes));
        var before = await MeasuredUse.ReadAsync(_node);
        var (times, lateness) = await OpenLoop.MeasureAsync(question, clients, rate, _units, _duration);
        var used = await MeasuredUse.ReadAsync(_node) - before;
        var what = $"at {rate:N0} calls/s, {times.Count:N0} of them: p50 {times.Milliseconds(0.5)} ms, p90 {times.Milliseconds(0.9)} ms, "
            + $"p99 {times.Milliseconds(0.99)} ms, p99.9 {times.Milliseconds(0.999)} ms, max {times.Milliseconds(1)} ms; "
            + $"sent late by p50 {lateness.Milliseconds(0.5)} ms, p99 {lateness.Milliseconds(0.99)} ms, max {lateness.Milliseconds(1)} ms";
        Report(question, what, used, times.Count);
        return (times, lateness, used.NodePauseShare);
    }

    private void Report(Question question, string what, MeasuredUse used, double answers)
    {
        _progress.WriteLine($"{question.Name}: {what}");
        _progress.WriteLine($"  {used.Describe(answers)}");
    }
}
