using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using Ledger.Ethereum.Primitives;

namespace Ledger.Ethereum.Abi;

/// <summary>Writes the canonical ABI encoding into a pooled buffer: the fast path that generated bindings use.</summary>
/// <remarks>
/// Values are written in order. A dynamic tuple or array opens a frame whose head has a size known beforehand, and goes
/// behind everything written so far. Dispose the writer to give the buffer back; pass it by <c>ref</c>, never copy it.
/// </remarks>
public ref partial struct AbiWriter
{
    private const int Word = AbiReader.WordSizeBytes;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private byte[]? _buffer;
    private int _length;
    private AbiFrame _frame;
    private int _cursor;

    /// <summary>Starts with the head of the arguments.</summary>
    /// <param name="headSizeBytes">The sum of the values' head sizes: 32 for each word and each dynamic value.</param>
    public AbiWriter(int headSizeBytes) => Start(0, headSizeBytes);

    /// <summary>Starts calldata or an error: the selector, then the head of the arguments.</summary>
    /// <param name="selector">The function or error.</param>
    /// <param name="headSizeBytes">The sum of the values' head sizes.</param>
    public AbiWriter(Selector selector, int headSizeBytes)
    {
        Start(Selector.SizeBytes, headSizeBytes);
        selector.CopyTo(_buffer);
    }

    /// <summary>Everything written so far.</summary>
    public readonly ReadOnlySpan<byte> WrittenSpan => _buffer.AsSpan(0, _length);

    /// <summary>Writes an unsigned integer.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number has more than <paramref name="bits"/> bits.</exception>
    public void WriteUInt64(ulong value, int bits = 64)
    {
        if (bits < 64 && value >> bits != 0) throw new ArgumentOutOfRangeException(nameof(value), $"The number is no uint{bits}.");
        BinaryPrimitives.WriteUInt64BigEndian(Next()[24..], value);
    }

    /// <summary>Writes a signed integer.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number does not fit in <paramref name="bits"/> bits.</exception>
    public void WriteInt64(long value, int bits = 64)
    {
        if (value >> (bits - 1) != value >> 63) throw new ArgumentOutOfRangeException(nameof(value), $"The number is no int{bits}.");
        var word = Next();
        if (value < 0) word[..24].Fill(0xff);
        BinaryPrimitives.WriteInt64BigEndian(word[24..], value);
    }

    /// <summary>Writes an unsigned integer of any size.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative or has more than <paramref name="bits"/> bits.</exception>
    public void WriteUInt256(BigInteger value, int bits = 256)
    {
        if (value.Sign < 0 || value.GetByteCount(isUnsigned: true) > bits / 8)
        {
            throw new ArgumentOutOfRangeException(nameof(value), $"The number is no uint{bits}.");
        }

        WriteInteger(value, isUnsigned: true);
    }

    /// <summary>Writes a signed integer of any size.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number does not fit in <paramref name="bits"/> bits.</exception>
    public void WriteInt256(BigInteger value, int bits = 256)
    {
        if (value.GetByteCount() > bits / 8) throw new ArgumentOutOfRangeException(nameof(value), $"The number is no int{bits}.");
        WriteInteger(value, isUnsigned: false);
    }

    /// <summary>Writes a truth value.</summary>
    public void WriteBoolean(bool value) => Next()[31] = value ? (byte)1 : (byte)0;

    /// <summary>Writes an address.</summary>
    public void WriteAddress(in Address value) => value.Span.CopyTo(Next()[12..]);

    /// <summary>Writes a word.</summary>
    public void WriteBytes32(in Bytes32 value) => value.Span.CopyTo(Next());

    /// <summary>Writes a <c>bytesN</c>.</summary>
    /// <param name="value">The value; at most 32 bytes.</param>
    /// <param name="sizeBytes">N.</param>
    /// <exception cref="ArgumentException">The value has another length.</exception>
    public void WriteFixedBytes(scoped ReadOnlySpan<byte> value, int sizeBytes)
    {
        if (value.Length != sizeBytes) throw new ArgumentException($"Expected {sizeBytes} bytes, got {value.Length}.", nameof(value));
        value.CopyTo(Next());
    }

    /// <summary>Writes a <c>bytes</c>.</summary>
    public void WriteBytes(scoped ReadOnlySpan<byte> value)
    {
        WriteOffset();
        value.CopyTo(AppendLength(value.Length, value.Length));
    }

    /// <summary>Writes a <c>string</c>.</summary>
    /// <exception cref="EncoderFallbackException">The text has half a surrogate pair, which UTF-8 can't hold.</exception>
    public void WriteString(string value)
    {
        var size = StrictUtf8.GetByteCount(value);
        WriteOffset();
        StrictUtf8.GetBytes(value, AppendLength(size, size));
    }

    /// <summary>Opens a dynamic tuple, or a fixed array of dynamic elements.</summary>
    /// <param name="headSizeBytes">The sum of its components' head sizes.</param>
    /// <returns>What <see cref="End"/> needs to go back.</returns>
    public AbiFrame StartTuple(int headSizeBytes)
    {
        var outer = Current();
        WriteOffset();
        Open(headSizeBytes);
        return new AbiFrame(outer.Start, outer.Cursor + Word, outer.HeadEnd);
    }

    /// <summary>Opens an array of any length.</summary>
    /// <param name="count">The number of elements to come.</param>
    /// <param name="elementHeadSizeBytes">Bytes that an element takes in the head (32 for a dynamic one).</param>
    /// <returns>What <see cref="End"/> needs to go back.</returns>
    public AbiFrame StartArray(int count, int elementHeadSizeBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var outer = Current();
        WriteOffset();
        AppendLength(count, 0);
        Open(checked(count * elementHeadSizeBytes));
        return new AbiFrame(outer.Start, outer.Cursor + Word, outer.HeadEnd);
    }

    /// <summary>Closes the innermost frame.</summary>
    /// <exception cref="InvalidOperationException">The frame's head was not filled.</exception>
    public void End(AbiFrame outer)
    {
        ExpectFull();
        _frame = outer;
        _cursor = outer.Cursor;
    }

    /// <summary>Copies out everything written.</summary>
    /// <exception cref="InvalidOperationException">The head was not filled.</exception>
    public readonly byte[] ToArray()
    {
        ExpectFull();
        return WrittenSpan.ToArray();
    }

    /// <summary>Gives the buffer back to the pool.</summary>
    public void Dispose()
    {
        var buffer = _buffer;
        _buffer = null;
        _length = 0;
        if (buffer is not null) ArrayPool<byte>.Shared.Return(buffer);
    }

    private readonly AbiFrame Current() => new(_frame.Start, _cursor, _frame.HeadEnd);

    private readonly void ExpectFull()
    {
        if (_cursor != _frame.HeadEnd)
        {
            throw new InvalidOperationException($"{_frame.HeadEnd - _cursor} bytes of the head were not written.");
        }
    }

    private void Start(int prefixSizeBytes, int headSizeBytes)
    {
        Append(prefixSizeBytes);
        Open(headSizeBytes);
    }

    private void Open(int headSizeBytes)
    {
        _cursor = _length;
        Append(headSizeBytes);
        _frame = new AbiFrame(_cursor, _cursor, _length);
    }

    private void WriteInteger(BigInteger value, bool isUnsigned)
    {
        var word = Next();
        Span<byte> little = stackalloc byte[Word];
        little.Fill(value.Sign < 0 ? (byte)0xff : (byte)0);
        value.TryWriteBytes(little, out _, isUnsigned);
        little.Reverse();
        little.CopyTo(word);
    }

    private void WriteOffset() => WriteUInt64((ulong)(_length - _frame.Start));

    private Span<byte> AppendLength(int length, int sizeBytes)
    {
        var tail = Append(checked(Word + ((sizeBytes + Word - 1) / Word * Word)));
        BinaryPrimitives.WriteInt32BigEndian(tail[28..], length);
        return tail.Slice(Word, sizeBytes);
    }

    private Span<byte> Next()
    {
        if (_cursor >= _frame.HeadEnd) throw new InvalidOperationException("More values were written than the head has room for.");
        var word = _buffer.AsSpan(_cursor, Word);
        _cursor += Word;
        return word;
    }

    private Span<byte> Append(int sizeBytes)
    {
        var needed = checked(_length + sizeBytes);
        if (_buffer is null)
        {
            _buffer = ArrayPool<byte>.Shared.Rent(Math.Max(needed, 512));
        }
        else if (_buffer.Length < needed)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, (int)Math.Min(Array.MaxLength, _buffer.Length * 2L)));
            WrittenSpan.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        var appended = _buffer.AsSpan(_length, sizeBytes);
        appended.Clear();
        _length = needed;
        return appended;
    }
}
