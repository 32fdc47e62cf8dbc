namespace Ledger.Node.Operations.Backups;

/// <summary>A backup cannot be made or used; the message says why.</summary>
internal sealed class BackupException(string message, Exception? innerException = null) : Exception(message, innerException);
