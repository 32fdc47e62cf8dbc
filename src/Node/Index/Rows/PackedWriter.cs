namespace Ledger.Node.Index.Rows;

/// <summary>Writes numbers in as few bytes as they need (base 128, lowest group first). One writer serves one row after the other.</summary>
internal sealed class PackedWriter
{
    private const int MaxNumberSizeBytes = 10;
    private const int GroupBits = 7;
    private const byte MoreFlag = 0x80;

    private byte[] _buffer = new byte[256];
    private int _length;

    /// <summary>What was written since <see cref="Clear"/>.</summary>
    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

    /// <summary>Begins the next row.</summary>
    public void Clear() => _length = 0;

    /// <summary>Writes a byte.</summary>
    public void Byte(byte value)
    {
        Reserve(1);
        _buffer[_length++] = value;
    }

    /// <summary>Writes bytes whose number the reader knows.</summary>
    public void Bytes(ReadOnlySpan<byte> value)
    {
        Reserve(value.Length);
        value.CopyTo(_buffer.AsSpan(_length));
        _length += value.Length;
    }

    /// <summary>Writes a number.</summary>
    public void Number(ulong value)
    {
        Reserve(MaxNumberSizeBytes);
        for (; value >= MoreFlag; value >>= GroupBits) _buffer[_length++] = (byte)(value | MoreFlag);
        _buffer[_length++] = (byte)value;
    }

    /// <summary>Writes how far a number is from another one, modulo 2^64; near in either direction is short.</summary>
    public void Step(ulong from, ulong to)
    {
        var step = (long)(to - from);
        Number((ulong)((step << 1) ^ (step >> 63)));
    }

    private void Reserve(int sizeBytes)
    {
        if (_length + sizeBytes > _buffer.Length) Array.Resize(ref _buffer, Math.Max(_length + sizeBytes, _buffer.Length * 2));
    }
}
