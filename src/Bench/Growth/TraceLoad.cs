using System.Diagnostics;
using System.Globalization;
using System.Text;
using Ledger.Bench.History;
using Ledger.Bench.Lookup;
using Ledger.Contracts.Ids;
using Ledger.Node.Index;
using Ledger.Node.Index.Reading;
using Ledger.Node.Queries.Trace;

namespace Ledger.Bench.Growth;

/// <summary>Asks for the whole histories of units, by their codes as scanned, each with a view of its own: what the node's service does for a call, without the call.</summary>
internal sealed class TraceLoad(LookupLoad units)
{
    private const int ClockEvery = 16;

    // Events told before, as the node's service keeps them.
    private readonly ToldEvents _told = new();

    /// <summary>Asks on one thread for as long as it is told.</summary>
    /// <returns>Histories a second.</returns>
    /// <exception cref="InvalidOperationException">An answer is of another unit, or has no events.</exception>
    public double Run(LedgerIndex index, TimeSpan duration)
    {
        using var views = new IndexViews(index, TimeProvider.System);
        var random = new Random(1);
        var start = Stopwatch.GetTimestamp();
        var answers = 0L;
        while (Stopwatch.GetElapsedTime(start) < duration)
        {
            for (var i = 0; i < ClockEvery; i++, answers++) Ask(views, random);
        }

        return Math.Round(answers / Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    private void Ask(IndexViews views, Random random)
    {
        var run = units.Choose(random, out var unit);
        Span<byte> buffer = stackalloc byte[32];
        var serial = Encoding.ASCII.GetString(UnitLookup.SerialOf(run, unit, buffer));
        using var view = views.Open() ?? throw new InvalidOperationException("The index is empty.");
        var answer = TraceQuery.Trace(view, new() { Item = $"01{run.Product.Gtin.ToString("D14", CultureInfo.InvariantCulture)}21{serial}" }, _told);
        var token = TokenId.UnitOf(run.Run, unit);
        if (answer.Token.Token != token.Value || answer.Events.Count == 0)
            throw new InvalidOperationException($"The history of {token} was asked for, and {answer.Events.Count} events of {answer.Token.Token} came.");
    }
}
