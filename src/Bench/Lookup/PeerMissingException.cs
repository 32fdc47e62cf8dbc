namespace Ledger.Bench.Lookup;

/// <summary>A program to compare with is not installed; the message says what installs it.</summary>
internal sealed class PeerMissingException(string message, Exception innerException) : Exception(message, innerException);
