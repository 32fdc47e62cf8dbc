using Ledger.Bench.History;
using Ledger.Contracts.Projection;
using Ledger.Node.Index.Reading;
using Ledger.Node.Index.Storage;

namespace Ledger.Bench.Growth;

/// <summary>What a unit takes more that is dispensed on its own: two histories of one seed, of which one dispenses nothing and the other each unit that reaches a dispenser.</summary>
internal static class SinglyDispensed
{
    private const long Units = 300_000;

    /// <summary>The bytes that the index may take for such a unit, beside the receipts that it keeps for proofs and rebuilds.</summary>
    private const string IndexTarget = "<= 30";

    private static readonly HistoryShares Nothing = new() { SinglyDispensedCases = 0, DispensedCases = 0 };

    private static readonly HistoryShares Everything = new() { SinglyDispensedCases = 100, UnpackedUnits = 0 };

    /// <summary>Whether a column family keeps what the chain told, byte for byte, and not what the index makes of it.</summary>
    public static bool IsEvidence(string family) => family is LedgerFamilies.Receipt or LedgerFamilies.Block;

    /// <summary>Measures it for units whose dispensing is one of fifty in a transaction, and for those that have a transaction each.</summary>
    public static IEnumerable<BenchmarkFigure> Measure(int seed, long cacheSizeBytes, TextWriter progress)
    {
        var before = Weigh(Nothing, seed, cacheSizeBytes, progress);
        foreach (var (name, items) in ((string, int)[])[("batched", Everything.DispensedInTransaction), ("alone", 1)])
        {
            var after = Weigh(Everything with { DispensedInTransaction = items }, seed, cacheSizeBytes, progress);
            var (index, evidence) = (PerUnit(before.Index, after.Index), PerUnit(before.Evidence, after.Evidence));
            progress.WriteLine($"a unit dispensed on its own, {items} in a transaction: {index} bytes more in the index, {evidence} in receipts and blocks");
            foreach (var figure in (BenchmarkFigure[])
            [
                new($"growth_dispensed_singly_{name}_index", index, null, null, IndexTarget, "bytes/unit"),
                new($"growth_dispensed_singly_{name}_receipts", evidence, null, null, "", "bytes/unit"),
            ])
            {
                yield return figure;
            }

            double PerUnit(double without, double with) => Math.Round((with - without) * after.Units / after.Dispensed, 2);
        }
    }

    private static Weight Weigh(HistoryShares shares, int seed, long cacheSizeBytes, TextWriter progress)
    {
        using var folder = new BenchFolder(null);
        var generator = new HistoryGenerator(Units, seed, shares);
        using var index = new GeneratedIndex(folder.Path, cacheSizeBytes);
        index.FollowAsync(generator, progress, CancellationToken.None).GetAwaiter().GetResult();
        var sizes = index.Settle();
        using var views = new IndexViews(index.Index, TimeProvider.System);
        using var view = views.Open() ?? throw new InvalidOperationException("The index is empty.");
        double evidence = sizes.Where(size => IsEvidence(size.Family)).Sum(size => size.SizeBytes);
        double all = sizes.Sum(size => size.SizeBytes);
        return new(generator.Units, view.Rows.Counter(ProjectionCounters.Dispensed), (all - evidence) / generator.Units, evidence / generator.Units);
    }

    /// <summary>Bytes for each unit commissioned.</summary>
    private sealed record Weight(long Units, double Dispensed, double Index, double Evidence);
}
