namespace Ledger.Node.Operations.Backups;

/// <summary>A file of a backup.</summary>
/// <param name="Path">Its path in the backup, with forward slashes.</param>
/// <param name="SizeBytes">Its size.</param>
/// <param name="Sha256">The SHA-256 of its content, in lower-case hex.</param>
internal sealed record BackupFile(string Path, long SizeBytes, string Sha256);
