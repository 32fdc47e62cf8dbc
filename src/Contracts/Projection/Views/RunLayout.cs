using Ledger.Contracts.Ids;
using Ledger.Contracts.Words;

namespace Ledger.Contracts.Projection.Views;

/// <summary>Where a run's tokens are by its layout: pure arithmetic.</summary>
public static class RunLayout
{
    /// <summary>How many units a token of a level takes; 0 if the layout has no such level.</summary>
    public static ulong UnitsPer(RunWord run, TokenLevel level) => level switch
    {
        TokenLevel.Unit => 1,
        TokenLevel.Case => run.UnitsPerCase,
        TokenLevel.Pallet => (ulong)run.UnitsPerCase * run.CasesPerPallet,
        TokenLevel.Run => run.Count,
        _ => 0,
    };

    /// <summary>How many tokens of a level the run has.</summary>
    public static uint Population(RunWord run, TokenLevel level)
    {
        var per = UnitsPer(run, level);
        return per == 0 ? 0 : (uint)((run.Count + per - 1) / per);
    }

    /// <summary>Whether the run has the token.</summary>
    public static bool Has(RunWord run, TokenId token) => token.Index < Population(run, token.Level);

    /// <summary>The units that the layout puts into a token: the last case or pallet may be short.</summary>
    public static ulong Units(RunWord run, TokenId token)
    {
        var per = UnitsPer(run, token.Level);
        var first = token.Index * per;
        return first >= run.Count ? 0 : Math.Min(per, run.Count - first);
    }

    /// <summary>The first unit that the layout puts into a token.</summary>
    public static uint FirstUnit(RunWord run, TokenId token) => (uint)(token.Index * UnitsPer(run, token.Level));

    /// <summary>The default parent of a unit, case or pallet.</summary>
    public static TokenId Parent(RunWord run, TokenId token) => token.Level switch
    {
        TokenLevel.Unit when run.UnitsPerCase != 0 => TokenId.Of(token.Run, TokenLevel.Case, token.Index / run.UnitsPerCase),
        TokenLevel.Case when run.CasesPerPallet != 0 => TokenId.Of(token.Run, TokenLevel.Pallet, token.Index / run.CasesPerPallet),
        _ => TokenId.RootOf(token.Run),
    };
}
