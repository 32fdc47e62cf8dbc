namespace Ledger.Node.Index.Serials;

/// <summary>The serial index holds what it cannot have written. The node stops serving; the index is rebuilt from receipts.</summary>
internal sealed class SerialIndexCorruptException : Exception
{
    /// <summary>Creates the fault.</summary>
    public SerialIndexCorruptException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
