namespace Ledger.Contracts.Serials;

/// <summary>Enumerates a list's serials as ASCII, in order, without allocating.</summary>
public ref struct SerialListReader
{
    private readonly SerialList _list;
    private int _index = -1;

    internal SerialListReader(SerialList list) => _list = list;

    /// <summary>The index of the current serial's unit.</summary>
    public readonly int Index => _index;

    /// <summary>The current serial.</summary>
    public readonly ReadOnlySpan<byte> Current => _list.GetAt(_index);

    /// <summary>Moves to the next serial.</summary>
    public bool MoveNext()
    {
        if (_index + 1 >= _list.Count) return false;
        _index++;
        return true;
    }
}
