namespace Ledger.Contracts.Serials;

/// <summary>Why a serial list was refused.</summary>
public enum SerialErrorCode
{
    /// <summary>The blob or the list holds no serial.</summary>
    Empty = 1,

    /// <summary>More than <see cref="SerialList.MaxCount"/> serials, or more bytes than <see cref="SerialList.MaxBlobSizeBytes"/>.</summary>
    TooLarge,

    /// <summary>The first byte names no codec.</summary>
    UnknownCodec,

    /// <summary>The blob ends before its last serial.</summary>
    Truncated,

    /// <summary>Bytes follow the last serial.</summary>
    TrailingBytes,

    /// <summary>A serial is empty or longer than <see cref="SerialList.MaxSerialLength"/> characters.</summary>
    BadLength,

    /// <summary>A character outside GS1 character set 82.</summary>
    BadCharacter,

    /// <summary>A number that no serial of the declared width and alphabet has.</summary>
    OutOfRange,

    /// <summary>The same list has another, shorter or settled, encoding in this codec.</summary>
    NotCanonical,

    /// <summary>The requested codec cannot hold this list in this order.</summary>
    NotEncodable,
}
