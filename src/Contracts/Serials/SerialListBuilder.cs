namespace Ledger.Contracts.Serials;

/// <summary>Collects serials of any lengths, already checked, into one buffer.</summary>
internal sealed class SerialListBuilder
{
    private byte[] _text;
    private int[] _ends;
    private int _textSize;
    private bool _isFixed = true;

    /// <summary>Starts empty.</summary>
    public SerialListBuilder(int capacity, int textCapacity)
    {
        _ends = new int[Math.Max(capacity, 4)];
        _text = new byte[Math.Max(textCapacity, 64)];
    }

    /// <summary>Serials so far.</summary>
    public int Count { get; private set; }

    /// <summary>Appends a serial.</summary>
    public void Add(ReadOnlySpan<byte> serial)
    {
        if (_textSize + serial.Length > _text.Length) Array.Resize(ref _text, Math.Max(_text.Length * 2, _textSize + serial.Length));
        if (Count == _ends.Length) Array.Resize(ref _ends, Count * 2);
        serial.CopyTo(_text.AsSpan(_textSize));
        _textSize += serial.Length;
        _isFixed &= serial.Length == (Count == 0 ? serial.Length : _ends[0]);
        _ends[Count++] = _textSize;
    }

    /// <summary>The list.</summary>
    public SerialList Build() => new(_text, _isFixed ? null : _ends, _isFixed ? _ends[0] : 0, 0, Count);
}
