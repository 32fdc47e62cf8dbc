namespace Ledger.Bench.Peers;

/// <summary>A program to compare with is not installed; the message says what installs it.</summary>
internal sealed class PeerMissingException(string message, Exception? innerException = null) : Exception(message, innerException);
