using Ledger.Node.Embedded;

namespace Ledger.Node.Tests.Embedded;

/// <summary>Acts once, at the n-th time that a point is reached.</summary>
internal sealed class FaultScript(FaultPoint point, int occurrence, Action act) : IFaultInjector
{
    private int _left = occurrence;

    public bool HasActed => Volatile.Read(ref _left) <= 0;

    public void At(FaultPoint reached, ulong blockNumber)
    {
        if (reached == point && Interlocked.Decrement(ref _left) == 0) act();
    }
}
