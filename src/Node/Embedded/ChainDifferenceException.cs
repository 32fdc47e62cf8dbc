namespace Ledger.Node.Embedded;

/// <summary>anvil did something else than the block log says. After a snapshot that condemns the snapshot; otherwise the chain
/// halts.</summary>
internal sealed class ChainDifferenceException(string message, Exception? innerException = null) : Exception(message, innerException);
