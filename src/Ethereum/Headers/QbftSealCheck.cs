using Ledger.Ethereum.Primitives;

namespace Ledger.Ethereum.Headers;

/// <summary>How well a header is sealed by a set of validators.</summary>
/// <param name="Signers">The distinct members of the set that sealed it, in the order of their first seals.</param>
/// <param name="Required">How many it takes.</param>
public sealed record QbftSealCheck(IReadOnlyList<Address> Signers, int Required)
{
    /// <summary>Whether enough of them did.</summary>
    public bool IsSealed => Signers.Count >= Required;
}
