namespace Ledger.Node.Index.Storage;

/// <summary>The node's database cannot be opened; the message is one line that ends with the cure.</summary>
internal sealed class DatabaseException(DatabaseFault fault, string message, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>Why.</summary>
    public DatabaseFault Fault { get; } = fault;
}
