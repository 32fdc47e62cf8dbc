namespace Ledger.Node.Index.Writing;

/// <summary>Transient: the disk has no room. Nothing was written.</summary>
internal sealed class NoRoomException(string message, Exception? innerException = null) : Exception(message, innerException);
