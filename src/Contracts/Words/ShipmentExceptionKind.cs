namespace Ledger.Contracts.Words;

/// <summary>Why something of a shipment was not accepted. The contract's numbers.</summary>
public enum ShipmentExceptionKind : byte
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>It came, and the receiver does not take it.</summary>
    Refused = 1,

    /// <summary>It did not come.</summary>
    Missing = 2,

    /// <summary>It came damaged; the receiver keeps it for the sender.</summary>
    Damaged = 3,
}
