namespace Ledger.Contracts.Words;

/// <summary>A shipment's state. The contract's numbers.</summary>
public enum ShipmentState : byte
{
    /// <summary>No shipment.</summary>
    None = 0,

    /// <summary>Departed and not answered.</summary>
    InTransit = 1,

    /// <summary>Received, with or without exceptions.</summary>
    Received = 2,

    /// <summary>Taken back by its sender.</summary>
    Cancelled = 3,

    /// <summary>Given back to its sender after its time.</summary>
    Expired = 4,
}
