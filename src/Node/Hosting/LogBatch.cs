namespace Ledger.Node.Hosting;

/// <summary>
/// Gathers log lines so that no call waits for the disk, and writes them soon, or at once together with a line that must not be lost.
/// Thread-safe.
/// </summary>
internal sealed class LogBatch : IDisposable
{
    /// <summary>The most bytes gathered; who finds no room writes, or waits for who does.</summary>
    public const int MaxSizeBytes = 512 << 10;

    /// <summary>The bytes at which what was gathered is written without waiting any longer, so that those who add seldom find no room.</summary>
    public const int HalfSizeBytes = MaxSizeBytes / 2;

    /// <summary>How long a line waits at most.</summary>
    public static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(100);

    private readonly Action<ReadOnlyMemory<byte>> _write;
    private readonly ITimer _timer;
    private readonly Lock _gathering = new();
    private readonly Lock _writing = new();
    private byte[] _lines = new byte[MaxSizeBytes];
    private byte[] _spare = new byte[MaxSizeBytes];
    private int _size;

    /// <summary>Prepares to gather.</summary>
    /// <param name="write">Writes whole lines; never called by two threads at once.</param>
    /// <param name="timeProvider">Measures the delay.</param>
    public LogBatch(Action<ReadOnlyMemory<byte>> write, TimeProvider timeProvider)
    {
        _write = write;
        _timer = timeProvider.CreateTimer(_ => Flush(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Adds a line.</summary>
    /// <param name="line">The line with its end.</param>
    /// <param name="isUrgent">Whether it is written, with all before it, before this returns.</param>
    public void Add(ReadOnlySpan<byte> line, bool isUrgent)
    {
        while (!TryGather(line))
        {
            Flush();
            if (line.Length <= MaxSizeBytes) continue;
            lock (_writing) _write(line.ToArray());
            return;
        }

        if (isUrgent) Flush();
    }

    /// <summary>Writes what was gathered.</summary>
    public void Flush()
    {
        lock (_writing)
        {
            int size;
            lock (_gathering)
            {
                (_lines, _spare) = (_spare, _lines);
                (size, _size) = (_size, 0);
            }

            if (size > 0) _write(_spare.AsMemory(0, size));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _timer.Dispose();
        Flush();
    }

    private bool TryGather(ReadOnlySpan<byte> line)
    {
        lock (_gathering)
        {
            if (line.Length > MaxSizeBytes - _size) return false;
            line.CopyTo(_lines.AsSpan(_size));
            if (_size == 0) _timer.Change(Delay, Timeout.InfiniteTimeSpan);
            if (_size <= HalfSizeBytes && _size + line.Length > HalfSizeBytes) _timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
            _size += line.Length;
            return true;
        }
    }
}
