using System.Globalization;

namespace Ledger.Bench.Api;

/// <summary>What a runtime did beside its work: why times are what they are.</summary>
/// <param name="Collections">Garbage collections of any generation.</param>
/// <param name="FullCollections">Those of the oldest generation.</param>
/// <param name="PauseSeconds">Time in which they held all threads.</param>
/// <param name="AllocatedSizeBytes">Bytes allocated.</param>
/// <param name="CompiledMethods">Methods compiled.</param>
internal readonly record struct RuntimeUse(long Collections, long FullCollections, double PauseSeconds, double AllocatedSizeBytes, long CompiledMethods)
{
    /// <summary>The use since an earlier reading.</summary>
    public static RuntimeUse operator -(RuntimeUse now, RuntimeUse then) => new(
        now.Collections - then.Collections,
        now.FullCollections - then.FullCollections,
        now.PauseSeconds - then.PauseSeconds,
        now.AllocatedSizeBytes - then.AllocatedSizeBytes,
        now.CompiledMethods - then.CompiledMethods);

    /// <summary>Of this process.</summary>
    public static RuntimeUse OfThis() => new(
        GC.CollectionCount(0),
        GC.CollectionCount(GC.MaxGeneration),
        GC.GetTotalPauseDuration().TotalSeconds,
        GC.GetTotalAllocatedBytes(),
        System.Runtime.JitInfo.GetCompiledMethodCount());

    /// <summary>Of a node, out of its metrics.</summary>
    /// <exception cref="FormatException">A metric is missing.</exception>
    public static RuntimeUse Parse(string metrics)
    {
        var values = metrics.Split('\n').Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split(' '))
            .ToDictionary(words => words[0], words => words[^1], StringComparer.Ordinal);
        return new(
            (long)Read("ledger_gc_collections_total{generation=\"0\"}"),
            (long)Read("ledger_gc_collections_total{generation=\"2\"}"),
            Read("ledger_gc_pause_seconds_total"),
            Read("ledger_gc_allocated_bytes_total"),
            (long)Read("ledger_jit_methods_total"));

        double Read(string name) => values.TryGetValue(name, out var text)
            ? double.Parse(text, CultureInfo.InvariantCulture)
            : throw new FormatException($"The node's metrics lack {name}.");
    }

    /// <summary>In words.</summary>
    /// <param name="wallSeconds">The time it was measured for.</param>
    /// <param name="answers">The answers given meanwhile.</param>
    public string Describe(double wallSeconds, double answers) => string.Create(
        CultureInfo.InvariantCulture,
        $"GC paused {PauseSeconds / wallSeconds:P2} in {Collections} collections ({PauseSeconds * 1e3 / Math.Max(1, Collections):N2} ms each, {FullCollections} full), {AllocatedSizeBytes / answers:N0} bytes an answer, {CompiledMethods} methods compiled");
}
