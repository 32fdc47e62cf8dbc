namespace Ledger.Contracts.Projection;

/// <summary>The kinds of rows that the projection keeps. A node stores each kind in a column family of its own.</summary>
/// <remarks>Keys are big-endian, so that rows of one owner lie together and in order. A number is never reused: it goes into digests.</remarks>
public enum EntityKind : byte
{
    /// <summary>token id (8) → the token's storage word (32). Absent: the token has no record of its own.</summary>
    Token = 1,

    /// <summary>run id (4) → the run's words, lot, layout, first SSCCs, codec and serial list hash.</summary>
    Run = 2,

    /// <summary>lot id (4) → the lot's words, product, lot code, expiry, markets.</summary>
    Lot = 3,

    /// <summary>GTIN as a number (8) | lot code in ASCII → lot id (4).</summary>
    LotCode = 4,

    /// <summary>lot id (4) | run id (4) → empty: the runs of a lot.</summary>
    LotRun = 5,

    /// <summary>product id (4) → the product's word, GTIN, issuer, name.</summary>
    Product = 6,

    /// <summary>GTIN as a number (8) → product id (4).</summary>
    ProductByGtin = 7,

    /// <summary>partner id (4) → the partner's word, account, roles, markets, GLN, identity key, name.</summary>
    Partner = 8,

    /// <summary>account (20) → partner id (4): the partner that has, or once had, this account.</summary>
    PartnerByAccount = 9,

    /// <summary>lien id (4) → the lien's word, its claims with their terms, event of creation.</summary>
    Lien = 10,

    /// <summary>partner id (4) | role (1: debtor or financier) | lien id (4) → empty.</summary>
    LienByPartner = 11,

    /// <summary>hold id (4) → the hold's word, target, range, reason, placer, blocks, a dispute's outcome.</summary>
    Hold = 12,

    /// <summary>scope (1) | target (8) | hold id (4) → empty: the holds placed on a target.</summary>
    HoldByTarget = 13,

    /// <summary>run id (4) | index (1) → a word of the run's list of recalled ranges.</summary>
    RunRange = 14,

    /// <summary>container (8) | index (1) → a word of the container's list of lots inside.</summary>
    Contents = 15,

    /// <summary>token id shifted right by 8 (8) → 256 touched bits (32).</summary>
    Touched = 16,

    /// <summary>token (8) | lot id (4) → units of the lot inside, where it differs from what the layout says.</summary>
    Inside = 17,

    /// <summary>partner id (4) | relation (1: owner or custodian) | root token (8) → empty: what a partner holds.</summary>
    Holding = 18,

    /// <summary>
    /// partner (4) | product (4) | lot (4) | status (1) | block, inverted (8) → owned, custody and pledged units (8 each) from that block on.
    /// The row of block 2^64 − 1 is the sum now. A final status counts what the partner owned or had when it was dispensed, destroyed, exported or consumed.
    /// </summary>
    HoldingSum = 19,

    /// <summary>lot (4) | partner (4) | status (1) → nothing: whose sums of a lot there are, or once were. The mirror by which recalls find them.</summary>
    LotHolder = 20,

    /// <summary>message digest (32) → outcome: applied or failed, block, transaction, log, reason.</summary>
    Message = 21,

    /// <summary>first SSCC of a run's level without its check digit (8) → run id (4) | level (1) | count (4).</summary>
    SsccRange = 22,

    /// <summary>market number (1) → its name.</summary>
    Market = 23,

    /// <summary>module kind (1) → its address (20).</summary>
    Module = 24,

    /// <summary>single row: the council's seq, members and rules.</summary>
    Council = 25,

    /// <summary>council act digest (32) → its state, target, selector and times.</summary>
    CouncilAct = 26,

    /// <summary>name (1..) → counters of the whole ledger: units commissioned, runs, partners.</summary>
    Counter = 27,

    /// <summary>token id shifted right by 8 (8) → the dispensing events of units without a record in this word: first and last unit, event.</summary>
    Dispense = 28,

    /// <summary>lien id (4) → units under the lien by owner, product, lot and status, while it is alive.</summary>
    LienSum = 29,

    /// <summary>lien id (4) | token (8) → empty: the held tokens whose word names the lien, also after it ended.</summary>
    LienToken = 30,

    /// <summary>lot id (4) → units commissioned, and units that were dispensed, destroyed, exported, consumed, lost, stolen.</summary>
    LotUnits = 31,

    /// <summary>shipment id (4) → the shipment's word, manifest, departure, end, what its receipt stated.</summary>
    Shipment = 32,

    /// <summary>shipment id (4) → the ids (8 each) of the tokens that departed, in their order.</summary>
    ShipmentManifest = 33,

    /// <summary>partner id (4) | party (1) | block of the departure, inverted (8) | shipment id (4) → empty: newest first.</summary>
    ShipmentByPartner = 34,

    /// <summary>shipment id (4) | hold id (4) → empty: the disputes about it, also those that have ended.</summary>
    ShipmentDispute = 35,

    /// <summary>shipment id (4) | number (2) → what came with it and was no part of it.</summary>
    ShipmentOverage = 36,

    /// <summary>token (8) → shipment id (4): what is in transit now.</summary>
    InTransit = 37,

    /// <summary>token (8) → how it was destroyed, exported or consumed. Dispensed tokens have none.</summary>
    Ending = 38,

    /// <summary>run id (4) | unit (8) → empty: the units that a run was made of.</summary>
    RunInput = 39,

    /// <summary>run id (4) | index (1) → a word of the run's list of source lots.</summary>
    RunSource = 40,

    /// <summary>lot id (4) | run id (4) → empty: the runs that were made of a lot, directly or not.</summary>
    RunBySource = 41,

    /// <summary>hold id (4) | token (8) → empty: what a quarantine was placed on.</summary>
    HoldToken = 42,

    /// <summary>hold id (4) | token (8) → empty: what was taken out of a lot's recall.</summary>
    ClearedToken = 43,

    /// <summary>token (8) | block, inverted (8) | log index, inverted (4) → a condition that was attested of the token: newest first.</summary>
    Condition = 44,

    /// <summary>partner id (4) | the partner's seq, inverted (4) → a batch that it anchored: newest first.</summary>
    Anchor = 45,

    /// <summary>Merkle root (32) | block (8) | log index (4) → partner id (4), the partner's seq (4): every batch with the root, the first one first.</summary>
    AnchorByRoot = 46,

    /// <summary>owner (4) | agent (4) → until when the agent may move custody of the owner's goods on its own.</summary>
    Mandate = 47,

    /// <summary>agent (4) | owner (4) → empty: the mirror.</summary>
    MandateByAgent = 48,
}
