namespace Ledger.Node.Index.Serials;

/// <summary>A unit in a bucket.</summary>
/// <param name="Fingerprint">Bits of the hash behind the prefix; unknown ones are zero.</param>
/// <param name="Ordinal">The unit's place among all units of the index.</param>
/// <param name="Extra">Eight further bits of the hash, in wide rows only.</param>
internal readonly record struct BucketEntry(ushort Fingerprint, uint Ordinal, byte Extra = 0);
