using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Ledger.Node.Index.Serials;

/// <summary>
/// What the buckets hold, and how far a running seal is. It lies in the buckets' own column family and each step writes it in
/// one batch with the buckets it changed, so that the two never disagree, even where the batch skips the log. Immutable.
/// </summary>
internal sealed record SealState
{
    private const byte Version = 1;

    /// <summary>The largest number of prefix bits: 2^25 buckets of about 150 hold all ordinals there are.</summary>
    public const int MaxPrefixBits = 25;

    /// <summary>The smallest: an entry loses a bit of fingerprint at each doubling, and has sixteen.</summary>
    public const int MinPrefixBits = MaxPrefixBits - Bucket.FingerprintBits;

    /// <summary>The hash key.</summary>
    public required byte[] HashKey { get; init; }

    /// <summary>Bits of the hash that choose a bucket; 0 before the first seal.</summary>
    public int PrefixBits { get; init; }

    /// <summary>All ordinals below this one are in the buckets.</summary>
    public uint SealedEnd { get; init; }

    /// <summary>Entries in the buckets.</summary>
    public uint EntryCount { get; init; }

    /// <summary>From which ordinal on entries were made with how many prefix bits; ascending.</summary>
    public required IReadOnlyList<SealEpoch> Epochs { get; init; }

    /// <summary>The ordinals below which the running seal merges; equal to <see cref="SealedEnd"/> when none runs.</summary>
    public uint TargetEnd { get; init; }

    /// <summary>Prefix bits that the running seal writes.</summary>
    public int TargetPrefixBits { get; init; }

    /// <summary>Buckets (by <see cref="PrefixBits"/>, or by the target's before the first seal) below this one are done.</summary>
    public uint Cursor { get; init; }

    /// <summary>Whether a seal was begun and not ended.</summary>
    public bool IsSealing => TargetEnd != SealedEnd;

    /// <summary>The prefix bits that the cursor counts in.</summary>
    public int CursorBits => PrefixBits == 0 ? TargetPrefixBits : PrefixBits;

    /// <summary>Whether all buckets of the running seal are written.</summary>
    public bool IsCursorAtEnd => Cursor == 1u << CursorBits;

    /// <summary>The state of an empty index, with a key of its own.</summary>
    public static SealState Create() => new() { HashKey = RandomNumberGenerator.GetBytes(SerialHash.KeySizeBytes), Epochs = [] };

    /// <summary>Reads the row.</summary>
    public static SealState Read(ReadOnlySpan<byte> row)
    {
        const int fixedSize = 1 + SerialHash.KeySizeBytes + 19;
        if (row.Length < fixedSize || row[0] != Version || row.Length != fixedSize + 5 * row[fixedSize - 1])
            throw new SerialIndexCorruptException("The seal state of serial_bucket cannot be read.");
        var fields = row[(1 + SerialHash.KeySizeBytes)..];
        var epochs = new SealEpoch[row[fixedSize - 1]];
        for (var i = 0; i < epochs.Length; i++)
        {
            var epoch = row[(fixedSize + 5 * i)..];
            epochs[i] = new(BinaryPrimitives.ReadUInt32BigEndian(epoch), epoch[4]);
        }

        return new()
        {
            HashKey = row.Slice(1, SerialHash.KeySizeBytes).ToArray(),
            PrefixBits = fields[0],
            SealedEnd = BinaryPrimitives.ReadUInt32BigEndian(fields[1..]),
            EntryCount = BinaryPrimitives.ReadUInt32BigEndian(fields[5..]),
            TargetEnd = BinaryPrimitives.ReadUInt32BigEndian(fields[9..]),
            TargetPrefixBits = fields[13],
            Cursor = BinaryPrimitives.ReadUInt32BigEndian(fields[14..]),
            Epochs = epochs,
        };
    }

    /// <summary>Writes the row.</summary>
    public byte[] ToRow()
    {
        var row = new List<byte> { Version };
        Span<byte> word = stackalloc byte[4];
        row.AddRange(HashKey);
        row.Add((byte)PrefixBits);
        foreach (var value in (ReadOnlySpan<uint>)[SealedEnd, EntryCount, TargetEnd])
        {
            BinaryPrimitives.WriteUInt32BigEndian(word, value);
            row.AddRange(word);
        }

        row.Add((byte)TargetPrefixBits);
        BinaryPrimitives.WriteUInt32BigEndian(word, Cursor);
        row.AddRange(word);
        row.Add((byte)Epochs.Count);
        foreach (var epoch in Epochs)
        {
            BinaryPrimitives.WriteUInt32BigEndian(word, epoch.FirstOrdinal);
            row.AddRange(word);
            row.Add((byte)epoch.PrefixBits);
        }

        return [.. row];
    }

    /// <summary>The prefix bits with which an ordinal's entry was made.</summary>
    public int PrefixBitsOf(uint ordinal)
    {
        for (var i = Epochs.Count - 1; i >= 0; i--)
        {
            if (ordinal >= Epochs[i].FirstOrdinal) return Epochs[i].PrefixBits;
        }

        throw new SerialIndexCorruptException($"Ordinal {ordinal} is in a bucket, but before the first seal.");
    }
}
