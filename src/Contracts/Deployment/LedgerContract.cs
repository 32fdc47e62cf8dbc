namespace Ledger.Contracts.Deployment;

/// <summary>The contracts of a network. A name is also the contract's name in the network descriptor and in the API.</summary>
public enum LedgerContract
{
    /// <summary>Administration by quorum with delays.</summary>
    Council = 1,

    /// <summary>The code of some acts of <see cref="Tokens"/>; it has no tokens itself and is never called directly.</summary>
    Handling = 2,

    /// <summary>Products, lots and runs.</summary>
    Catalogue = 3,

    /// <summary>Who takes part.</summary>
    Partners = 4,

    /// <summary>What becomes of a pledge.</summary>
    Liens = 5,

    /// <summary>Recalls and their lifting.</summary>
    Recalls = 6,

    /// <summary>The core: where every token is.</summary>
    Tokens = 7,

    /// <summary>Views.</summary>
    Lens = 8,

    /// <summary>Batches of signed messages.</summary>
    Relay = 9,

    /// <summary>The code of shipments and disputes of <see cref="Tokens"/>; never called directly.</summary>
    Shipping = 10,

    /// <summary>The code of final and missing states and of transforms of <see cref="Tokens"/>; never called directly.</summary>
    Endings = 11,

    /// <summary>The code of claims, default and foreclosure of <see cref="Tokens"/>; never called directly.</summary>
    Lending = 12,

    /// <summary>The code of holds of <see cref="Tokens"/>; never called directly.</summary>
    Holding = 13,

    /// <summary>Attested conditions, quarantine, and anchors of off-chain events.</summary>
    Conditions = 14,
}
