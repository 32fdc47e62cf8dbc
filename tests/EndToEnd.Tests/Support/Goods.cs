using Ledger.Contracts.Ids;

namespace Ledger.EndToEnd.Tests.Support;

/// <summary>A run of goods on cases of 10 and pallets of 20, by the ids that people type.</summary>
internal sealed record Goods(RunId Run)
{
    public string Root => $"{TokenId.RootOf(Run).Value}";

    public string Pallet(uint index) => $"{TokenId.Of(Run, TokenLevel.Pallet, index).Value}";

    public string Case(uint index) => $"{TokenId.Of(Run, TokenLevel.Case, index).Value}";

    public string Unit(uint index) => $"{TokenId.UnitOf(Run, index).Value}";
}
