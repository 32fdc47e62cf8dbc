namespace Ledger.Node.Embedded;

/// <summary>The block log holds something that was never written there: damage, or a newer version's records.</summary>
internal sealed class BlockLogException(string message, Exception? innerException = null) : FormatException(message, innerException);
