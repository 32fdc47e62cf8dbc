namespace Ledger.Node.Index;

/// <summary>Corrupt: what is stored or what the chain shows is not what it must be. The index halts and says why; it never guesses.</summary>
internal sealed class IndexCorruptException(string message, Exception? innerException = null) : Exception(message, innerException);
