namespace Ledger.Node.Embedded;

/// <summary>The chain process ended or never came up. It is started again.</summary>
internal sealed class AnvilEndedException(string message, Exception? innerException = null) : Exception(message, innerException);
