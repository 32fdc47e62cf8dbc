// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

// Every message that a partner signs. Each struct is the EIP-712 struct too: same name, same fields, same order.
//
// The EIP-712 domain is {name "Ledger", version "1", chainId, verifyingContract}, where verifyingContract is the
// contract whose function takes the message. `deadline` is in unix seconds and inclusive. `document` is the hash of
// an off-chain document (delivery note, terms, certificate) or zero. Subjects are named with the sequence number
// that the signer saw; a subject that has moved on makes the message void.

/// @notice A token and the seq its signer saw.
struct TokenSeq {
    uint64 token;
    uint32 seq;
}

/// @notice Moves title, custody or both of held tokens. Taken by Tokens.
/// @dev Signatures, in this order and each distinct partner once: `owner`, unless only custody moves and `custodian` has
/// the owner's mandate; `newOwner` if title moves; `custodian` and `newCustodian` if custody moves; the financier if the tokens are pledged and title moves, or custody moves and the
/// lien's policy doesn't allow it.
struct TransferTokens {
    TokenSeq[] tokens;
    uint24 owner;
    uint24 custodian;
    uint24 newOwner;
    uint24 newCustodian;
    uint64 deadline;
    bytes32 document;
}

/// @notice Puts held tokens into a container of a strictly higher level. Taken by Tokens.
/// @dev Signatures: the custodian; the financier if pledged and the lien's policy doesn't allow it.
struct PackTokens {
    TokenSeq[] tokens;
    TokenSeq container;
    uint64 deadline;
    bytes32 document;
}

/// @notice Takes tokens that share a root out of their parents; each becomes held. Taken by Tokens.
/// @dev Signatures: the custodian; the financier if pledged and the lien's policy doesn't allow it.
struct UnpackTokens {
    TokenSeq[] tokens;
    TokenSeq root;
    uint64 deadline;
    bytes32 document;
}

/// @notice Dispenses single units, wherever they are nested. Taken by Tokens.
/// @dev Signatures: the owner; the custodian if different; the financier if pledged and the policy doesn't allow it.
/// All units must have one owner, one custodian and one lien.
struct DispenseTokens {
    TokenSeq[] tokens;
    uint64 deadline;
    bytes32 document;
}

/// @notice Dispenses units `first` to `last` (inclusive) of a run: all untouched, all under the one named root.
/// Taken by Tokens.
/// @dev Signatures as for DispenseTokens.
struct DispenseRange {
    TokenSeq root;
    uint32 run;
    uint32 first;
    uint32 last;
    uint64 deadline;
    bytes32 document;
}

/// @notice Raises a token's seq and its root's, so that every outstanding signature naming them is void.
/// Taken by Tokens.
/// @dev Signature: `partner`, who must be owner or custodian.
struct TouchToken {
    TokenSeq token;
    uint24 partner;
    uint64 deadline;
    bytes32 document;
}

/// @notice Pledges held tokens to a financier. Taken by Tokens.
/// @dev Signatures: `debtor` (the owner), `financier`. `policy` is a bit set: 1 custody may move, 2 units may be
/// dispensed, 4 tokens may be packed and unpacked, 8 units may be transformed, each without a financier's signature. `maturity` is in unix
/// seconds, `noticeSeconds` the time between a default notice and foreclosure. `terms` is the hash of the off-chain
/// terms; principal and currency are never on chain.
struct PledgeTokens {
    TokenSeq[] tokens;
    uint24 debtor;
    uint24 financier;
    uint16 policy;
    uint40 maturity;
    uint32 noticeSeconds;
    bytes32 terms;
    uint64 deadline;
    bytes32 document;
}

/// @notice Ends one claim of a lien on everything it covers; the claims below it move up, and with the last one the lien
/// ends. Taken by Liens. Signature: the financier of the claim.
/// @dev `rank` is 1 to 4, 1 the most senior.
struct ReleaseLien {
    uint32 lien;
    uint32 seq;
    uint8 rank;
    uint64 deadline;
    bytes32 document;
}

/// @notice Ends a lien on some held tokens. Taken by Liens. Signatures: every distinct financier, by rank.
struct ReleaseTokens {
    uint32 lien;
    uint32 seq;
    TokenSeq[] tokens;
    uint64 deadline;
    bytes32 document;
}

/// @notice Adds a claim behind those that a lien has, at most four in all. Taken by Tokens.
/// @dev Signatures, each distinct partner once: `debtor` (the lien's), `financier` (the new one's), then the financiers
/// of the present claims by rank. The lien must be active. `maturity` and `noticeSeconds` are the new claim's own.
struct AddClaim {
    uint32 lien;
    uint32 seq;
    uint24 debtor;
    uint24 financier;
    uint40 maturity;
    uint32 noticeSeconds;
    bytes32 terms;
    uint64 deadline;
    bytes32 document;
}

/// @notice Gives notice of default on a claim that has matured. Taken by Tokens. Signature: the claim's financier.
/// @dev The notice period starts when this is applied.
struct DeclareDefault {
    uint32 lien;
    uint32 seq;
    uint8 rank;
    uint64 deadline;
    bytes32 document;
}

/// @notice Takes a default back and gives the claim a new maturity. Taken by Tokens. Signature: the financier who
/// declared it.
struct CureLien {
    uint32 lien;
    uint32 seq;
    uint40 maturity;
    uint64 deadline;
    bytes32 document;
}

/// @notice Takes title of held tokens under a lien after default and notice. Taken by Tokens. Resumable: name as many
/// tokens as fit, then the next.
/// @dev Signatures, each distinct partner once: the financier who declared the default, then every senior financier by
/// rank. The tokens leave the lien; custody stays where it is. Tokens are named without their seqs, so that nobody
/// dodges it by raising one; `seq` is the lien's.
struct ForecloseTokens {
    uint32 lien;
    uint32 seq;
    uint64[] tokens;
    uint64 deadline;
    bytes32 document;
}

/// @notice Registers a product. Taken by Catalogue. Signature: `issuer`. `gtin` is the 14-digit number with its check
/// digit; `seq` is the product's, so 0.
struct RegisterProduct {
    uint64 gtin;
    uint32 seq;
    uint24 issuer;
    string name;
    uint64 deadline;
    bytes32 document;
}

/// @notice Commissions a run of units of one lot, owned and held by the product's issuer. Taken by Catalogue.
/// Signature: the issuer.
/// @dev `lotSeq` is the lot's seq, 0 for a lot's first run. `expiry` is the first unix second at which the lot is
/// expired. `markets` is a bit set of market numbers, 0 for no restriction. `unitsPerCase` 0 means no cases,
/// `casesPerPallet` 0 no pallets. The SSCCs are 18-digit numbers of the first default case and pallet, or 0.
/// `codec` and `serials` are described in docs/serial-codecs.md; the contract stores neither.
struct CommissionRun {
    uint64 gtin;
    string lotCode;
    uint32 lotSeq;
    uint32 expiry;
    uint256 markets;
    uint32 count;
    uint16 unitsPerCase;
    uint16 casesPerPallet;
    uint64 firstCaseSscc;
    uint64 firstPalletSscc;
    uint8 codec;
    bytes serials;
    uint64 deadline;
    bytes32 document;
}

/// @notice Recalls everything of a product. Taken by Recalls. Signature: `partner`, the issuer or a regulator.
/// @dev Recalls name the signer's seq, never the target's: nobody dodges one by raising a seq. `class` is 1 to 3.
/// `destinations` (at most 4) are the partners to whom custody may still move.
struct RecallProduct {
    uint24 partner;
    uint32 seq;
    uint64 gtin;
    uint8 class;
    uint24[] destinations;
    string reason;
    uint64 deadline;
    bytes32 document;
}

/// @notice Recalls a lot. Otherwise as RecallProduct.
struct RecallLot {
    uint24 partner;
    uint32 seq;
    uint64 gtin;
    string lotCode;
    uint8 class;
    uint24[] destinations;
    string reason;
    uint64 deadline;
    bytes32 document;
}

/// @notice Recalls units `first` to `last` (inclusive) of a run. Otherwise as RecallProduct.
struct RecallRange {
    uint24 partner;
    uint32 seq;
    uint32 run;
    uint32 first;
    uint32 last;
    uint8 class;
    uint24[] destinations;
    string reason;
    uint64 deadline;
    bytes32 document;
}

/// @notice Recalls a token and what is inside it when this executes. Otherwise as RecallProduct.
struct RecallToken {
    uint24 partner;
    uint32 seq;
    uint64 token;
    uint8 class;
    uint24[] destinations;
    string reason;
    uint64 deadline;
    bytes32 document;
}

/// @notice Lifts a recall everywhere. Taken by Recalls. Signature: `partner`, who placed it, or a regulator.
/// `seq` is the hold's.
struct LiftRecall {
    uint24 partner;
    uint32 hold;
    uint32 seq;
    uint64 deadline;
    bytes32 document;
}

/// @notice Takes some tokens of a lot out of its recall. Taken by Recalls. Signature: `partner`, who placed it, or a
/// regulator. `seq` is the hold's.
/// @dev The tokens are units, or held cases, pallets or run roots; what is inside is cleared too, so their seqs are those
/// that the signer saw. Older recalls of the lot must be lifted or cleared first.
struct ClearTokens {
    uint24 partner;
    uint32 hold;
    uint32 seq;
    TokenSeq[] tokens;
    uint64 deadline;
    bytes32 document;
}

/// @notice Attests a condition of tokens: temperature, humidity, shock, tamper. Taken by Conditions. Signature: `partner`,
/// who must be their owner, custodian or issuer, a regulator or a device operator.
/// @dev Names the signer's seq. `kind` 1 temperature, 2 humidity, 3 shock, 4 tamper, 5 light, 6 location, others free.
/// `severity` 0 reading, 1 warning, 2 excursion: an excursion puts the tokens into quarantine. `dataHash` is the hash of
/// the off-chain data.
struct AttestCondition {
    uint24 partner;
    uint32 seq;
    uint64[] tokens;
    uint16 kind;
    uint8 severity;
    bytes32 dataHash;
    uint64 deadline;
    bytes32 document;
}

/// @notice Puts tokens and what is inside them into quarantine. Taken by Conditions. Otherwise as AttestCondition.
struct QuarantineTokens {
    uint24 partner;
    uint32 seq;
    uint64[] tokens;
    string reason;
    uint64 deadline;
    bytes32 document;
}

/// @notice Ends a quarantine everywhere. Taken by Conditions. Signature: `partner`, the issuer of the goods, or a regulator.
/// `seq` is the hold's.
struct ReleaseQuarantine {
    uint24 partner;
    uint32 hold;
    uint32 seq;
    uint64 deadline;
    bytes32 document;
}

/// @notice Commits to a batch of off-chain events by the root of their Merkle tree. Taken by Conditions.
/// Signature: `partner`, whose seq it names.
/// @dev Leaves and pairs as OpenZeppelin's MerkleProof: a leaf is keccak256(keccak256(event)), a pair is hashed lower
/// first. `count` is the number of leaves.
struct AnchorBatch {
    uint24 partner;
    uint32 seq;
    bytes32 merkleRoot;
    uint32 count;
    uint64 deadline;
    bytes32 document;
}

/// @notice Lets a custodian move custody of the owner's goods on its own until a unix second; 0 ends it. Taken by
/// Partners. Signature: `owner`, whose seq it names.
struct GrantMandate {
    uint24 owner;
    uint32 seq;
    uint24 agent;
    uint40 until;
    uint64 deadline;
    bytes32 document;
}

/// @notice Replaces a partner's account. Taken by Partners. Signatures: the old account, the new account.
struct RotateAccount {
    uint24 partner;
    uint32 seq;
    address account;
    uint64 deadline;
    bytes32 document;
}

/// @notice One call that the council makes. Taken by Council. `data` starts with a selector that has a rule.
/// @dev `salt` tells equal acts apart: several may be pending at once, so they don't name the council's seq; an act
/// is approved at most once for ever.
struct CouncilAct {
    address target;
    bytes data;
    bytes32 salt;
    uint64 deadline;
    bytes32 document;
}
