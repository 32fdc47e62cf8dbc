namespace Ledger.Node.Index.Serials;

/// <summary>A unit in a bucket.</summary>
/// <param name="Fingerprint">Bits of the hash behind the prefix; unknown ones are zero.</param>
/// <param name="Ordinal">The unit's place among all units of the index.</param>
internal readonly record struct BucketEntry(ushort Fingerprint, uint Ordinal);
