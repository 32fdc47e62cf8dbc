using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Ledger.Node.Index.Serials;

/// <summary>
/// What the two generations of buckets hold, and how far a running seal or merge is. It lies in the buckets' own column family and each step writes it in
/// one batch with the buckets it changed, so that the two never disagree, even where the batch skips the log. Immutable.
/// </summary>
internal sealed record SealState
{
    private const byte Version = 2;

    /// <summary>Had one generation of buckets. Only a rebuild meets it, which reads chunks and no buckets.</summary>
    private const byte OneGenerationVersion = 1;

    private const int FixedSizeBytes = 1 + SerialHash.KeySizeBytes + 28;
    private const int OneGenerationSizeBytes = 1 + SerialHash.KeySizeBytes + 19;

    /// <summary>The largest number of prefix bits: 2^25 buckets of about 150 hold all ordinals there are.</summary>
    public const int MaxPrefixBits = 25;

    /// <summary>The smallest of the old generation: an entry loses a bit of fingerprint at each doubling, and has sixteen.</summary>
    public const int MinPrefixBits = MaxPrefixBits - Bucket.FingerprintBits;

    /// <summary>The hash key.</summary>
    public required byte[] HashKey { get; init; }

    /// <summary>Bits of the hash that choose a bucket of the old generation; 0 before the first merge.</summary>
    public int PrefixBits { get; init; }

    /// <summary>Entries in the old generation.</summary>
    public uint EntryCount { get; init; }

    /// <summary>All ordinals below this one are in the old generation.</summary>
    public uint MergedEnd { get; init; }

    /// <summary>From which ordinal on entries of the old generation were made with how many prefix bits; ascending.</summary>
    public required IReadOnlyList<SealEpoch> Epochs { get; init; }

    /// <summary>Bits of the hash that choose a bucket of the young generation, the same from its first seal to its merge; 0 while it is empty.</summary>
    public int YoungPrefixBits { get; init; }

    /// <summary>Entries in the young generation.</summary>
    public uint YoungCount { get; init; }

    /// <summary>All ordinals below this one are in the buckets of one generation or the other.</summary>
    public uint SealedEnd { get; init; }

    /// <summary>The ordinals below which the running seal writes; equal to <see cref="SealedEnd"/> when none runs.</summary>
    public uint TargetEnd { get; init; }

    /// <summary>Prefix bits that the running merge of the young generation into the old one writes; 0 when none runs.</summary>
    public int TargetPrefixBits { get; init; }

    /// <summary>Buckets below this one are done: of the young generation in a seal, of the old one in a merge (of the target's if there is no old one).</summary>
    public uint Cursor { get; init; }

    /// <summary>Whether a seal, memory to young, was begun and not ended. Then no merge runs.</summary>
    public bool IsSealing => TargetEnd != SealedEnd;

    /// <summary>Whether a merge, young to old, was begun and not ended. Then no seal runs.</summary>
    public bool IsMerging => TargetPrefixBits != 0;

    /// <summary>The prefix bits that the cursor counts in.</summary>
    public int CursorBits => !IsMerging ? YoungPrefixBits : PrefixBits == 0 ? TargetPrefixBits : PrefixBits;

    /// <summary>Whether all buckets of the running seal or merge are written.</summary>
    public bool IsCursorAtEnd => Cursor == 1u << CursorBits;

    /// <summary>
    /// What a young bucket holds at least, whoever reads it after this state was published: which generation it is of, told by where it begins, and up to which ordinal its units
    /// are in. A running seal writes buckets in their order, and publishes its cursor after them.
    /// </summary>
    public ulong YoungVersionOf(uint prefix) => ((ulong)MergedEnd << 32) | (IsSealing && prefix < Cursor ? TargetEnd : SealedEnd);

    /// <summary>
    /// What an old bucket holds at least, whoever reads it after this state was published: the ordinal up to which its units are in. A merge takes all that is sealed when it begins,
    /// and no seal runs beside it.
    /// </summary>
    /// <param name="isMerged">Whether the running merge has passed the bucket.</param>
    public ulong OldVersionOf(bool isMerged) => isMerged ? SealedEnd : MergedEnd;

    /// <summary>The state of an empty index, with a key of its own.</summary>
    public static SealState Create() => new() { HashKey = RandomNumberGenerator.GetBytes(SerialHash.KeySizeBytes), Epochs = [] };

    /// <summary>Reads the row.</summary>
    public static SealState Read(ReadOnlySpan<byte> row)
    {
        if (row.Length >= OneGenerationSizeBytes && row[0] == OneGenerationVersion && row.Length == OneGenerationSizeBytes + 5 * row[OneGenerationSizeBytes - 1])
            return ReadOneGeneration(row);
        if (row.Length < FixedSizeBytes || row[0] != Version || row.Length != FixedSizeBytes + 5 * row[FixedSizeBytes - 1])
            throw new SerialIndexCorruptException("The seal state of serial_bucket cannot be read: rebuild the index.");
        var fields = row[(1 + SerialHash.KeySizeBytes)..];
        var bytes = fields[24..];
        return new()
        {
            HashKey = row.Slice(1, SerialHash.KeySizeBytes).ToArray(),
            EntryCount = BinaryPrimitives.ReadUInt32BigEndian(fields),
            MergedEnd = BinaryPrimitives.ReadUInt32BigEndian(fields[4..]),
            YoungCount = BinaryPrimitives.ReadUInt32BigEndian(fields[8..]),
            SealedEnd = BinaryPrimitives.ReadUInt32BigEndian(fields[12..]),
            TargetEnd = BinaryPrimitives.ReadUInt32BigEndian(fields[16..]),
            Cursor = BinaryPrimitives.ReadUInt32BigEndian(fields[20..]),
            PrefixBits = bytes[0],
            YoungPrefixBits = bytes[1],
            TargetPrefixBits = bytes[2],
            Epochs = ReadEpochs(row, FixedSizeBytes),
        };
    }

    /// <summary>
    /// Reads the row of schema 1: all sealed units are in the old generation. A seal that ran is taken as not begun: until its end the buckets that it started
    /// from were all there, and what they lack is read into memory.
    /// </summary>
    private static SealState ReadOneGeneration(ReadOnlySpan<byte> row)
    {
        var fields = row[(1 + SerialHash.KeySizeBytes)..];
        var sealedEnd = BinaryPrimitives.ReadUInt32BigEndian(fields[1..]);
        return new()
        {
            HashKey = row.Slice(1, SerialHash.KeySizeBytes).ToArray(),
            PrefixBits = fields[0],
            EntryCount = BinaryPrimitives.ReadUInt32BigEndian(fields[5..]),
            MergedEnd = sealedEnd,
            SealedEnd = sealedEnd,
            TargetEnd = sealedEnd,
            Epochs = ReadEpochs(row, OneGenerationSizeBytes),
        };
    }

    private static SealEpoch[] ReadEpochs(ReadOnlySpan<byte> row, int fixedSizeBytes)
    {
        var epochs = new SealEpoch[row[fixedSizeBytes - 1]];
        for (var i = 0; i < epochs.Length; i++)
        {
            var epoch = row[(fixedSizeBytes + 5 * i)..];
            epochs[i] = new(BinaryPrimitives.ReadUInt32BigEndian(epoch), epoch[4]);
        }

        return epochs;
    }

    /// <summary>Writes the row.</summary>
    public byte[] ToRow()
    {
        var row = new byte[FixedSizeBytes + 5 * Epochs.Count];
        row[0] = Version;
        HashKey.CopyTo(row, 1);
        var fields = row.AsSpan(1 + SerialHash.KeySizeBytes);
        foreach (var value in (ReadOnlySpan<uint>)[EntryCount, MergedEnd, YoungCount, SealedEnd, TargetEnd, Cursor])
        {
            BinaryPrimitives.WriteUInt32BigEndian(fields, value);
            fields = fields[sizeof(uint)..];
        }

        (fields[0], fields[1], fields[2]) = ((byte)PrefixBits, (byte)YoungPrefixBits, (byte)TargetPrefixBits);
        row[FixedSizeBytes - 1] = (byte)Epochs.Count;
        for (var i = 0; i < Epochs.Count; i++)
        {
            var epoch = row.AsSpan(FixedSizeBytes + 5 * i);
            BinaryPrimitives.WriteUInt32BigEndian(epoch, Epochs[i].FirstOrdinal);
            epoch[4] = (byte)Epochs[i].PrefixBits;
        }

        return row;
    }

    /// <summary>The prefix bits with which an ordinal's entry was made.</summary>
    public int PrefixBitsOf(uint ordinal)
    {
        for (var i = Epochs.Count - 1; i >= 0; i--)
        {
            if (ordinal >= Epochs[i].FirstOrdinal) return Epochs[i].PrefixBits;
        }

        throw new SerialIndexCorruptException($"Ordinal {ordinal} is in an old bucket, but before the first merge.");
    }
}
