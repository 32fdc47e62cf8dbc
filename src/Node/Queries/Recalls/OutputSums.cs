using System.Buffers.Binary;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Projection;
using Ledger.Contracts.Projection.Views;
using Ledger.Node.Index.Reading;
using Ledger.Node.Queries.Lineages;

namespace Ledger.Node.Queries.Recalls;

/// <summary>Adds the units that were made of recalled ones: their source lots bind them.</summary>
/// <param name="view">The index.</param>
/// <param name="height">The block.</param>
/// <param name="sums">What they are added to.</param>
internal sealed class OutputSums(IndexView view, ulong height, HolderSums sums)
{
    private readonly HashSet<RunId> _runs = [];
    private readonly HashSet<LotId> _recalled = [];

    /// <summary>Everything made of a lot, over generations.</summary>
    public void AddLot(LotId lot)
    {
        _recalled.Add(lot);
        _runs.UnionWith(TransformOutputs.Of(view, lot));
    }

    /// <summary>Everything made directly of units of a range.</summary>
    public void AddRange(RunId run, uint first, uint last) =>
        _runs.UnionWith(TransformOutputs.Of(view, view.Rows.RunWord(run).Lot).Where(output => TransformOutputs.Consumed(view, output, run, first, last)));

    /// <summary>Adds them: a lot that was wholly made so at the cost of its holders, runs of other lots unit by unit.</summary>
    public void Finish()
    {
        var rows = height == view.Cursor.Number ? view.Rows : new LedgerView(new HistoricalReader(view, height));
        var made = _runs.Where(run => view.Rows.TryRun(run, out var record) && record.Commissioned.Block <= height);
        foreach (var lot in made.GroupBy(run => view.Rows.RunWord(run).Lot).OrderBy(lot => lot.Key.Value))
        {
            // Of a recalled product both may be: its lots are counted already.
            if (_recalled.Contains(lot.Key)) continue;
            if (RunsOf(lot.Key).All(_runs.Contains)) sums.AddLot(view, lot.Key, height);
            else foreach (var run in lot) sums.AddRange(rows, run, 0, rows.RunWord(run).Count - 1);
        }
    }

    private List<RunId> RunsOf(LotId lot)
    {
        var runs = new List<RunId>();
        using var rows = view.Iterate(EntityKind.LotRun, ProjectionKeys.Lot(lot).Span);
        for (var isValid = rows.SeekToFirst(); isValid && runs.Count < RecallMapper.MaxRuns; isValid = rows.Next())
            runs.Add(new(BinaryPrimitives.ReadUInt32BigEndian(rows.Key[sizeof(uint)..])));
        return runs;
    }
}
