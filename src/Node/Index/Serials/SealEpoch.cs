namespace Ledger.Node.Index.Serials;

/// <summary>Entries from an ordinal on were made with a number of prefix bits.</summary>
/// <param name="FirstOrdinal">The first ordinal.</param>
/// <param name="PrefixBits">The prefix bits.</param>
internal readonly record struct SealEpoch(uint FirstOrdinal, int PrefixBits);
