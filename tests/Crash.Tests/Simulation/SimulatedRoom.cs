using Ledger.Node.Index.Storage;

namespace Ledger.Crash.Tests.Simulation;

/// <summary>A disk that is full when a simulation says so.</summary>
internal sealed class SimulatedRoom(string folderPath) : DiskRoom(folderPath, reservedSizeBytes: 1)
{
    /// <summary>Whether nothing can be written.</summary>
    public bool IsFull { get; set; }

    public override long FreeSizeBytes => IsFull ? 0 : long.MaxValue;
}
