namespace Ledger.Client.Preparing;

/// <summary>How a recall is placed.</summary>
/// <param name="RecallClass">1 to 3, 1 the gravest.</param>
/// <param name="Reason">Why, for everyone to read.</param>
/// <param name="Destinations">Partners to whom custody may still move, at most 4: ids, GLNs or names.</param>
public sealed record RecallSpec(byte RecallClass, string Reason, IReadOnlyList<string> Destinations);
