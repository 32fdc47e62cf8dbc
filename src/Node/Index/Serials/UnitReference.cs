using Ledger.Contracts.Ids;

namespace Ledger.Node.Index.Serials;

/// <summary>A unit as its run knows it.</summary>
/// <param name="Run">The run.</param>
/// <param name="Index">The unit's place in the packing order.</param>
internal readonly record struct UnitReference(RunId Run, int Index);
