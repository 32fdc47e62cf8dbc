using Ledger.Native.RocksDb.Interop;

namespace Ledger.Native.RocksDb;

/// <summary>The right to read through a <see cref="SharedSnapshot"/>. Dispose exactly one copy of it, once.</summary>
public readonly struct SnapshotHold : IDisposable
{
    private readonly OperationGate? _gate;
    private readonly int _stripe;

    internal SnapshotHold(Snapshot snapshot, OperationGate gate, int stripe) => (Snapshot, _gate, _stripe) = (snapshot, gate, stripe);

    /// <summary>The snapshot.</summary>
    public Snapshot Snapshot { get; }

    /// <summary>Lets go.</summary>
    public void Dispose() => _gate?.Leave(_stripe);
}
