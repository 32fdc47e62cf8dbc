namespace Ledger.Crash.Tests.Simulation;

/// <summary>One of those that tell blocks.</summary>
internal sealed class SimulatedEndpoint
{
    /// <summary>Until when others are asked first.</summary>
    public TimeSpan AsideUntil { get; set; }
}
