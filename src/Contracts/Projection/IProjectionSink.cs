namespace Ledger.Contracts.Projection;

/// <summary>Takes what the projection reports beside rows: the history of subjects, and alerts.</summary>
public interface IProjectionSink
{
    /// <summary>An event of a subject. Called in order; an event with several subjects is reported once for each.</summary>
    void History(in HistoryEntry entry);

    /// <summary>Something an operator should know. Alerts are outside the digest.</summary>
    void Alert(in ProjectionAlert alert);
}
