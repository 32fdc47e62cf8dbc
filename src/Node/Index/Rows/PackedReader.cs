namespace Ledger.Node.Index.Rows;

/// <summary>Reads what <see cref="PackedWriter"/> writes; anything else is an <see cref="IndexCorruptException"/>.</summary>
internal ref struct PackedReader(ReadOnlySpan<byte> row)
{
    private const int GroupBits = 7;
    private const int LastGroupShift = 63;
    private const byte MoreFlag = 0x80;

    private ReadOnlySpan<byte> _rest = row;

    /// <summary>Whether everything was read.</summary>
    public readonly bool IsAtEnd => _rest.IsEmpty;

    /// <summary>Reads a byte.</summary>
    public byte Byte() => Bytes(1)[0];

    /// <summary>Reads bytes.</summary>
    public ReadOnlySpan<byte> Bytes(int sizeBytes)
    {
        if (_rest.Length < sizeBytes) throw new IndexCorruptException($"A packed row ends {sizeBytes - _rest.Length} bytes too early.");
        var bytes = _rest[..sizeBytes];
        _rest = _rest[sizeBytes..];
        return bytes;
    }

    /// <summary>Reads a number, which must be written as shortly as it can.</summary>
    public ulong Number()
    {
        var value = 0ul;
        for (var shift = 0; ; shift += GroupBits)
        {
            var group = Byte();
            if ((shift == LastGroupShift && group > 1) || (shift > 0 && group == 0)) throw new IndexCorruptException("A number of a packed row is too long.");
            value |= (ulong)(group & ~MoreFlag) << shift;
            if (group < MoreFlag) return value;
        }
    }

    /// <summary>Reads a number that <see cref="PackedWriter.Step"/> wrote.</summary>
    /// <param name="from">The number that it was told from.</param>
    public ulong Step(ulong from)
    {
        var folded = Number();
        return from + ((folded >> 1) ^ (0 - (folded & 1)));
    }

    /// <summary>Reads a number of 32 bits that <see cref="PackedWriter.Step"/> wrote.</summary>
    /// <param name="from">The number that it was told from.</param>
    public uint Step32(ulong from)
    {
        var value = Step(from);
        return value <= uint.MaxValue ? (uint)value : throw new IndexCorruptException("A number of a packed row is out of range.");
    }
}
