namespace Ledger.Node.Follower;

/// <summary>An endpoint told a block that contradicts itself: it is broken or lies.</summary>
internal sealed class UntrueBlockException(string message, Exception? innerException = null) : Exception(message, innerException);
