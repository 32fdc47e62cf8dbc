using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using System.Text.Unicode;
using Ledger.Ethereum.Primitives;

namespace Ledger.Ethereum.Abi;

/// <summary>Reads ABI-encoded values in order from a span, without copying: the fast path that generated bindings use.</summary>
/// <remarks>
/// A reader stands in one frame, the head of a tuple or array; offsets count from its start. Every word read is paid from a
/// budget that all readers of one input share, so that offsets pointing at the same part can't make the work grow beyond
/// the input's own size (times <see cref="SharingFactor"/> for <see cref="AbiStrictness.Solidity"/>). Malformed input is an
/// <see cref="EthereumFormatException"/>.
/// </remarks>
public ref partial struct AbiReader
{
    /// <summary>Every value is padded to whole words of this size.</summary>
    public const int WordSizeBytes = 32;

    /// <summary>How many times over calldata may be read by offsets that share parts.</summary>
    public const int SharingFactor = 8;

    private readonly ReadOnlySpan<byte> _frame;
    private readonly ref int _wordBudget;
    private readonly AbiStrictness _strictness;
    private int _position;

    /// <summary>Starts at the first argument, result or field.</summary>
    /// <param name="data">The encoding, without selector.</param>
    /// <param name="wordBudget">A variable of the caller's that counts down; start it with <see cref="WordBudget"/>.</param>
    /// <param name="strictness">Which encodings are accepted.</param>
    /// <exception cref="EthereumFormatException">The canonical encoding would have whole words.</exception>
    public AbiReader(ReadOnlySpan<byte> data, ref int wordBudget, AbiStrictness strictness = AbiStrictness.Canonical)
    {
        if (strictness != AbiStrictness.Solidity && data.Length % WordSizeBytes != 0)
        {
            throw new EthereumFormatException($"ABI data of {data.Length} bytes is not made of whole words.");
        }

        _frame = data;
        _wordBudget = ref wordBudget;
        _strictness = strictness;
    }

    /// <summary>The words that may be read from <paramref name="data"/>.</summary>
    public static int WordBudget(ReadOnlySpan<byte> data, AbiStrictness strictness = AbiStrictness.Canonical)
    {
        var words = (data.Length + WordSizeBytes - 1) / WordSizeBytes;
        return strictness != AbiStrictness.Solidity ? words : (int)Math.Min(int.MaxValue, (long)words * SharingFactor);
    }

    /// <summary>Reads an unsigned integer of at most 64 bits.</summary>
    /// <exception cref="EthereumFormatException">The word is missing or holds more than <paramref name="bits"/> bits.</exception>
    public ulong ReadUInt64(int bits = 64)
    {
        var word = ReadWord();
        var value = BinaryPrimitives.ReadUInt64BigEndian(word[24..]);
        return !word[..24].ContainsAnyExcept((byte)0) && (bits == 64 || value >> bits == 0) ? value : throw OutOfRange("uint", bits);
    }

    /// <summary>Reads a signed integer of at most 64 bits.</summary>
    /// <exception cref="EthereumFormatException">The word is missing or not the sign-extended form of <paramref name="bits"/> bits.</exception>
    public long ReadInt64(int bits = 64)
    {
        var word = ReadWord();
        var value = BinaryPrimitives.ReadInt64BigEndian(word[24..]);
        var sign = (byte)(value >> 63);
        return !word[..24].ContainsAnyExcept(sign) && value >> (bits - 1) == value >> 63 ? value : throw OutOfRange("int", bits);
    }

    /// <summary>Reads an unsigned integer of at most 256 bits.</summary>
    /// <exception cref="EthereumFormatException">The word is missing or holds more than <paramref name="bits"/> bits.</exception>
    public BigInteger ReadUInt256(int bits = 256)
    {
        var word = ReadWord();
        return word[..(WordSizeBytes - (bits / 8))].ContainsAnyExcept((byte)0)
            ? throw OutOfRange("uint", bits)
            : new BigInteger(word, isUnsigned: true, isBigEndian: true);
    }

    /// <summary>Reads a signed integer of at most 256 bits.</summary>
    /// <exception cref="EthereumFormatException">The word is missing or not the sign-extended form of <paramref name="bits"/> bits.</exception>
    public BigInteger ReadInt256(int bits = 256)
    {
        var word = ReadWord();
        var first = WordSizeBytes - (bits / 8);
        var sign = (byte)((sbyte)word[first] >> 7);
        return word[..first].ContainsAnyExcept(sign)
            ? throw OutOfRange("int", bits)
            : new BigInteger(word, isUnsigned: false, isBigEndian: true);
    }

    /// <summary>Reads a truth value.</summary>
    /// <exception cref="EthereumFormatException">The word is missing or neither 0 nor 1.</exception>
    public bool ReadBoolean()
    {
        var word = ReadWord();
        return !word[..31].ContainsAnyExcept((byte)0) && word[31] <= 1
            ? word[31] == 1
            : throw new EthereumFormatException("ABI bool is neither 0 nor 1.");
    }

    /// <summary>Reads an address.</summary>
    /// <exception cref="EthereumFormatException">The word is missing or has bits above the address.</exception>
    public Address ReadAddress()
    {
        var word = ReadWord();
        return word[..12].ContainsAnyExcept((byte)0)
            ? throw new EthereumFormatException("ABI address with bits above 160.")
            : new Address(word[12..]);
    }

    /// <summary>Reads a <c>bytes32</c>.</summary>
    /// <exception cref="EthereumFormatException">The word is missing.</exception>
    public Bytes32 ReadBytes32() => new(ReadWord());

    /// <summary>Reads a <c>bytesN</c>, a slice of the input.</summary>
    /// <exception cref="EthereumFormatException">The word is missing or has bits behind the value.</exception>
    public ReadOnlySpan<byte> ReadFixedBytes(int sizeBytes)
    {
        var word = ReadWord();
        return word[sizeBytes..].ContainsAnyExcept((byte)0)
            ? throw new EthereumFormatException($"ABI bytes{sizeBytes} with bits behind the value.")
            : word[..sizeBytes];
    }

    /// <summary>Reads a <c>bytes</c>, a slice of the input.</summary>
    /// <exception cref="EthereumFormatException">The offset, length or padding is wrong.</exception>
    public ReadOnlySpan<byte> ReadBytes()
    {
        var tail = ReadTuple();
        var size = tail.ReadLength();
        var rest = tail._frame[tail._position..];
        if (size > rest.Length) throw new EthereumFormatException("ABI byte string longer than the data.");
        Spend((size + WordSizeBytes - 1) / WordSizeBytes);
        var paddedSize = (int)Math.Min(rest.Length, ((long)size + WordSizeBytes - 1) / WordSizeBytes * WordSizeBytes);
        if (_strictness != AbiStrictness.Solidity && rest[size..paddedSize].ContainsAnyExcept((byte)0))
        {
            throw new EthereumFormatException("ABI byte string with padding that is not zero.");
        }

        return rest[..size];
    }

    /// <summary>Reads a <c>string</c>.</summary>
    /// <returns>The text; all but <see cref="AbiStrictness.Canonical"/> replace what is not UTF-8 by U+FFFD.</returns>
    /// <exception cref="EthereumFormatException">The offset, length or padding is wrong, or the text is not UTF-8.</exception>
    public string ReadString()
    {
        var bytes = ReadBytes();
        return _strictness != AbiStrictness.Canonical || Utf8.IsValid(bytes)
            ? Encoding.UTF8.GetString(bytes)
            : throw new EthereumFormatException("ABI string is not UTF-8.");
    }

    /// <summary>Follows an offset to a dynamic tuple or a fixed array of dynamic elements. (A static one stands in the head itself.)</summary>
    /// <exception cref="EthereumFormatException">The offset is wrong.</exception>
    public AbiReader ReadTuple()
    {
        var word = ReadWord();
        var offset = BinaryPrimitives.ReadUInt64BigEndian(word[24..]);
        if (word[..24].ContainsAnyExcept((byte)0) || offset > (ulong)_frame.Length)
        {
            throw new EthereumFormatException("ABI offset outside the data.");
        }

        return _strictness != AbiStrictness.Solidity && offset % WordSizeBytes != 0
            ? throw new EthereumFormatException("ABI offset is not a whole number of words.")
            : new AbiReader(ref _wordBudget, _strictness, _frame[(int)offset..]);
    }

    /// <summary>Follows an offset to an array of any length.</summary>
    /// <param name="elementHeadSizeBytes">Bytes that an element takes in the array's head (32 for a dynamic one).</param>
    /// <param name="count">The number of elements; so many fit in the rest of the data and of the budget.</param>
    /// <returns>A reader at the first element.</returns>
    /// <exception cref="EthereumFormatException">The offset or count is wrong.</exception>
    public AbiReader ReadArray(int elementHeadSizeBytes, out int count)
    {
        var tail = ReadTuple();
        count = tail.ReadLength();
        var elements = tail._frame[tail._position..];
        return (long)count * elementHeadSizeBytes > Math.Min(elements.Length, (long)_wordBudget * WordSizeBytes)
            ? throw new EthereumFormatException($"ABI array of {count} elements is longer than the data.")
            : new AbiReader(ref _wordBudget, _strictness, elements);
    }

    /// <summary>Demands that every word of the input was read, once.</summary>
    /// <remarks>Calldata may have more, so <see cref="AbiStrictness.Solidity"/> demands nothing.</remarks>
    /// <exception cref="EthereumFormatException">Words are left.</exception>
    public readonly void ExpectEnd()
    {
        if (_strictness != AbiStrictness.Solidity && _wordBudget != 0)
        {
            throw new EthereumFormatException($"{_wordBudget} words of ABI data belong to no value.");
        }
    }

    private AbiReader(ref int wordBudget, AbiStrictness strictness, ReadOnlySpan<byte> frame)
    {
        _frame = frame;
        _wordBudget = ref wordBudget;
        _strictness = strictness;
    }

    private ReadOnlySpan<byte> ReadWord()
    {
        if (_frame.Length - _position < WordSizeBytes) throw new EthereumFormatException("ABI data cut off.");
        Spend(1);
        var word = _frame.Slice(_position, WordSizeBytes);
        _position += WordSizeBytes;
        return word;
    }

    private int ReadLength()
    {
        var word = ReadWord();
        return word[..28].ContainsAnyExcept((byte)0) || word[28] > 0x7f
            ? throw new EthereumFormatException("ABI length is larger than any data.")
            : BinaryPrimitives.ReadInt32BigEndian(word[28..]);
    }

    private readonly void Spend(int words)
    {
        if (words > _wordBudget) throw new EthereumFormatException("ABI data is read over and over: its offsets share parts.");
        _wordBudget -= words;
    }

    private static EthereumFormatException OutOfRange(string type, int bits) => new($"ABI {type}{bits} out of range.");
}
