namespace Ledger.Contracts.Serials;

/// <summary>The one exception that the serial codecs raise for bad input.</summary>
public sealed class SerialListException : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="code">Why.</param>
    /// <param name="offset">Byte offset in the blob, or the index of the serial when a list was being encoded.</param>
    /// <param name="message">What was wrong and what would be right.</param>
    public SerialListException(SerialErrorCode code, int offset, string message)
        : base($"{message} (at {offset})")
    {
        Code = code;
        Offset = offset;
    }

    /// <summary>Why.</summary>
    public SerialErrorCode Code { get; }

    /// <summary>Byte offset in the blob, or the index of the serial when a list was being encoded.</summary>
    public int Offset { get; }
}
