using System.Buffers.Binary;
using Ledger.Contracts.Ids;
using Ledger.Contracts.Projection;
using Ledger.Node.Index.Reading;
using Ledger.Node.Queries.Lineages;

namespace Ledger.Node.Queries.Recalls;

/// <summary>Adds the units that were made of recalled ones: their source lots bind them.</summary>
/// <param name="view">The index.</param>
/// <param name="height">The block.</param>
/// <param name="units">Goes through units at that height.</param>
/// <param name="sums">What they are added to.</param>
internal sealed class OutputSums(IndexView view, ulong height, UnitWalk units, HolderSums sums)
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
        var rows = view.RowsAt(height);
        var made = _runs.Where(run => rows.RunWord(run).Count > 0);
        foreach (var lot in made.GroupBy(run => rows.RunWord(run).Lot).OrderBy(lot => lot.Key.Value))
        {
            // Of a recalled product both may be: its lots are counted already.
            if (_recalled.Contains(lot.Key)) continue;
            if (RunsOf(lot.Key).Where(run => rows.RunWord(run).Count > 0).All(_runs.Contains))
            {
                sums.AddLot(view, lot.Key, height);
                continue;
            }

            foreach (var group in lot.SelectMany(run => units.Of(run, 0, rows.RunWord(run).Count - 1))) sums.Add(group);
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
