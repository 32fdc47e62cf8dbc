namespace Ledger.Bench.History;

/// <summary>A run's size and packaging.</summary>
/// <param name="Units">Units.</param>
/// <param name="UnitsPerCase">Units of a full case.</param>
/// <param name="CasesPerPallet">Cases of a full pallet.</param>
internal readonly record struct RunSize(uint Units, uint UnitsPerCase, uint CasesPerPallet)
{
    /// <summary>Cases, the last one perhaps short.</summary>
    public uint Cases => (Units + UnitsPerCase - 1) / UnitsPerCase;

    /// <summary>Pallets, the last one perhaps short.</summary>
    public uint Pallets => (Cases + CasesPerPallet - 1) / CasesPerPallet;
}
