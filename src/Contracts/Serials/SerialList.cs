using System.Text;

namespace Ledger.Contracts.Serials;

/// <summary>
/// The serials of a run in packing order: serial <c>i</c> belongs to the unit with index <c>i</c>. Immutable, safe to share.
/// The contract treats the encoded list as opaque bytes and emits their Keccak-256; see docs/serial-codecs.md for the formats.
/// </summary>
public sealed class SerialList
{
    /// <summary>The largest number of serials in a list.</summary>
    public const int MaxCount = 65_535;

    /// <summary>The largest number of characters in a serial (GS1 AI 21).</summary>
    public const int MaxSerialLength = 20;

    /// <summary>The largest encoded size in bytes: codec 1 with <see cref="MaxCount"/> heads and the longest serials.</summary>
    public const int MaxBlobSizeBytes = HeaderSizeBytes + MaxCount * (MaxSerialLength + 1);

    private const int HeaderSizeBytes = 3;

    private readonly byte[] _text;
    private readonly int[]? _ends;
    private readonly int _start;

    /// <summary>Takes the parts as they are.</summary>
    /// <param name="text">All serials on end; may be longer than they are.</param>
    /// <param name="ends">Where each serial ends in the text, or null if all have <paramref name="width"/>.</param>
    /// <param name="width">The common width, or 0.</param>
    /// <param name="start">The first serial's index in <paramref name="text"/>.</param>
    /// <param name="count">How many serials.</param>
    internal SerialList(byte[] text, int[]? ends, int width, int start, int count)
    {
        _text = text;
        _ends = ends;
        _start = start;
        Width = width;
        Count = count;
    }

    /// <summary>How many serials; 1 to <see cref="MaxCount"/>.</summary>
    public int Count { get; }

    /// <summary>The number of characters that all serials have, or 0 if they differ.</summary>
    public int Width { get; }

    /// <summary>All serials on end.</summary>
    internal ReadOnlySpan<byte> Text => _ends is null
        ? _text.AsSpan(_start * Width, Count * Width)
        : _text.AsSpan(StartOf(_start), _ends[_start + Count - 1] - StartOf(_start));

    /// <summary>Whether every character is a digit.</summary>
    internal bool IsDecimal => !Text.ContainsAnyExceptInRange((byte)'0', (byte)'9');

    /// <summary>Makes a list of texts.</summary>
    /// <exception cref="SerialListException">None, too many, or one that is no serial; the offset is its index.</exception>
    public static SerialList FromStrings(IEnumerable<string> serials)
    {
        ArgumentNullException.ThrowIfNull(serials);
        var builder = new SerialListBuilder(0, 0);
        Span<byte> ascii = stackalloc byte[MaxSerialLength];
        foreach (var serial in serials)
        {
            if (builder.Count == MaxCount)
                throw new SerialListException(SerialErrorCode.TooLarge, MaxCount, $"A list has at most {MaxCount} serials.");
            if (serial is null || serial.Length is 0 or > MaxSerialLength)
                throw new SerialListException(SerialErrorCode.BadLength, builder.Count, "A serial has 1 to 20 characters.");
            for (var i = 0; i < serial.Length; i++)
            {
                // A character beyond one byte must not be cut down to one that is in the set.
                ascii[i] = serial[i] < 128 ? (byte)serial[i] : (byte)0;
            }

            var text = ascii[..serial.Length];
            if (CharacterSet82.IndexOfForeign(text) >= 0)
                throw new SerialListException(SerialErrorCode.BadCharacter, builder.Count, $"'{serial}' has a character outside GS1 set 82.");
            builder.Add(text);
        }

        if (builder.Count == 0) throw new SerialListException(SerialErrorCode.Empty, 0, "A list has at least one serial.");
        return builder.Build();
    }

    /// <summary>Reads a blob in any codec. Accepts only what <see cref="Encode(SerialCodec)"/> writes.</summary>
    /// <exception cref="SerialListException">The blob is malformed; no other exception is thrown for any bytes.</exception>
    public static SerialList Decode(ReadOnlySpan<byte> blob)
    {
        if (blob.Length > MaxBlobSizeBytes)
            throw new SerialListException(SerialErrorCode.TooLarge, MaxBlobSizeBytes, $"A blob has at most {MaxBlobSizeBytes} bytes.");
        var reader = new SerialBlobReader(blob);
        if (blob.IsEmpty) throw new SerialListException(SerialErrorCode.Empty, 0, "The blob is empty.");
        var codec = (SerialCodec)reader.ReadByte();
        if (!Enum.IsDefined(codec))
            throw new SerialListException(SerialErrorCode.UnknownCodec, 0, $"{(int)codec} names no codec; 1 to 5 do.");
        var count = reader.ReadUInt16();
        if (count == 0) throw new SerialListException(SerialErrorCode.Empty, 1, "A list has at least one serial.");
        var list = codec switch
        {
            SerialCodec.Text => TextCodec.Decode(ref reader, count),
            SerialCodec.SortedSet => SortedCodec.Decode(ref reader, count),
            SerialCodec.PackedText => PackedTextCodec.Decode(ref reader, count),
            _ => PackedCodec.Decode(ref reader, codec, count),
        };
        reader.ExpectEnd();
        return list;
    }

    /// <summary>The serial of a unit, as ASCII. Constant time, no allocation.</summary>
    /// <param name="index">The unit's index in the run.</param>
    public ReadOnlySpan<byte> GetAt(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count);
        index += _start;
        if (_ends is null) return _text.AsSpan(index * Width, Width);
        var start = StartOf(index);
        return _text.AsSpan(start, _ends[index] - start);
    }

    /// <summary>The serial of a unit.</summary>
    /// <param name="index">The unit's index in the run.</param>
    public string GetStringAt(int index) => Encoding.ASCII.GetString(GetAt(index));

    /// <summary>Enumerates the serials in order without allocating.</summary>
    public SerialListReader GetEnumerator() => new(this);

    /// <summary>A part of the list, sharing its memory.</summary>
    /// <param name="start">The first serial.</param>
    /// <param name="count">How many; at least one.</param>
    public SerialList Slice(int start, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Count - start);
        return new(_text, _ends, Width, _start + start, count);
    }

    /// <summary>Whether a codec can hold this list in this order.</summary>
    public bool CanEncode(SerialCodec codec) => codec switch
    {
        SerialCodec.Text => true,
        SerialCodec.PackedNumeric => Width > 0 && IsDecimal,
        SerialCodec.PackedAlphanumeric or SerialCodec.PackedText => Width > 0,
        SerialCodec.SortedSet => Width > 0 && IsStrictlyAscending(),
        _ => false,
    };

    /// <summary>Writes the list in the codec whose calldata costs the least gas; equals go to the lower codec number.</summary>
    public byte[] Encode()
    {
        byte[]? best = null;
        foreach (var codec in Enum.GetValues<SerialCodec>())
        {
            if (!CanEncode(codec)) continue;
            var blob = Encode(codec);
            if (best is null || CalldataCost.Tokens(blob) < CalldataCost.Tokens(best)) best = blob;
        }

        return best!;
    }

    /// <summary>Writes the list in a given codec.</summary>
    /// <exception cref="SerialListException">The codec cannot hold this list in this order.</exception>
    public byte[] Encode(SerialCodec codec)
    {
        if (!CanEncode(codec))
            throw new SerialListException(SerialErrorCode.NotEncodable, 0, $"{codec} cannot hold this list in this order.");
        var writer = new SerialBlobWriter(HeaderSizeBytes + Text.Length + 64);
        writer.WriteByte((byte)codec);
        writer.WriteUInt16(Count);
        switch (codec)
        {
            case SerialCodec.Text:
                TextCodec.Encode(this, writer);
                break;
            case SerialCodec.SortedSet:
                SortedCodec.Encode(this, writer);
                break;
            case SerialCodec.PackedText:
                PackedTextCodec.Encode(this, writer);
                break;
            default:
                PackedCodec.Encode(this, codec, writer);
                break;
        }

        return writer.Written.ToArray();
    }

    private int StartOf(int index) => index == 0 ? 0 : _ends![index - 1];

    private bool IsStrictlyAscending()
    {
        for (var i = 1; i < Count; i++)
        {
            if (GetAt(i - 1).SequenceCompareTo(GetAt(i)) >= 0) return false;
        }

        return true;
    }
}
