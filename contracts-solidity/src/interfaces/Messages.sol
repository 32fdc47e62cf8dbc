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

/// @notice Sends held tokens to a receiver who will answer with a counted receipt. Taken by Tokens.
/// @dev Signatures, each distinct partner once: `owner`, unless only custody moves and `custodian` has the owner's
/// mandate; `custodian`; `carrier` if there is one; the financier if pledged and title moves, or custody moves and the
/// policy doesn't allow it. `newOwner` and `newCustodian` are who will have title and custody when it is accepted;
/// equal to `owner` or `custodian` where that doesn't move. `carrier` has custody in transit, 0 for the sender itself.
/// `until` is the last unix second at which it can be received, at most 366 days ahead. `disputeSeconds`, at most
/// 366 days, is how long a dispute that the
/// receipt opens lasts unless both sides resolve it before.
struct ShipTokens {
    TokenSeq[] tokens;
    uint24 owner;
    uint24 custodian;
    uint24 newOwner;
    uint24 newCustodian;
    uint24 carrier;
    uint40 until;
    uint32 disputeSeconds;
    uint64 deadline;
    bytes32 document;
}

/// @notice Something of a shipment that isn't accepted, named at the highest level.
/// @dev `kind` 1 refused, 2 missing, 3 damaged. `reason` is a code, see docs/contracts.md.
struct ShipmentException {
    uint64 token;
    uint32 seq;
    uint8 kind;
    uint16 reason;
}

/// @notice Something that came with a shipment and isn't part of it. `token` 0: the ledger doesn't know it and the
/// document describes it. `count` is how many of it.
struct Overage {
    uint64 token;
    uint32 count;
    uint16 reason;
}

/// @notice The receipt of a shipment. Taken by Tokens.
/// @dev Signatures, each distinct partner once: the new custodian, the new owner. `tokens` are those that departed, in
/// the same order. `accepted` is how many of them are accepted (perhaps with exceptions inside). At most 256
/// exceptions and 256 overages. An overage moves nothing: it is kept by a transfer or goes back.
struct ReceiveShipment {
    uint32 shipment;
    uint32 seq;
    uint64[] tokens;
    uint16 accepted;
    ShipmentException[] exceptions;
    Overage[] overages;
    uint64 deadline;
    bytes32 document;
}

/// @notice Reports what the receiver found after the receipt, for example a concealed shortage. Taken by Tokens.
/// @dev Signatures, each distinct partner once: the new custodian, the new owner, the financier if pledged. The tokens
/// must still be theirs. They stay where they are, under a dispute.
struct CorrectReceipt {
    uint32 shipment;
    uint32 seq;
    ShipmentException[] exceptions;
    uint64 deadline;
    bytes32 document;
}

/// @notice Takes back a shipment that hasn't been received. Taken by Tokens. Signature: the sender (old custodian).
/// `tokens` are those that departed, in the same order.
struct CancelShipment {
    uint32 shipment;
    uint32 seq;
    uint64[] tokens;
    uint64 deadline;
    bytes32 document;
}

/// @notice How one dispute ends. `outcome` 1 returned to the sender, 2 accepted by the receiver, 3 lost.
struct Resolution {
    uint64 token;
    uint32 seq;
    uint32 hold;
    uint8 outcome;
}

/// @notice Ends disputes of a shipment. Taken by Tokens.
/// @dev Signatures, each distinct partner once: old owner, old custodian, new owner, new custodian.
struct ResolveDispute {
    uint32 shipment;
    uint32 seq;
    Resolution[] resolutions;
    uint64 deadline;
    bytes32 document;
}

/// @notice Destroys held tokens with everything inside. Taken by Tokens. Recalled and quarantined goods may be destroyed.
/// @dev Signatures: the owner; the custodian if different; every financier if pledged. All tokens must have one owner,
/// one custodian and one lien.
struct DestroyTokens {
    TokenSeq[] tokens;
    uint64 deadline;
    bytes32 document;
}

/// @notice Exports single units out of the ledger's markets, wherever they are nested. Taken by Tokens.
/// @dev Signatures as for DestroyTokens. `country` is the ISO 3166-1 numeric code of the destination.
struct ExportTokens {
    TokenSeq[] tokens;
    uint16 country;
    uint64 deadline;
    bytes32 document;
}

/// @notice Reports held tokens lost (`status` 6) or stolen (7). Taken by Tokens. Signature: the owner of all of them.
struct ReportMissing {
    TokenSeq[] tokens;
    uint8 status;
    uint64 deadline;
    bytes32 document;
}

/// @notice Makes lost or stolen tokens active again. Taken by Tokens. Signatures: the owner; the issuer if different.
/// @dev A free container's issuer is the partner that made it. All tokens must have one owner and one issuer.
struct ReinstateTokens {
    TokenSeq[] tokens;
    uint64 deadline;
    bytes32 document;
}

/// @notice Consumes single units, wherever they are nested, and commissions a run made of them. Taken by Tokens.
/// @dev Signatures: the owner, who must be the issuer of the output's product; the custodian if different; the
/// financiers if pledged and the policy doesn't allow it. All units must have one owner, one custodian and one lien,
/// which the new run's root gets. The run remembers its source lots, at most 16: their recalls bind it too.
struct TransformUnits {
    TokenSeq[] tokens;
    CommissionRun output;
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
