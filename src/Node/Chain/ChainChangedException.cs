namespace Ledger.Node.Chain;

/// <summary>Corrupt: no endpoint is left that has the blocks which were followed. Nothing may be answered from them until an operator has acted.</summary>
internal sealed class ChainChangedException(string message) : ChainHaltedException(message);
