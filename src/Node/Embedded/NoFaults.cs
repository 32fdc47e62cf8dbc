namespace Ledger.Node.Embedded;

/// <summary>Does nothing at any point.</summary>
internal sealed class NoFaults : IFaultInjector
{
    /// <summary>The only one needed.</summary>
    public static NoFaults Instance { get; } = new();

    /// <inheritdoc/>
    public void At(FaultPoint point, ulong blockNumber)
    {
    }
}
