using System.Runtime.CompilerServices;

namespace Ledger.Node.Index.Serials;

/// <summary>Finds units by hash in a view. Stateless; candidates are always checked in the blob, so answers are exact.</summary>
internal static class SerialLookup
{
    /// <summary>Adds the units in memory that bear a serial.</summary>
    public static void FindInMemory(SerialRows rows, SerialView view, ulong hash, ulong gtin, ReadOnlySpan<byte> serial, ref SerialMatches matches)
    {
        FindInTable(rows, view.Active, hash, gtin, serial, ref matches);
        if (view.Sealing is { } sealing) FindInTable(rows, sealing, hash, gtin, serial, ref matches);
    }

    /// <summary>Adds the units in the young generation's buckets that bear a serial.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="view">The view by which memory was searched. Should it be outdated, what has left the young generation is in the old one by now.</param>
    /// <param name="hash">The hash of the two following.</param>
    /// <param name="gtin">The product.</param>
    /// <param name="serial">The serial.</param>
    /// <param name="matches">Receives the units.</param>
    [SkipLocalsInit]
    public static void FindInYoung(SerialRows rows, SerialView view, ulong hash, ulong gtin, ReadOnlySpan<byte> serial, ref SerialMatches matches)
    {
        var bits = view.State.YoungPrefixBits;
        if (bits == 0 || view.Filter?.MayHave(hash) == false) return;
        var prefix = Bucket.PrefixOf(hash, bits);
        Span<byte> buffer = stackalloc byte[SerialRowRing.MaxRowSizeBytes];
        if (!rows.TryGetBucket(isYoung: true, bits, prefix, view.State.YoungVersionOf(prefix), buffer, out var row))
        {
            view.Filter?.LearnEmpty(prefix);
            return;
        }

        using (row)
        {
            var bucket = new Bucket(row.Span);
            if (view.Filter is { } filter && !filter.HasLearned(prefix)) filter.Learn(prefix, bucket);
            for (var i = NextYoung(bucket, hash, bits, 0); i >= 0; i = NextYoung(bucket, hash, bits, i + 1))
                AddIfBorne(rows, bucket.OrdinalAt(i), gtin, serial, ref matches);
        }
    }

    /// <summary>Adds the units in the old generation's buckets that bear a serial. Search the young one before: units move that way.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="current">Gives the newest view; asked again after reading, because a merge may have moved the bucket meanwhile.</param>
    /// <param name="hash">The hash of the two following.</param>
    /// <param name="gtin">The product.</param>
    /// <param name="serial">The serial.</param>
    /// <param name="matches">Receives the units.</param>
    [SkipLocalsInit]
    public static void FindInOld(SerialRows rows, CurrentView current, ulong hash, ulong gtin, ReadOnlySpan<byte> serial, ref SerialMatches matches)
    {
        Span<byte> buffer = stackalloc byte[SerialRowRing.MaxRowSizeBytes];
        var view = current.View;
        while (true)
        {
            var (bits, prefix) = view.Locate(hash, out var version);
            if (bits != 0 && rows.TryGetBucket(isYoung: false, bits, prefix, version, buffer, out var row))
            {
                using (row) FindInBucket(rows, view.State, bits, new(row.Span), hash, gtin, serial, ref matches);
            }

            // Buckets of the old size are deleted only after all of the new size were published, so a reader that finds the
            // same place named before and after its read has read what was there.
            var newest = current.View;
            if (newest.Locate(hash) == (bits, prefix)) return;
            view = newest;
        }
    }

    /// <summary>Finds the entries of a young bucket whose fingerprint and extra bits agree.</summary>
    /// <returns>The entry's index, or -1.</returns>
    public static int NextYoung(in Bucket bucket, ulong hash, int bits, int start)
    {
        var fingerprint = Bucket.FingerprintOf(hash, bits);
        var extra = Bucket.ExtraOf(hash, bits);
        for (var i = bucket.IndexOf(fingerprint, ushort.MaxValue, start); i >= 0; i = bucket.IndexOf(fingerprint, ushort.MaxValue, i + 1))
        {
            if (bucket.ExtraAt(i) == extra) return i;
        }

        return -1;
    }

    /// <summary>Finds the entries of a bucket whose fingerprint agrees as far as it is known.</summary>
    /// <returns>The entry's index, or -1.</returns>
    public static int NextCandidate(in Bucket bucket, SealState state, int bits, ushort fingerprint, int start)
    {
        // The bits that even the oldest entry knows sort most entries out; the few left are asked for their own.
        var common = Bucket.KnownBits(state.Epochs[0].PrefixBits, bits);
        for (var i = bucket.IndexOf(fingerprint, common, start); i >= 0; i = bucket.IndexOf(fingerprint, common, i + 1))
        {
            var known = Bucket.KnownBits(state.PrefixBitsOf(bucket.OrdinalAt(i)), bits);
            if (((bucket.FingerprintAt(i) ^ fingerprint) & known) == 0) return i;
        }

        return -1;
    }

    private static void FindInBucket(
        SerialRows rows, SealState state, int bits, in Bucket bucket, ulong hash, ulong gtin, ReadOnlySpan<byte> serial, ref SerialMatches matches)
    {
        var fingerprint = Bucket.FingerprintOf(hash, bits);
        for (var i = NextCandidate(bucket, state, bits, fingerprint, 0); i >= 0; i = NextCandidate(bucket, state, bits, fingerprint, i + 1))
        {
            AddIfBorne(rows, bucket.OrdinalAt(i), gtin, serial, ref matches);
        }
    }

    private static void FindInTable(SerialRows rows, SerialTable table, ulong hash, ulong gtin, ReadOnlySpan<byte> serial, ref SerialMatches matches)
    {
        Span<uint> ordinals = stackalloc uint[SerialMatches.Capacity];
        foreach (var ordinal in ordinals[..table.Find(hash, ordinals)]) AddIfBorne(rows, ordinal, gtin, serial, ref matches);
    }

    private static void AddIfBorne(SerialRows rows, uint ordinal, ulong gtin, ReadOnlySpan<byte> serial, ref SerialMatches matches)
    {
        if (!matches.Has(ordinal) && rows.Bears(ordinal, gtin, serial, out var unit)) matches.Add(ordinal, unit);
    }
}
