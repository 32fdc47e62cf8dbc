namespace Ledger.Contracts.Projection;

/// <summary>An event doesn't follow from what came before it: rows, chain or code are corrupt, and nothing further may be applied.</summary>
public sealed class ProjectionException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What doesn't fit.</param>
    /// <param name="at">Where the event stands.</param>
    /// <param name="innerException">The cause, if any.</param>
    public ProjectionException(string message, EventRef at, Exception? innerException = null)
        : base($"Block {at.Block}, transaction {at.TransactionIndex}, log {at.LogIndex}: {message}", innerException) => At = at;

    /// <summary>Where the event stands.</summary>
    public EventRef At { get; }
}
