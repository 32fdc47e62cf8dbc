namespace Ledger.Node.Chain;

/// <summary>A chain did not do what was asked; the derived type says whether trying again, another request, or an operator helps.</summary>
internal abstract class ChainException(string message, Exception? innerException) : Exception(message, innerException);
