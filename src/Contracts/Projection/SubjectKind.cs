namespace Ledger.Contracts.Projection;

/// <summary>What kind of thing has a sequence of its own. Numbers as in the API.</summary>
public enum SubjectKind : byte
{
    /// <summary>A unit, case, pallet, container or run root.</summary>
    Token = 1,

    /// <summary>A lot.</summary>
    Lot = 2,

    /// <summary>A product.</summary>
    Product = 3,

    /// <summary>A partner.</summary>
    Partner = 4,

    /// <summary>A lien.</summary>
    Lien = 5,

    /// <summary>A hold: recall, quarantine or dispute.</summary>
    Hold = 6,

    /// <summary>A shipment.</summary>
    Shipment = 7,

    /// <summary>The council.</summary>
    Council = 8,
}
