namespace Ledger.Gs1.Epc;

/// <summary>What follows company prefix and reference in an EPC URN.</summary>
internal enum EpcTail
{
    None,

    /// <summary>A text that is an element of its own.</summary>
    Element,

    /// <summary>A text that belongs to the key.</summary>
    InKey,

    /// <summary>An asterisk: the class of all serial numbers.</summary>
    AnySerial,

    /// <summary>Piece and total, which belong to the key, and a serial number.</summary>
    PieceAndTotal,

    /// <summary>Piece and total, and an asterisk.</summary>
    PieceAndTotalOfAnySerial,
}
