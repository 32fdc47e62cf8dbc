using System.Globalization;
using System.Text;

namespace Ledger.Node.Health;

/// <summary>What the runtime does beside answering: the first place to look when answers are late though the processors are not busy.</summary>
internal static class RuntimeMetrics
{
    /// <summary>Writes the counters in the text format of Prometheus.</summary>
    public static void Write(StringBuilder text)
    {
        text.Append("# HELP ledger_gc_collections_total Garbage collections by generation; one of a generation counts in the younger ones too.\n# TYPE ledger_gc_collections_total counter\n");
        for (var generation = 0; generation <= GC.MaxGeneration; generation++)
            text.Append(CultureInfo.InvariantCulture, $"ledger_gc_collections_total{{generation=\"{generation}\"}} {GC.CollectionCount(generation)}\n");
        Add(text, "ledger_gc_pause_seconds_total", "Time in which garbage collections held all threads.", "counter", GC.GetTotalPauseDuration().TotalSeconds);
        Add(text, "ledger_gc_allocated_bytes_total", "Bytes allocated.", "counter", GC.GetTotalAllocatedBytes());
        Add(text, "ledger_gc_committed_bytes", "Memory of the heap after the last collection.", "gauge", GC.GetGCMemoryInfo().TotalCommittedBytes);
        Add(text, "ledger_thread_pool_threads", "Threads that take work.", "gauge", ThreadPool.ThreadCount);
        Add(text, "ledger_thread_pool_queued", "Work that waits for a thread.", "gauge", ThreadPool.PendingWorkItemCount);
        Add(text, "ledger_jit_methods_total", "Methods compiled while running.", "counter", System.Runtime.JitInfo.GetCompiledMethodCount());
        Add(text, "ledger_jit_seconds_total", "Time of compiling them.", "counter", System.Runtime.JitInfo.GetCompilationTime().TotalSeconds);
        Add(text, "ledger_lock_contentions_total", "Times a thread waited for a lock.", "counter", Monitor.LockContentionCount);
    }

    private static void Add(StringBuilder text, string name, string help, string type, double value) =>
        text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} {type}\n{name} {value:0.######}\n");
}
