using System.Numerics;
using Ledger.Ethereum.Primitives;

namespace Ledger.Ethereum.Rlp;

/// <summary>Reads canonical RLP (Ethereum yellow paper, appendix B) from a span, without copying.</summary>
/// <remarks>
/// Strict: every size must be the shortest possible and lie inside its list, a single byte below 0x80 has no header, numbers
/// have no leading zero. Everything else is an <see cref="EthereumFormatException"/>. Nothing is read ahead: the contents of an
/// item that is skipped or taken raw are not checked; <see cref="Validate"/> checks a whole encoding.
/// </remarks>
public ref struct RlpReader
{
    /// <summary>The deepest nesting of lists that is read; the deepest Ethereum structure has six levels.</summary>
    public const int MaximumDepth = 64;

    private readonly ReadOnlySpan<byte> _data;
    private readonly int _depth;
    private int _position;

    /// <summary>Reads the items of <paramref name="data"/>, one after the other.</summary>
    public RlpReader(ReadOnlySpan<byte> data)
        : this(data, 0)
    {
    }

    private RlpReader(ReadOnlySpan<byte> data, int depth)
    {
        if (depth > MaximumDepth) throw new EthereumFormatException($"RLP lists are nested deeper than {MaximumDepth}.");
        _data = data;
        _depth = depth;
        _position = 0;
    }

    /// <summary>Whether every item was read.</summary>
    public readonly bool IsAtEnd => _position == _data.Length;

    /// <summary>The next item's kind: true for a list.</summary>
    /// <exception cref="EthereumFormatException">There is no further item.</exception>
    public readonly bool IsList =>
        _position < _data.Length ? _data[_position] >= RlpPrefix.List : throw new EthereumFormatException("RLP item missing.");

    /// <summary>Checks that a span is exactly one canonical item, to the last nested one.</summary>
    /// <exception cref="EthereumFormatException">It is not.</exception>
    public static void Validate(ReadOnlySpan<byte> data)
    {
        var reader = new RlpReader(data);
        reader.ValidateItem();
        reader.ExpectEnd();
    }

    /// <summary>Reads a byte string, a slice of the input.</summary>
    /// <exception cref="EthereumFormatException">The item is a list, missing or malformed.</exception>
    public ReadOnlySpan<byte> ReadBytes()
    {
        var payload = Next(out var isList, out _);
        return isList ? throw new EthereumFormatException("Expected an RLP string, got a list.") : payload;
    }

    /// <summary>Reads a byte string of a known size.</summary>
    /// <exception cref="EthereumFormatException">The item is a list, missing, malformed or of another size.</exception>
    public ReadOnlySpan<byte> ReadBytes(int sizeBytes)
    {
        var bytes = ReadBytes();
        return bytes.Length == sizeBytes
            ? bytes
            : throw new EthereumFormatException($"Expected an RLP string of {sizeBytes} bytes, got {bytes.Length}.");
    }

    /// <summary>Reads a 32-byte word.</summary>
    /// <exception cref="EthereumFormatException">The item is not a string of 32 bytes.</exception>
    public Bytes32 ReadBytes32() => new(ReadBytes(Bytes32.SizeBytes));

    /// <summary>Reads an address.</summary>
    /// <exception cref="EthereumFormatException">The item is not a string of 20 bytes.</exception>
    public Address ReadAddress() => new(ReadBytes(Address.SizeBytes));

    /// <summary>Reads an unsigned number of at most 64 bits.</summary>
    /// <exception cref="EthereumFormatException">The item is a list, too long, or has a leading zero.</exception>
    public ulong ReadUInt64()
    {
        var value = 0UL;
        foreach (var b in ReadNumber(sizeof(ulong))) value = (value << 8) | b;
        return value;
    }

    /// <summary>Reads an unsigned number of at most 256 bits.</summary>
    /// <exception cref="EthereumFormatException">The item is a list, too long, or has a leading zero.</exception>
    public BigInteger ReadUInt256() => new(ReadNumber(Bytes32.SizeBytes), isUnsigned: true, isBigEndian: true);

    /// <summary>Reads an unsigned number of at most 256 bits as a big-endian word.</summary>
    /// <exception cref="EthereumFormatException">The item is a list, too long, or has a leading zero.</exception>
    public Bytes32 ReadWord()
    {
        var number = ReadNumber(Bytes32.SizeBytes);
        var word = default(Bytes32);
        Span<byte> bytes = word;
        number.CopyTo(bytes[(Bytes32.SizeBytes - number.Length)..]);
        return word;
    }

    /// <summary>Reads a list: a reader over its items.</summary>
    /// <exception cref="EthereumFormatException">The item is a string, missing, malformed, or nested too deep.</exception>
    public RlpReader ReadList()
    {
        var payload = Next(out var isList, out _);
        return isList ? new RlpReader(payload, _depth + 1) : throw new EthereumFormatException("Expected an RLP list, got a string.");
    }

    /// <summary>Reads an item as its encoding, header included; what is inside is not checked.</summary>
    /// <exception cref="EthereumFormatException">The item is missing or its header malformed.</exception>
    public ReadOnlySpan<byte> ReadRaw()
    {
        Next(out _, out var encoded);
        return encoded;
    }

    /// <summary>Passes over an item; what is inside is not checked.</summary>
    /// <exception cref="EthereumFormatException">The item is missing or its header malformed.</exception>
    public void Skip() => Next(out _, out _);

    /// <summary>Counts the items from here to the end without moving.</summary>
    /// <exception cref="EthereumFormatException">A header is malformed.</exception>
    public readonly int CountItems()
    {
        var rest = this;
        var count = 0;
        for (; !rest.IsAtEnd; count++) rest.Skip();
        return count;
    }

    /// <summary>Demands that every item was read.</summary>
    /// <exception cref="EthereumFormatException">Items are left.</exception>
    public readonly void ExpectEnd()
    {
        if (!IsAtEnd) throw new EthereumFormatException($"{_data.Length - _position} bytes follow the last expected RLP item.");
    }

    private void ValidateItem()
    {
        if (!IsList)
        {
            Skip();
            return;
        }

        var items = ReadList();
        while (!items.IsAtEnd) items.ValidateItem();
    }

    private ReadOnlySpan<byte> ReadNumber(int maxSizeBytes)
    {
        var bytes = ReadBytes();
        if (bytes.Length > maxSizeBytes)
        {
            throw new EthereumFormatException($"RLP number of {bytes.Length} bytes, at most {maxSizeBytes} expected.");
        }

        if (bytes.Length > 0 && bytes[0] == 0) throw new EthereumFormatException("RLP number with a leading zero.");
        return bytes;
    }

    private ReadOnlySpan<byte> Next(out bool isList, out ReadOnlySpan<byte> encoded)
    {
        isList = IsList;
        var rest = _data[_position..];
        var first = rest[0];
        if (first < RlpPrefix.String)
        {
            _position++;
            return encoded = rest[..1];
        }

        var headerSize = 1;
        var size = (ulong)(first - (isList ? RlpPrefix.List : RlpPrefix.String));
        if (size > RlpPrefix.MaxShortSizeBytes)
        {
            headerSize += (int)size - RlpPrefix.MaxShortSizeBytes;
            size = ReadLongSize(rest, headerSize);
        }

        if (size > (ulong)(rest.Length - headerSize)) throw new EthereumFormatException("RLP item longer than what holds it.");
        var total = headerSize + (int)size;
        var payload = rest[headerSize..total];
        if (!isList && size == 1 && payload[0] < RlpPrefix.String)
        {
            throw new EthereumFormatException("RLP single byte with a needless header.");
        }

        _position += total;
        encoded = rest[..total];
        return payload;
    }

    private static ulong ReadLongSize(ReadOnlySpan<byte> rest, int headerSize)
    {
        if (rest.Length < headerSize) throw new EthereumFormatException("RLP size cut off.");
        if (rest[1] == 0) throw new EthereumFormatException("RLP size with a leading zero.");
        var size = 0UL;
        foreach (var b in rest[1..headerSize]) size = (size << 8) | b;
        return size > RlpPrefix.MaxShortSizeBytes ? size : throw new EthereumFormatException("RLP size not in its shortest form.");
    }
}
