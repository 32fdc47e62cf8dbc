namespace Ledger.Contracts.Projection;

/// <summary>A partner's side of a shipment. A number is never reused: it is in keys.</summary>
public enum ShipmentParty : byte
{
    /// <summary>Had title when it departed.</summary>
    Owner = 1,

    /// <summary>Sent it: had custody when it departed.</summary>
    Sender = 2,

    /// <summary>Has title of what is accepted.</summary>
    NewOwner = 3,

    /// <summary>Receives it: has custody of what is accepted.</summary>
    Receiver = 4,

    /// <summary>Has custody in transit.</summary>
    Carrier = 5,
}
