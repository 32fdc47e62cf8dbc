namespace Ledger.Contracts.Projection.Records;

/// <summary>Bytes are no record of the kind that was read, or of a later version.</summary>
public sealed class RecordFormatException : Exception
{
    /// <summary>Creates the exception.</summary>
    public RecordFormatException(string message)
        : base(message)
    {
    }
}
