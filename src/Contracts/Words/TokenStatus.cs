namespace Ledger.Contracts.Words;

/// <summary>A token's status. Dispensed, destroyed, exported and consumed are final.</summary>
public enum TokenStatus : byte
{
    /// <summary>In circulation.</summary>
    Active = 0,

    /// <summary>In a shipment that has not been answered.</summary>
    InTransit = 1,

    /// <summary>Handed to its consumer.</summary>
    Dispensed = 2,

    /// <summary>Destroyed.</summary>
    Destroyed = 3,

    /// <summary>Left the ledger's territory.</summary>
    Exported = 4,

    /// <summary>Became part of another product.</summary>
    Consumed = 5,

    /// <summary>Lost; can be reinstated.</summary>
    Lost = 6,

    /// <summary>Stolen; can be reinstated.</summary>
    Stolen = 7,
}
