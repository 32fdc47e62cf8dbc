namespace Ledger.Node.Chain;

/// <summary>Corrupt: the chain showed something that must never happen and has stopped; the message says what and names the cure.</summary>
internal class ChainHaltedException(string message, Exception? innerException = null) : ChainException(message, innerException);
