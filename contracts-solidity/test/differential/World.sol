// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

// The naive model's records: one per unit, case, pallet, run root and free container. They live in memory, in lists
// that plain loops go through; nothing is packed, cached or counted along. Index 0 of every list means "none".

/// @dev Where a token is by its own record.
enum Place {
    Usual,
    Held,
    Nested
}

/// @dev One unit, case, pallet, run root or free container.
struct Node {
    uint64 id;
    uint256 level;
    /// Index of its run, 0 for a free container.
    uint256 run;
    /// Partner whose id a free container carries, 0 for run tokens.
    uint256 creator;
    /// Its default parent, 0 for run roots and free containers.
    uint256 usual;
    /// Units that it takes by its run's layout.
    uint256 first;
    uint256 last;
    /// An id that never comes to be: beyond a run's count or layout.
    bool phantom;
    bool exists;
    /// 0 active, 1 in transit, 2 dispensed, 3 destroyed, 4 exported, 5 consumed, 6 lost, 7 stolen.
    uint256 status;
    /// It acted on its own at least once, so it has a seq.
    bool record;
    /// It was held at least once.
    bool minted;
    Place place;
    /// Its explicit parent.
    uint256 parent;
    uint256 owner;
    uint256 custodian;
    uint256 lien;
    /// Token holds on it, one bit each; lifted ones stay until swept.
    uint256 holds;
    /// Recalls of its lot up to this generation don't bind it.
    uint256 cleared;
    uint256 seq;
    uint256 binds;
}

struct Run {
    uint256 lot;
    uint32 count;
    uint16 unitsPerCase;
    uint16 casesPerPallet;
    bool opened;
    /// Index of its root.
    uint256 root;
    /// Lots that it was made of, one bit each.
    uint256 sources;
}

struct Lot {
    string code;
    uint256 product;
    uint256 markets;
    uint256 seq;
    uint32 id;
    /// Recalls of the lot so far.
    uint256 generation;
}

struct Product {
    uint64 gtin;
    uint256 issuer;
}

struct Lien {
    uint32 id;
    uint256 debtor;
    /// How many claims; each has a financier, a maturity and a notice period, the first is the most senior.
    uint256 claims;
    uint256[4] financiers;
    uint256[4] maturities;
    uint256[4] notices;
    uint256 policy;
    /// 1 active, 2 released, 3 defaulted, 4 foreclosed.
    uint256 status;
    /// Which claim declared a default (1 is the first), and when its notice ends.
    uint256 defaulted;
    uint256 noticeEnds;
    uint256 seq;
    /// Title of something under it has moved: the debtor adds no claims any more.
    bool moved;
}

struct Hold {
    uint32 id;
    /// 1 recall, 2 quarantine, 3 dispute.
    uint256 kind;
    /// 1 product, 2 lot, 3 range, 4 token.
    uint256 scope;
    /// Index of the product, lot, run or node.
    uint256 target;
    uint256 first;
    uint256 last;
    /// One bit a partner.
    uint256 destinations;
    uint256 partner;
    bool active;
    uint256 seq;
    /// Of a recall of a lot.
    uint256 generation;
    /// Who may release a quarantine beside regulators.
    uint256 issuer;
    /// Of a dispute: its shipment, the kind of exception, when it lapses, whether a correction opened it.
    uint256 shipment;
    uint256 exception;
    uint256 lapses;
    bool correction;
}

struct Shipment {
    uint32 id;
    /// 1 in transit, 2 received, 3 cancelled, 4 expired.
    uint256 status;
    uint256 seq;
    uint256 owner;
    uint256 custodian;
    uint256 newOwner;
    uint256 newCustodian;
    uint256 carrier;
    uint256 until;
    uint256 disputeSeconds;
    /// Open disputes.
    uint256 disputes;
    uint256[] tokens;
}

struct Partner {
    uint256 key;
    uint256 roles;
    uint256 markets;
    bool suspended;
    uint256 until;
    uint256 seq;
    /// Until when each partner may move custody of its goods.
    uint256[] mandates;
}

struct World {
    Node[] nodes;
    Run[] runs;
    Lot[] lots;
    Product[] products;
    Lien[] liens;
    uint256 lienCount;
    Hold[] holds;
    uint256 holdCount;
    Shipment[] shipments;
    uint256 shipmentCount;
    Partner[] partners;
    /// Every key that was ever an account.
    uint256[] usedKeys;
    uint256 usedCount;
    uint256 time;
    /// Where all of this lies in memory, and where it is copied to before an act.
    uint256 start;
    uint256 size;
    uint256 copy;
}

enum Kind {
    Transfer,
    Unpack,
    Pack,
    Dispense,
    DispenseRange,
    Touch,
    Pledge,
    Release,
    ReleaseTokens,
    Recall,
    Lift,
    Sweep,
    Commission,
    Rotate,
    Administer,
    Wait,
    Ship,
    Receive,
    Correct,
    Cancel,
    Expire,
    Resolve,
    Lapse,
    Destroy,
    Export,
    Missing,
    Reinstate,
    Transform,
    AddClaim,
    Default,
    Cure,
    Foreclose,
    Clear,
    Attest,
    Quarantine,
    Unquarantine,
    Anchor,
    Mandate
}

/// @dev What the council does to a partner.
enum Measure {
    Suspend,
    SuspendUrgently,
    Reinstate,
    SetRoles,
    SetMarkets,
    Recover
}

/// @dev One act of any kind; a kind uses the fields that it needs.
struct Act {
    Kind kind;
    uint256[] tokens;
    uint256[] seqs;
    /// One for each token: kinds of exceptions, outcomes of disputes.
    uint256[] kinds;
    /// One for each token: the dispute that ends.
    uint256[] disputes;
    /// What a shipment's manifest is said to be.
    uint256[] manifest;
    /// The container of a pack, the root of an unpack or a range.
    uint256 container;
    uint256 containerSeq;
    uint256 owner;
    uint256 custodian;
    uint256 newOwner;
    uint256 newCustodian;
    uint256 carrier;
    uint256 shipment;
    uint256 shipmentSeq;
    uint256 until;
    uint256 disputeSeconds;
    /// How many tokens a receipt accepts, how many things came with it that nobody sent.
    uint256 accepted;
    uint256 overages;
    /// Who signs alone: touches, recalls, lifts, rotates; the subject of a measure; the agent of a mandate is newOwner.
    uint256 partner;
    uint256 partnerSeq;
    uint256 financier;
    uint256 policy;
    uint256 lien;
    uint256 lienSeq;
    uint256 rank;
    uint256 notice;
    uint256 hold;
    uint256 holdSeq;
    uint256 scope;
    uint256 target;
    uint256 first;
    uint256 last;
    uint256[] destinations;
    uint256 run;
    uint256 lotSeq;
    Measure measure;
    /// Suspension's end, roles, markets, seconds to wait; a status; a country; a severity.
    uint256 value;
    uint256 newKey;
    uint256 class;
    uint256 maturity;
    uint256 deadline;
    /// The keys that sign, in order. For a measure: empty if a stranger calls instead of the council.
    uint256[] keys;
}
