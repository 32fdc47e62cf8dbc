using Ledger.Contracts.Projection;

namespace Ledger.Node.Index.Writing;

/// <summary>Hands what the projection reports to the batch that is open.</summary>
internal sealed class OpenSink : IProjectionSink
{
    /// <summary>The batch's own.</summary>
    public required BatchSink Target { get; set; }

    /// <inheritdoc/>
    public void History(in HistoryEntry entry) => Target.History(entry);

    /// <inheritdoc/>
    public void Alert(in ProjectionAlert alert) => Target.Alert(alert);
}
