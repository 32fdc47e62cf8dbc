namespace Ledger.Contracts.Words;

/// <summary>Reason codes of exceptions and overages. The contract passes any number on.</summary>
public enum ExceptionReason
{
    /// <summary>None given.</summary>
    None = 0,

    /// <summary>Not the item that was ordered or shipped.</summary>
    WrongItem = 1,

    /// <summary>Another serial than the one shipped.</summary>
    WrongSerial = 2,

    /// <summary>Another lot than the one shipped.</summary>
    WrongLot = 3,

    /// <summary>Sent to the wrong party.</summary>
    WrongParty = 4,

    /// <summary>Damaged.</summary>
    Damaged = 5,

    /// <summary>Expired or short-dated.</summary>
    Expired = 6,

    /// <summary>Transported out of its temperature limits.</summary>
    Temperature = 7,

    /// <summary>Suspect or counterfeit.</summary>
    Suspect = 8,

    /// <summary>Not ordered.</summary>
    NotOrdered = 9,

    /// <summary>Fewer than stated.</summary>
    TooFew = 10,

    /// <summary>Fewer than stated, found only when it was opened.</summary>
    ConcealedShortage = 11,

    /// <summary>Came without its documents.</summary>
    DocumentsMissing = 12,

    /// <summary>Another reason, which the document says.</summary>
    Other = 99,
}
