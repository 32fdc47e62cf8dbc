namespace Ledger.Node.Chain;

/// <summary>A block number that can be waited for. Thread-safe.</summary>
internal sealed class BlockHeight
{
    private readonly AsyncSignal _risen = new();
    private ulong _value;

    /// <summary>The number now.</summary>
    public ulong Value => Volatile.Read(ref _value);

    /// <summary>Raises the number; a lower one changes nothing.</summary>
    public void Raise(ulong value)
    {
        ulong seen;
        do
        {
            seen = Value;
            if (value <= seen) return;
        }
        while (Interlocked.CompareExchange(ref _value, value, seen) != seen);
        _risen.Pulse();
    }

    /// <summary>Sets the number, to a lower one too. One caller at a time, and none beside it that raises.</summary>
    public void Move(ulong value)
    {
        var before = Interlocked.Exchange(ref _value, value);
        if (value > before) _risen.Pulse();
    }

    /// <summary>Waits until the number is above another; returns it.</summary>
    public async Task<ulong> WaitAboveAsync(ulong beyond, CancellationToken cancellationToken)
    {
        while (true)
        {
            var rise = _risen.Next();
            var value = Value;
            if (value > beyond) return value;
            await rise.WaitAsync(cancellationToken);
        }
    }
}
