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
    bool dispensed;
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
}

struct Lot {
    string code;
    uint256 product;
    uint256 markets;
    uint256 seq;
    uint32 id;
}

struct Product {
    uint64 gtin;
    uint256 issuer;
}

struct Lien {
    uint32 id;
    uint256 financier;
    uint256 policy;
    bool alive;
    uint256 seq;
}

struct Hold {
    uint32 id;
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
}

struct Partner {
    uint256 key;
    uint256 roles;
    uint256 markets;
    bool suspended;
    uint256 until;
    uint256 seq;
}

struct World {
    Node[] nodes;
    /// Room for the nodes as they were before an act.
    Node[] before;
    Run[] runs;
    Lot[] lots;
    Product[] products;
    Lien[] liens;
    uint256 lienCount;
    Hold[] holds;
    uint256 holdCount;
    Partner[] partners;
    /// Every key that was ever an account.
    uint256[] usedKeys;
    uint256 usedCount;
    uint256 time;
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
    Wait
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
    /// The container of a pack, the root of an unpack or a range.
    uint256 container;
    uint256 containerSeq;
    uint256 owner;
    uint256 custodian;
    uint256 newOwner;
    uint256 newCustodian;
    /// Who signs alone: touches, recalls, lifts, rotates; the subject of a measure.
    uint256 partner;
    uint256 partnerSeq;
    uint256 financier;
    uint256 policy;
    uint256 lien;
    uint256 lienSeq;
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
    /// Suspension's end, roles, markets, seconds to wait.
    uint256 value;
    uint256 newKey;
    uint256 class;
    uint256 maturity;
    uint256 deadline;
    /// The keys that sign, in order. For a measure: empty if a stranger calls instead of the council.
    uint256[] keys;
}
