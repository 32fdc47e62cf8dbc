namespace Ledger.Node.Index.Serials;

/// <summary>What a reader looks through: the buckets as the state tells, and the units that are not in all of them yet. Immutable but for the tables, which grow.</summary>
/// <param name="State">What the buckets hold.</param>
/// <param name="Active">Units committed since the last seal began.</param>
/// <param name="Sealing">Units that the running seal merges, null when none runs.</param>
/// <param name="Filter">Which units the young generation may hold; null where nearly all are in it, or none.</param>
internal sealed record SerialView(SealState State, SerialTable Active, SerialTable? Sealing, YoungFilter? Filter)
{
    /// <summary>Units in memory.</summary>
    public int UnitsInMemory => Active.Count + (Sealing?.Count ?? 0);

    /// <summary>Where the old generation's bucket of a hash is now.</summary>
    /// <returns>Prefix bits and prefix; zero bits if there is none.</returns>
    public (int Bits, uint Prefix) Locate(ulong hash) => Locate(hash, out _);

    /// <summary>Where the old generation's bucket of a hash is now.</summary>
    /// <param name="hash">The hash.</param>
    /// <param name="version">What it holds at least.</param>
    /// <returns>Prefix bits and prefix; zero bits if there is none.</returns>
    public (int Bits, uint Prefix) Locate(ulong hash, out ulong version)
    {
        var isMerged = State.IsMerging && Bucket.PrefixOf(hash, State.CursorBits) < State.Cursor;
        var bits = isMerged ? State.TargetPrefixBits : State.PrefixBits;
        version = State.OldVersionOf(isMerged);
        return bits == 0 ? default : (bits, Bucket.PrefixOf(hash, bits));
    }
}
