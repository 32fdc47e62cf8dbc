namespace Ledger.Node.Embedded;

/// <summary>Lets a test act at every <see cref="FaultPoint"/>. In production nothing happens there.</summary>
internal interface IFaultInjector
{
    /// <summary>The point was reached.</summary>
    /// <param name="point">Which.</param>
    /// <param name="blockNumber">The block being built, replayed or snapshotted.</param>
    void At(FaultPoint point, ulong blockNumber);
}
