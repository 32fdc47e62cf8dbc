// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CommissionRun, TokenSeq} from "./Messages.sol";

// Messages about shipments, and those that end or suspend tokens. As in Messages.sol, each struct is the EIP-712 struct too.

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
