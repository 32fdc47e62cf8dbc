// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title The word of a lien
/// @dev `seq 32 | financier 24 | debtor 24 | policy 16 | status 8 | maturity 40 | noticeSeconds 32 | juniors 4 |
/// defaulted 4 | noticeEnds 40 | flags 8 | spare 24`, lowest bits first. status: 1 active, 2 released, 3 defaulted, 4 foreclosed.
/// Policy bits: 1 custody, 2 dispense, 4 pack and unpack, 8 transform. `financier`, `maturity` and `noticeSeconds` are
/// those of the first claim; `juniors` counts the claims behind it, `defaulted` is the rank that declared a default.
library LienWord {
    uint256 internal constant ACTIVE = 1;
    uint256 internal constant RELEASED = 2;
    uint256 internal constant DEFAULTED = 3;
    uint256 internal constant FORECLOSED = 4;

    uint256 internal constant MAY_MOVE_CUSTODY = 1;
    uint256 internal constant MAY_DISPENSE = 2;
    uint256 internal constant MAY_PACK = 4;
    uint256 internal constant MAY_TRANSFORM = 8;

    function make(
        uint24 financier_,
        uint24 debtor_,
        uint16 policy_,
        uint40 maturity_,
        uint32 noticeSeconds_
    ) internal pure returns (uint256) {
        return
            1 |
            (uint256(financier_) << 32) |
            (uint256(debtor_) << 56) |
            (uint256(policy_) << 80) |
            (ACTIVE << 96) |
            (uint256(maturity_) << 104) |
            (uint256(noticeSeconds_) << 144);
    }

    function seq(uint256 w) internal pure returns (uint32) {
        return uint32(w);
    }

    function financier(uint256 w) internal pure returns (uint24) {
        return uint24(w >> 32);
    }

    function debtor(uint256 w) internal pure returns (uint24) {
        return uint24(w >> 56);
    }

    function policy(uint256 w) internal pure returns (uint16) {
        return uint16(w >> 80);
    }

    function status(uint256 w) internal pure returns (uint8) {
        return uint8(w >> 96);
    }

    function maturity(uint256 w) internal pure returns (uint40) {
        return uint40(w >> 104);
    }

    function noticeSeconds(uint256 w) internal pure returns (uint32) {
        return uint32(w >> 144);
    }

    function juniors(uint256 w) internal pure returns (uint256) {
        return (w >> 176) & 0xf;
    }

    function defaulted(uint256 w) internal pure returns (uint256) {
        return (w >> 180) & 0xf;
    }

    function noticeEnds(uint256 w) internal pure returns (uint40) {
        return uint40(w >> 184);
    }

    /// @notice Flag 1: title of something under it has moved, so the debtor doesn't own all of it any more.
    function moved(uint256 w) internal pure returns (bool) {
        return (w >> 224) & 1 != 0;
    }

    /// @notice With the flag that title has moved, and its seq raised.
    function asMoved(uint256 w) internal pure returns (uint256) {
        return (w | (uint256(1) << 224)) + 1;
    }

    function withStatus(uint256 w, uint256 status_) internal pure returns (uint256) {
        return (w & ~(uint256(0xff) << 96)) | (status_ << 96);
    }

    function withJuniors(uint256 w, uint256 n) internal pure returns (uint256) {
        return (w & ~(uint256(0xf) << 176)) | (n << 176);
    }

    /// @notice With the rank that declared a default and the end of its notice; 0 and 0 for none.
    function withDefault(uint256 w, uint256 rank, uint40 ends) internal pure returns (uint256) {
        return (w & ~(((uint256(1) << 44) - 1) << 180)) | (rank << 180) | (uint256(ends) << 184);
    }

    /// @notice With another first claim.
    function withClaim(
        uint256 w,
        uint24 financier_,
        uint40 maturity_,
        uint32 noticeSeconds_
    ) internal pure returns (uint256) {
        return
            (w & ~((uint256(type(uint24).max) << 32) | (((uint256(1) << 72) - 1) << 104))) |
            (uint256(financier_) << 32) |
            (uint256(maturity_) << 104) |
            (uint256(noticeSeconds_) << 144);
    }

    /// @notice Whether the policy allows an act without a financier's signature: as long as there's no default.
    function permits(uint256 w, uint256 permission) internal pure returns (bool) {
        return status(w) == ACTIVE && policy(w) & permission != 0;
    }

    /// @notice Whether it still binds: active, defaulted, or foreclosed and not all taken.
    function alive(uint256 w) internal pure returns (bool) {
        uint8 s = status(w);
        return s == ACTIVE || s == DEFAULTED || s == FORECLOSED;
    }

    /// @notice Released, with its seq raised.
    function asReleased(uint256 w) internal pure returns (uint256) {
        return ((w & ~(uint256(0xff) << 96)) | (RELEASED << 96)) + 1;
    }
}

/// @title The word of a claim behind the first of a lien
/// @dev `financier 24 | maturity 40 | noticeSeconds 32 | spare 160`, lowest bits first.
library ClaimWord {
    function make(uint24 financier_, uint40 maturity_, uint32 noticeSeconds_) internal pure returns (uint256) {
        return uint256(financier_) | (uint256(maturity_) << 24) | (uint256(noticeSeconds_) << 64);
    }

    function financier(uint256 w) internal pure returns (uint24) {
        return uint24(w);
    }

    function maturity(uint256 w) internal pure returns (uint40) {
        return uint40(w >> 24);
    }

    function noticeSeconds(uint256 w) internal pure returns (uint32) {
        return uint32(w >> 64);
    }
}

/// @title The word of a shipment
/// @dev `seq 32 | status 8 | owner 24 | custodian 24 | newOwner 24 | newCustodian 24 | carrier 24 | until 40 |
/// disputeSeconds 32 | disputes 16 | spare 8`, lowest bits first. status: 1 in transit, 2 received, 3 cancelled, 4
/// expired. `disputes` counts those that are open.
library ShipmentWord {
    uint256 internal constant IN_TRANSIT = 1;
    uint256 internal constant RECEIVED = 2;
    uint256 internal constant CANCELLED = 3;
    uint256 internal constant EXPIRED = 4;

    uint256 internal constant ONE_DISPUTE = 1 << 232;

    function make(
        uint24 owner_,
        uint24 custodian_,
        uint24 newOwner_,
        uint24 newCustodian_,
        uint24 carrier_,
        uint40 until_,
        uint32 disputeSeconds_
    ) internal pure returns (uint256) {
        return
            1 |
            (IN_TRANSIT << 32) |
            (uint256(owner_) << 40) |
            (uint256(custodian_) << 64) |
            (uint256(newOwner_) << 88) |
            (uint256(newCustodian_) << 112) |
            (uint256(carrier_) << 136) |
            (uint256(until_) << 160) |
            (uint256(disputeSeconds_) << 200);
    }

    function seq(uint256 w) internal pure returns (uint32) {
        return uint32(w);
    }

    function status(uint256 w) internal pure returns (uint8) {
        return uint8(w >> 32);
    }

    function owner(uint256 w) internal pure returns (uint24) {
        return uint24(w >> 40);
    }

    function custodian(uint256 w) internal pure returns (uint24) {
        return uint24(w >> 64);
    }

    function newOwner(uint256 w) internal pure returns (uint24) {
        return uint24(w >> 88);
    }

    function newCustodian(uint256 w) internal pure returns (uint24) {
        return uint24(w >> 112);
    }

    function carrier(uint256 w) internal pure returns (uint24) {
        return uint24(w >> 136);
    }

    function until(uint256 w) internal pure returns (uint40) {
        return uint40(w >> 160);
    }

    function disputeSeconds(uint256 w) internal pure returns (uint32) {
        return uint32(w >> 200);
    }

    function disputes(uint256 w) internal pure returns (uint256) {
        return uint16(w >> 232);
    }

    /// @notice With another status and its seq raised.
    function withStatus(uint256 w, uint256 status_) internal pure returns (uint256) {
        return ((w & ~(uint256(0xff) << 32)) | (status_ << 32)) + 1;
    }
}

/// @title The word of a partner
/// @dev `account 160 | seq 32 | roles 16 | status 8 | until 40`, lowest bits first. status: 1 active, 2 suspended
/// (until the unix second `until`).
library PartnerWord {
    uint16 internal constant ISSUER = 1;
    uint16 internal constant HOLDER = 2;
    uint16 internal constant CARRIER = 4;
    uint16 internal constant FINANCIER = 8;
    uint16 internal constant REGULATOR = 16;
    uint16 internal constant RETURNS = 32;
    uint16 internal constant DEVICE = 64;
    uint16 internal constant ALL = 127;

    uint8 internal constant ACTIVE = 1;
    uint8 internal constant SUSPENDED = 2;

    uint256 internal constant ONE_SEQ = 1 << 160;

    function make(
        address account_,
        uint32 seq_,
        uint16 roles_,
        uint8 status_,
        uint40 until_
    ) internal pure returns (uint256) {
        return
            uint256(uint160(account_)) |
            (uint256(seq_) << 160) |
            (uint256(roles_) << 192) |
            (uint256(status_) << 208) |
            (uint256(until_) << 216);
    }

    function account(uint256 w) internal pure returns (address) {
        return address(uint160(w));
    }

    function seq(uint256 w) internal pure returns (uint32) {
        return uint32(w >> 160);
    }

    function roles(uint256 w) internal pure returns (uint16) {
        return uint16(w >> 192);
    }

    function status(uint256 w) internal pure returns (uint8) {
        return uint8(w >> 208);
    }

    function until(uint256 w) internal pure returns (uint40) {
        return uint40(w >> 216);
    }

    /// @notice Whether the partner is suspended now.
    function suspended(uint256 w) internal view returns (bool) {
        return status(w) == SUSPENDED && block.timestamp < until(w);
    }
}
