namespace Ledger.Node.Index.Reading;

/// <summary>Opens views, and keeps the snapshots that page tokens refer to for a while. Thread-safe.</summary>
internal sealed class IndexViews(LedgerIndex index, TimeProvider timeProvider) : IDisposable
{
    /// <summary>The most snapshots kept for page tokens; the least recently used goes first.</summary>
    public const int MaxPinned = 32;

    /// <summary>How long a snapshot that nobody asks for is kept.</summary>
    public static readonly TimeSpan PinnedFor = TimeSpan.FromMinutes(2);

    private readonly Lock _sync = new();
    private readonly Dictionary<ulong, Pin> _pins = [];

    /// <summary>A view as of now; null while the index is empty.</summary>
    public IndexView? Open() => index.Newest.Lease(timeProvider) is { } lease ? new(index, lease) : null;

    /// <summary>A view as of now that can be opened again by its height for a while; null while the index is empty.</summary>
    public IndexView? OpenPinned()
    {
        if (index.Cursor is not { } newest) return null;
        if (OpenPinned(newest.Number) is { } known) return known;
        if (index.Newest.Lease(timeProvider) is not { } taken) return null;
        lock (_sync)
        {
            if (_pins.TryGetValue(taken.Cursor.Number, out var other))
            {
                taken.Dispose();
                return new(index, Lease(other));
            }

            Evict();
            var pin = new Pin(taken);
            _pins.Add(taken.Cursor.Number, pin);
            return new(index, Lease(pin));
        }
    }

    /// <summary>A view as of a height that was pinned before; null when it is no longer kept.</summary>
    public IndexView? OpenPinned(ulong height)
    {
        lock (_sync)
        {
            foreach (var old in _pins.Values.Where(pin => timeProvider.GetElapsedTime(pin.UsedTimestamp) > PinnedFor).ToList()) Remove(old);
            return _pins.TryGetValue(height, out var pin) ? new(index, Lease(pin)) : null;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_sync)
        {
            foreach (var pin in _pins.Values.ToList()) Remove(pin);
        }
    }

    private SnapshotLease Lease(Pin pin)
    {
        pin.Leases++;
        pin.UsedTimestamp = timeProvider.GetTimestamp();
        return new(pin.Taken.Hold, pin.Taken.Cursor, () => GiveBack(pin));
    }

    private void GiveBack(Pin pin)
    {
        lock (_sync)
        {
            pin.Leases--;
            if (pin.IsRemoved && pin.Leases == 0) pin.Taken.Dispose();
        }
    }

    private void Evict()
    {
        while (_pins.Count >= MaxPinned) Remove(_pins.Values.MinBy(pin => pin.UsedTimestamp)!);
    }

    private void Remove(Pin pin)
    {
        _pins.Remove(pin.Taken.Cursor.Number);
        pin.IsRemoved = true;
        if (pin.Leases == 0) pin.Taken.Dispose();
    }

    private sealed class Pin(SnapshotLease taken)
    {
        public SnapshotLease Taken { get; } = taken;

        public int Leases { get; set; }

        public long UsedTimestamp { get; set; }

        public bool IsRemoved { get; set; }
    }
}
