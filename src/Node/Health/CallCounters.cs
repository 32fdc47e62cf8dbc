using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Grpc.Core;

namespace Ledger.Node.Health;

/// <summary>Counts calls by method and status. Thread-safe.</summary>
internal sealed class CallCounters
{
    // Methods and statuses are both few; what is beyond comes from somebody who makes names up.
    private const int MaxSeries = 1_024;

    private readonly ConcurrentDictionary<(string Method, StatusCode Status), Series> _series = new();

    /// <summary>Counts a call.</summary>
    public void Add(string method, StatusCode status, TimeSpan duration)
    {
        if (!_series.TryGetValue((method, status), out var series))
        {
            if (_series.Count >= MaxSeries) return;
            series = _series.GetOrAdd((method, status), _ => new Series());
        }

        Interlocked.Increment(ref series.Count);
        Interlocked.Add(ref series.Microseconds, (long)duration.TotalMicroseconds);
    }

    /// <summary>Writes the counters in the text format of Prometheus.</summary>
    public void Write(StringBuilder text)
    {
        text.Append("# HELP ledger_calls_total Calls by method and status.\n# TYPE ledger_calls_total counter\n");
        foreach (var (key, series) in _series)
            text.Append(CultureInfo.InvariantCulture, $"ledger_calls_total{{method=\"{key.Method}\",status=\"{key.Status}\"}} {Volatile.Read(ref series.Count)}\n");
        text.Append("# HELP ledger_call_seconds_total Time in calls.\n# TYPE ledger_call_seconds_total counter\n");
        foreach (var (key, series) in _series)
        {
            var seconds = Volatile.Read(ref series.Microseconds) / 1e6;
            text.Append(CultureInfo.InvariantCulture, $"ledger_call_seconds_total{{method=\"{key.Method}\",status=\"{key.Status}\"}} {seconds:F6}\n");
        }
    }

    private sealed class Series
    {
        public long Count;
        public long Microseconds;
    }
}
