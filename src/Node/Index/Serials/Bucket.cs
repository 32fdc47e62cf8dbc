using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Ledger.Node.Index.Serials;

/// <summary>
/// A row of <c>serial_bucket</c>: the units whose hash has one prefix. Count (2 bytes), bits of an ordinal (1 byte, the highest bit
/// set for a wide row), 16-bit fingerprints, ordinals bit-packed, in a wide row eight further bits of each hash; all little-endian.
/// A fingerprint is the hash's bits behind the prefix that the entry was made with; each doubling of the buckets moves its top
/// bit into the prefix and leaves one low bit unknown. Rows of the young generation are wide, so that they need not be hashed
/// again to be merged into the many more buckets of the old one.
/// </summary>
internal readonly ref struct Bucket
{
    /// <summary>Bits of a fingerprint.</summary>
    public const int FingerprintBits = 16;

    /// <summary>The key's size: prefix bits, prefix.</summary>
    public const int KeySizeBytes = 5;

    /// <summary>The most entries in a bucket. At 150 on average under a keyed hash, more mean damage.</summary>
    public const int MaxCount = ushort.MaxValue;

    /// <summary>Bits of an entry's hash that a wide row knows beyond its fingerprint.</summary>
    public const int ExtraBits = 8;

    private const int HeaderSizeBytes = 3;
    private const byte WideMark = 0x80;
    private const byte YoungMark = 0x80;

    private readonly ReadOnlySpan<ushort> _fingerprints;
    private readonly ReadOnlySpan<byte> _ordinals;
    private readonly ReadOnlySpan<byte> _extras;
    private readonly int _ordinalBits;

    /// <summary>Reads a row.</summary>
    public Bucket(ReadOnlySpan<byte> row)
    {
        if (row.Length < HeaderSizeBytes) throw new SerialIndexCorruptException("A row of serial_bucket is too short.");
        var count = BinaryPrimitives.ReadUInt16LittleEndian(row);
        var isWide = (row[2] & WideMark) != 0;
        _ordinalBits = row[2] & ~WideMark;
        if (_ordinalBits is 0 or > 32 || row.Length != SizeBytes(count, _ordinalBits, isWide))
            throw new SerialIndexCorruptException("A row of serial_bucket has the wrong size.");
        _fingerprints = MemoryMarshal.Cast<byte, ushort>(row.Slice(HeaderSizeBytes, count * 2));
        _ordinals = row[(HeaderSizeBytes + count * 2)..];
        _extras = isWide ? row[^count..] : default;
    }

    /// <summary>How many entries there are.</summary>
    public int Count => _fingerprints.Length;

    /// <summary>Writes a key.</summary>
    /// <param name="isYoung">Whether the bucket is of the young generation.</param>
    /// <param name="prefixBits">The generation's prefix bits.</param>
    /// <param name="prefix">The prefix.</param>
    /// <param name="key">Receives <see cref="KeySizeBytes"/>.</param>
    public static void WriteKey(bool isYoung, int prefixBits, uint prefix, Span<byte> key)
    {
        key[0] = (byte)(isYoung ? prefixBits | YoungMark : prefixBits);
        BinaryPrimitives.WriteUInt32BigEndian(key[1..], prefix);
    }

    /// <summary>The bucket of a hash.</summary>
    public static uint PrefixOf(ulong hash, int prefixBits) => (uint)(hash >> (64 - prefixBits));

    /// <summary>The fingerprint of a hash behind a prefix.</summary>
    public static ushort FingerprintOf(ulong hash, int prefixBits) => (ushort)(hash >> (64 - prefixBits - FingerprintBits));

    /// <summary>The bits of a hash behind the fingerprint.</summary>
    public static byte ExtraOf(ulong hash, int prefixBits) => (byte)(hash >> (64 - prefixBits - FingerprintBits - ExtraBits));

    /// <summary>The bits of a fingerprint that are known when an entry made with some prefix bits is in a bucket with more.</summary>
    public static ushort KnownBits(int madeWith, int prefixBits) => (ushort)(0xFFFF << (prefixBits - madeWith));

    /// <summary>Writes a row.</summary>
    /// <param name="entries">The entries.</param>
    /// <param name="isWide">Whether the extra bits go into it.</param>
    public static byte[] ToRow(ReadOnlySpan<BucketEntry> entries, bool isWide)
    {
        if (entries.Length > MaxCount) throw new SerialIndexCorruptException($"A bucket would have {entries.Length} entries.");
        uint all = 1;
        foreach (var entry in entries) all |= entry.Ordinal;
        var bits = 32 - BitOperations.LeadingZeroCount(all);
        var row = new byte[SizeBytes(entries.Length, bits, isWide)];
        BinaryPrimitives.WriteUInt16LittleEndian(row, (ushort)entries.Length);
        row[2] = (byte)(isWide ? bits | WideMark : bits);
        var fingerprints = row.AsSpan(HeaderSizeBytes);
        var ordinals = row.AsSpan(HeaderSizeBytes + entries.Length * 2);
        ulong pending = 0;
        var pendingBits = 0;
        var written = 0;
        for (var i = 0; i < entries.Length; i++)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(fingerprints[(i * 2)..], entries[i].Fingerprint);
            pending |= (ulong)entries[i].Ordinal << pendingBits;
            for (pendingBits += bits; pendingBits >= 8; pendingBits -= 8)
            {
                ordinals[written++] = (byte)pending;
                pending >>= 8;
            }
        }

        if (pendingBits > 0) ordinals[written] = (byte)pending;
        for (var i = 0; isWide && i < entries.Length; i++) row[row.Length - entries.Length + i] = entries[i].Extra;
        return row;
    }

    /// <summary>The high bits of an entry's hash as far as a wide row knows them, the others zero.</summary>
    public ulong HashAt(int index, int prefixBits, uint prefix) =>
        ((ulong)prefix << (64 - prefixBits))
        | ((ulong)FingerprintAt(index) << (64 - prefixBits - FingerprintBits))
        | ((ulong)ExtraAt(index) << (64 - prefixBits - FingerprintBits - ExtraBits));

    /// <summary>The extra bits of an entry; zero in a row that is not wide.</summary>
    public byte ExtraAt(int index) => _extras.IsEmpty ? (byte)0 : _extras[index];

    /// <summary>The ordinal of an entry.</summary>
    public uint OrdinalAt(int index)
    {
        var bit = index * _ordinalBits;
        var rest = _ordinals[(bit >> 3)..];
        ulong word = 0;
        if (rest.Length >= 8)
        {
            word = BinaryPrimitives.ReadUInt64LittleEndian(rest);
        }
        else
        {
            for (var i = 0; i < rest.Length; i++) word |= (ulong)rest[i] << (8 * i);
        }

        return (uint)(word >> (bit & 7) & ((1UL << _ordinalBits) - 1));
    }

    /// <summary>The fingerprint of an entry, its unknown low bits zero.</summary>
    public ushort FingerprintAt(int index) => Little(_fingerprints[index]);

    /// <summary>The next entry from an index on whose fingerprint agrees in some bits, or -1.</summary>
    public int IndexOf(ushort fingerprint, ushort bits, int start)
    {
        var wanted = Little((ushort)(fingerprint & bits));
        var mask = Little(bits);
        var i = start;
        if (Vector.IsHardwareAccelerated)
        {
            var wantedAll = new Vector<ushort>(wanted);
            var maskAll = new Vector<ushort>(mask);
            for (; i + Vector<ushort>.Count <= _fingerprints.Length; i += Vector<ushort>.Count)
            {
                // A block without a match is passed over; the loop below finds the match in the others.
                var block = new Vector<ushort>(_fingerprints[i..]) & maskAll;
                if (Vector.EqualsAny(block, wantedAll)) break;
            }
        }

        for (; i < _fingerprints.Length; i++)
        {
            if ((_fingerprints[i] & mask) == wanted) return i;
        }

        return -1;
    }

    private static int SizeBytes(int count, int ordinalBits, bool isWide) =>
        HeaderSizeBytes + count * (isWide ? 3 : 2) + (int)(((long)count * ordinalBits + 7) / 8);

    private static ushort Little(ushort value) => BitConverter.IsLittleEndian ? value : BinaryPrimitives.ReverseEndianness(value);
}
