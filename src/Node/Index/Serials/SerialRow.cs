using Ledger.Native.RocksDb;

namespace Ledger.Node.Index.Serials;

/// <summary>A row of the serial index: a copy in the reader's own buffer, or where RocksDB keeps it. Dispose it once.</summary>
internal ref struct SerialRow
{
    private readonly ReadOnlySpan<byte> _copy;
    private readonly bool _isPinned;
    private PinnedValue _pinned;

    /// <summary>Takes a copy.</summary>
    public SerialRow(ReadOnlySpan<byte> copy) => _copy = copy;

    /// <summary>Takes a pinned value, which is this row's to dispose of.</summary>
    public SerialRow(PinnedValue pinned)
    {
        _pinned = pinned;
        _isPinned = true;
    }

    /// <summary>The bytes; valid until this is disposed.</summary>
    public readonly ReadOnlySpan<byte> Span => _isPinned ? _pinned.Span : _copy;

    /// <summary>Lets go of the row.</summary>
    public void Dispose() => _pinned.Dispose();
}
