namespace Ledger.Node.Relay;

/// <summary>Corrupt: the relay's journal is not what it writes.</summary>
internal sealed class JournalException(string message, Exception? innerException = null) : Exception(message, innerException);
