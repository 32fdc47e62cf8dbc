using System.Globalization;
using System.Text;
using Ledger.Node.Hosting;

namespace Ledger.Node.Health;

/// <summary>The pages for monitors: live, ready, metrics.</summary>
internal static class HealthPages
{
    private const string PlainText = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>Maps the pages.</summary>
    public static void Map(IEndpointRouteBuilder routes, NodeServices services, NodeStatus status, CallCounters counters)
    {
        routes.MapGet("/health/live", () => Results.Text("live\n"));
        routes.MapGet("/health/ready", () => status.Problems() is { Count: > 0 } problems
            ? Results.Text(string.Join('\n', problems) + "\n", statusCode: StatusCodes.Status503ServiceUnavailable)
            : Results.Text(string.Concat(["ready\n", .. status.Alarms().Select(alarm => $"alarm: {alarm}\n")])));
        routes.MapGet("/metrics", () => Results.Text(Metrics(services, status, counters), PlainText));
    }

    private static string Metrics(NodeServices services, NodeStatus status, CallCounters counters)
    {
        var text = new StringBuilder();
        Add(text, "ledger_head_block", "The newest block of the chain.", "gauge", services.Chain.Head);
        Add(text, "ledger_cursor_block", "The newest block in the index.", "gauge", services.Index.Cursor?.Number ?? 0);
        Add(text, "ledger_index_lag_blocks", "Blocks that the index lacks.", "gauge", services.Follower.Lag);
        Add(text, "ledger_ready", "1 when the node is ready.", "gauge", status.Problems().Count == 0 ? 1UL : 0UL);
        Add(text, "ledger_alarms", "Alarms that are raised: a chain without new blocks, an index that stays behind.", "gauge", (ulong)status.Alarms().Count);
        Add(text, "ledger_disk_free_bytes", "Free bytes of the database's disk.", "gauge", (ulong)Math.Max(0, services.Database.Room.FreeSizeBytes));
        counters.Write(text);
        RuntimeMetrics.Write(text);
        return text.ToString();
    }

    private static void Add(StringBuilder text, string name, string help, string type, ulong value) => text.Append(
        CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} {type}\n{name} {value}\n");
}
