using Ledger.Contracts.Ids;

namespace Ledger.Bench.History;

/// <summary>A commissioned run: enough to make each serial again.</summary>
/// <param name="Run">Its id.</param>
/// <param name="Product">Its product.</param>
/// <param name="FirstUnit">The number of its first unit among the product's.</param>
/// <param name="Units">Its units.</param>
internal sealed record GeneratedRun(RunId Run, ProductSpec Product, long FirstUnit, uint Units);
