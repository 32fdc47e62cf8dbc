namespace Ledger.Node.Embedded;

/// <summary>The embedded chain cannot start as this machine or these options are; the message names the cure in one line.</summary>
internal sealed class EmbeddedChainSetupException(string message, Exception? innerException = null) : Exception(message, innerException);
