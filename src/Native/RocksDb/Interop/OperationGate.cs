namespace Ledger.Native.RocksDb.Interop;

/// <summary>Lets operations in until a database or snapshot is disposed, and releases it when the last one has left.</summary>
/// <remarks>
/// A safe handle's own reference count is one cache line that every reader on every core would write twice per lookup. Here
/// each thread counts on a line of its own. Entering counts first and looks at the flag afterwards; closing sets the flag
/// first and looks at the counts afterwards: so one of the two always sees the other.
/// </remarks>
/// <param name="handle">What is released.</param>
/// <param name="owner">What whoever comes too late is told was disposed.</param>
internal sealed class OperationGate(IDisposable handle, string owner)
{
    private const int StripeCount = 64;
    private const int StripeStride = 32; // 128 bytes: a pair of cache lines, which processors fetch together.

    private readonly int[] _inside = new int[(StripeCount + 1) * StripeStride];
    private int _closed;

    /// <summary>Counts an operation in.</summary>
    /// <exception cref="ObjectDisposedException">The owner was disposed.</exception>
    internal Lease Enter() => TryEnter(out var stripe) ? new Lease(this, stripe) : throw new ObjectDisposedException(owner);

    /// <summary>Counts an operation in, unless the owner was disposed.</summary>
    /// <param name="stripe">Receives what <see cref="Leave"/> wants, from any thread, once.</param>
    internal bool TryEnter(out int stripe)
    {
        stripe = ((Environment.CurrentManagedThreadId % StripeCount) + 1) * StripeStride;
        Interlocked.Increment(ref _inside[stripe]);
        if (Volatile.Read(ref _closed) == 0) return true;
        Leave(stripe);
        return false;
    }

    /// <summary>Refuses what would begin after the owner was disposed, for operations that another gate counts.</summary>
    /// <exception cref="ObjectDisposedException">It was.</exception>
    internal void RequireOpen() => ObjectDisposedException.ThrowIf(Volatile.Read(ref _closed) != 0, typeof(RocksDatabase));

    /// <summary>Lets no one in any more; the handle is released now or by the last operation to leave.</summary>
    internal void Close()
    {
        if (Interlocked.Exchange(ref _closed, 1) == 0) ReleaseWhenEmpty();
    }

    /// <summary>Counts an operation out.</summary>
    internal void Leave(int stripe)
    {
        Interlocked.Decrement(ref _inside[stripe]);
        if (Volatile.Read(ref _closed) != 0) ReleaseWhenEmpty();
    }

    private void ReleaseWhenEmpty()
    {
        for (var stripe = StripeStride; stripe < _inside.Length; stripe += StripeStride)
        {
            if (Volatile.Read(ref _inside[stripe]) != 0) return;
        }

        handle.Dispose();
    }

    /// <summary>One operation inside the gate; leaves when disposed, once.</summary>
    internal ref struct Lease(OperationGate gate, int stripe)
    {
        private OperationGate? _gate = gate;

        /// <summary>Leaves the gate.</summary>
        public void Dispose()
        {
            _gate?.Leave(stripe);
            _gate = null;
        }
    }
}
