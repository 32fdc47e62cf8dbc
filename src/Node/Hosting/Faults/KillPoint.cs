using System.Diagnostics;
using Ledger.Node.Embedded;
using Ledger.Node.Index.Writing;
using Ledger.Node.Relay;

namespace Ledger.Node.Hosting.Faults;

/// <summary>Ends this process without warning, as a power cut would, the n-th time that a named write boundary is reached. Thread-safe.</summary>
/// <param name="name">The boundary: a name of <see cref="FaultPoint"/>, <see cref="IndexStep"/> or <see cref="RelayStep"/>; null for none.</param>
/// <param name="occurrence">Which time, from 1.</param>
internal sealed class KillPoint(string? name, int occurrence) : IFaultInjector, IIndexFaults, IRelayFaults
{
    /// <summary>How the last line on standard error begins; the boundary follows.</summary>
    public const string Farewell = "killed at ";

    private int _left = occurrence;

    /// <summary>Every boundary that there is, in the order in which a message meets them.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Enum.GetNames<RelayStep>(), .. Enum.GetNames<FaultPoint>(), .. Enum.GetNames<IndexStep>()];

    /// <inheritdoc/>
    public void At(FaultPoint point, ulong blockNumber) => Reach($"{point}");

    /// <inheritdoc/>
    public void At(IndexStep step, ulong block) => Reach($"{step}");

    /// <inheritdoc/>
    public void At(RelayStep step, ulong nonce) => Reach($"{step}");

    private void Reach(string boundary)
    {
        if (!string.Equals(boundary, name, StringComparison.Ordinal) || Interlocked.Decrement(ref _left) != 0) return;
        Console.Error.WriteLine($"{Farewell}{boundary}");
        using var process = Process.GetCurrentProcess();
        process.Kill();

        // The signal may take a moment; nothing may be written in it.
        Thread.Sleep(Timeout.Infinite);
    }
}
