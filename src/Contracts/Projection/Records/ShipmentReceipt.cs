using Ledger.Contracts.Ids;
using Ledger.Contracts.Words;

namespace Ledger.Contracts.Projection.Records;

/// <summary>What the receipt of a shipment stated, corrections included.</summary>
/// <param name="Accepted">Tokens of the shipment that were accepted, those in quarantine included.</param>
/// <param name="Quarantined">Of these, tokens received in custody only, into quarantine.</param>
/// <param name="Quarantine">The hold that they came under, or none.</param>
/// <param name="Refused">Tokens refused, nested ones included.</param>
/// <param name="Missing">Tokens missing, nested ones included.</param>
/// <param name="Damaged">Tokens damaged, nested ones included.</param>
/// <param name="Overages">Kinds of things that came and were no part of it.</param>
/// <param name="Corrections">How often it was corrected.</param>
public readonly record struct ShipmentReceipt(
    uint Accepted,
    uint Quarantined,
    HoldId Quarantine,
    uint Refused,
    uint Missing,
    uint Damaged,
    uint Overages,
    uint Corrections)
{
    /// <summary>All exceptions.</summary>
    public uint Exceptions => Refused + Missing + Damaged;

    /// <summary>With one more exception.</summary>
    internal ShipmentReceipt With(ShipmentExceptionKind kind) => kind switch
    {
        ShipmentExceptionKind.Refused => this with { Refused = Refused + 1 },
        ShipmentExceptionKind.Missing => this with { Missing = Missing + 1 },
        _ => this with { Damaged = Damaged + 1 },
    };
}
