using System.Runtime.CompilerServices;

namespace Ledger.Node.Index.Serials;

/// <summary>
/// Tells, without a read, that a unit is not in the young generation of buckets, where most units are not once there is an old one. A filter in memory of ten
/// bits a unit, each bucket's by itself, so that it need not be made at a start: a bucket's bits are learned by the first lookup that reads the bucket, and
/// added to by the seal that adds to it. It belongs to one generation, from its first seal to its merge, and bits are only ever set. Thread-safe, lock-free.
/// </summary>
/// <remarks>
/// A reader may learn a row that a seal is about to replace: what that seal adds it adds here too, before it writes the row and before any view lacks the unit in
/// memory. So whichever of the two comes last, all of the bucket's units are known.
/// </remarks>
internal sealed class YoungFilter
{
    /// <summary>Bits a unit: about three of a hundred units that are not there are looked for in vain.</summary>
    public const int BitsPerUnit = 10;

    private const int WordBits = 64;

    // Of a hash, what a wide row knows of it beyond its prefix.
    private const int KnownBits = Bucket.FingerprintBits + Bucket.ExtraBits;

    private readonly int _prefixBits;
    private readonly int _wordsPerBucket;
    private readonly ulong[] _words;
    private readonly ulong[] _learned;

    /// <summary>Makes a filter that knows no bucket yet.</summary>
    /// <param name="prefixBits">The generation's prefix bits.</param>
    /// <param name="units">How many units the generation may come to have; with more, more are looked for in vain.</param>
    public YoungFilter(int prefixBits, long units)
    {
        var buckets = 1 << prefixBits;
        _prefixBits = prefixBits;
        _wordsPerBucket = (int)Math.Clamp((units * BitsPerUnit / WordBits / buckets) + 1, 1, Array.MaxLength / buckets);
        _words = new ulong[buckets * _wordsPerBucket];
        _learned = new ulong[(buckets / WordBits) + 1];
    }

    /// <summary>The bytes that it takes.</summary>
    public long SizeBytes => (_words.Length + (long)_learned.Length) * sizeof(ulong);

    /// <summary>Whether a unit may be in its young bucket; always where the bucket is not learned.</summary>
    public bool MayHave(ulong hash)
    {
        var prefix = Bucket.PrefixOf(hash, _prefixBits);
        if (!HasLearned(prefix)) return true;
        var bits = BitsOf(Known(hash), out var place);
        return (Volatile.Read(ref WordOf(prefix, place)) & bits) == bits;
    }

    /// <summary>Whether a bucket's units are known.</summary>
    public bool HasLearned(uint prefix) => (Volatile.Read(ref _learned[prefix / WordBits]) >> (int)(prefix % WordBits) & 1) != 0;

    /// <summary>Adds a unit that a seal puts into its bucket. Before the bucket is written.</summary>
    public void Add(ulong hash) => Add(Bucket.PrefixOf(hash, _prefixBits), Known(hash));

    /// <summary>Learns a bucket from its row, as it was at any time of this generation.</summary>
    /// <param name="prefix">The bucket's prefix.</param>
    /// <param name="bucket">The row, a wide one.</param>
    public void Learn(uint prefix, in Bucket bucket)
    {
        for (var i = 0; i < bucket.Count; i++) Add(prefix, (uint)(bucket.FingerprintAt(i) << Bucket.ExtraBits) | bucket.ExtraAt(i));
        LearnEmpty(prefix);
    }

    /// <summary>Learns that a bucket has no row.</summary>
    public void LearnEmpty(uint prefix) => Interlocked.Or(ref _learned[prefix / WordBits], 1UL << (int)(prefix % WordBits));

    private static ulong BitsOf(uint known, out uint place)
    {
        // Two rounds of multiplying and folding: all of the 24 bits go into the place and into four bits of its word.
        var mixed = known * 0x9E37_79B9_7F4A_7C15;
        mixed = (mixed ^ (mixed >> 32)) * 0xD6E8_FEB8_6659_FD93;
        place = (uint)(mixed >> 32);
        return (1UL << (int)(mixed & 63)) | (1UL << (int)(mixed >> 6 & 63)) | (1UL << (int)(mixed >> 12 & 63)) | (1UL << (int)(mixed >> 18 & 63));
    }

    private uint Known(ulong hash) => (uint)(hash >> (WordBits - _prefixBits - KnownBits)) & ((1 << KnownBits) - 1);

    private void Add(uint prefix, uint known)
    {
        var bits = BitsOf(known, out var place);
        ref var word = ref WordOf(prefix, place);
        if ((Volatile.Read(ref word) & bits) != bits) Interlocked.Or(ref word, bits);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref ulong WordOf(uint prefix, uint place) => ref _words[(prefix * _wordsPerBucket) + (int)((ulong)place * (uint)_wordsPerBucket >> 32)];
}
