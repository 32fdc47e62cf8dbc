using Ledger.Contracts.Projection;

namespace Ledger.Contracts.Tests.Chain;

/// <summary>Keeps what a projection reports.</summary>
internal sealed class RecordingSink : IProjectionSink
{
    public List<HistoryEntry> Histories { get; } = [];

    public List<ProjectionAlert> Alerts { get; } = [];

    public void History(in HistoryEntry entry) => Histories.Add(entry);

    public void Alert(in ProjectionAlert alert) => Alerts.Add(alert);
}
