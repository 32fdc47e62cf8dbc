using Ledger.Contracts.Ids;

namespace Ledger.Node.Index.Serials;

/// <summary>Gathers duplicates by pair of runs, so that a copied run makes one alert and not one for each unit.</summary>
internal sealed class DuplicateCollection
{
    private readonly Dictionary<(RunId First, RunId Second), SerialDuplicate> _pairs = [];

    /// <summary>Whether none was found.</summary>
    public bool IsEmpty => _pairs.Count == 0;

    /// <summary>Adds one pair of units.</summary>
    public void Add(UnitReference first, UnitReference second)
    {
        var pair = (first.Run, second.Run);
        _pairs[pair] = _pairs.TryGetValue(pair, out var known) ? known with { Count = known.Count + 1 } : new(first, second, 1);
    }

    /// <summary>The duplicates, one for each pair of runs.</summary>
    public IReadOnlyList<SerialDuplicate> ToList() => [.. _pairs.Values];
}
