// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title The word of a run
/// @dev `product 32 | lot 32 | issuer 24 | count 24 | unitsPerCase 16 | casesPerPallet 16 | ranges 8 | flags 8 |
/// sources 8 | spare 88`, lowest bits first. Flag 1: the lot names markets. `sources` counts the lots that it was made of.
library RunWord {
    /// @notice What is known of a run before Tokens opens it: all but its lot and flags.
    function make(
        uint32 product_,
        uint24 issuer_,
        uint32 count_,
        uint16 unitsPerCase_,
        uint16 casesPerPallet_
    ) internal pure returns (uint256) {
        return
            uint256(product_) |
            (uint256(issuer_) << 64) |
            (uint256(uint24(count_)) << 88) |
            (uint256(unitsPerCase_) << 112) |
            (uint256(casesPerPallet_) << 128);
    }

    /// @notice The product, issuer, count and layout of another word with a lot; the rest is 0.
    function asOpened(uint256 w, uint32 lot_, bool marketed_) internal pure returns (uint256) {
        uint256 kept = uint256(type(uint32).max) | (uint256(type(uint80).max) << 64);
        return (w & kept) | (uint256(lot_) << 32) | (marketed_ ? uint256(1) << 152 : 0);
    }

    function product(uint256 w) internal pure returns (uint32) {
        return uint32(w);
    }

    function lot(uint256 w) internal pure returns (uint32) {
        return uint32(w >> 32);
    }

    function issuer(uint256 w) internal pure returns (uint24) {
        return uint24(w >> 64);
    }

    function count(uint256 w) internal pure returns (uint256) {
        return uint24(w >> 88);
    }

    function unitsPerCase(uint256 w) internal pure returns (uint256) {
        return uint16(w >> 112);
    }

    function casesPerPallet(uint256 w) internal pure returns (uint256) {
        return uint16(w >> 128);
    }

    function ranges(uint256 w) internal pure returns (uint256) {
        return uint8(w >> 144);
    }

    function marketed(uint256 w) internal pure returns (bool) {
        return (w >> 152) & 1 != 0;
    }

    function sources(uint256 w) internal pure returns (uint256) {
        return uint8(w >> 160);
    }

    function withRanges(uint256 w, uint256 n) internal pure returns (uint256) {
        return (w & ~(uint256(0xff) << 144)) | (n << 144);
    }

    function withSources(uint256 w, uint256 n) internal pure returns (uint256) {
        return (w & ~(uint256(0xff) << 160)) | (n << 160);
    }

    /// @notice How many units a container of a level takes; the whole run for the root.
    function unitsPer(uint256 w, uint256 level) internal pure returns (uint256) {
        if (level == 0) return 1;
        if (level == 1) return unitsPerCase(w);
        if (level == 2) return unitsPerCase(w) * casesPerPallet(w);
        return count(w);
    }

    /// @notice How many tokens of a level the run has.
    function population(uint256 w, uint256 level) internal pure returns (uint256) {
        uint256 per = unitsPer(w, level);
        return per == 0 ? 0 : (count(w) + per - 1) / per;
    }
}

/// @title The word of a lot
/// @dev `seq 32 | product 32 | issuer 24 | hold 32 | expiry 32 | ranges 16 | runs 16 | flags 8 | generation 8 |
/// fingerprint 56`, lowest bits first. Flag 1: the lot names markets. `generation` counts the recalls of the
/// lot, for partial lifts.
library LotWord {
    function make(
        uint32 product_,
        uint24 issuer_,
        uint32 expiry_,
        bool marketed_,
        uint256 fingerprint_
    ) internal pure returns (uint256) {
        return
            (uint256(product_) << 32) |
            (uint256(issuer_) << 64) |
            (uint256(expiry_) << 120) |
            (marketed_ ? uint256(1) << 184 : 0) |
            (fingerprint_ << 200);
    }

    function seq(uint256 w) internal pure returns (uint32) {
        return uint32(w);
    }

    function product(uint256 w) internal pure returns (uint32) {
        return uint32(w >> 32);
    }

    function issuer(uint256 w) internal pure returns (uint24) {
        return uint24(w >> 64);
    }

    function hold(uint256 w) internal pure returns (uint32) {
        return uint32(w >> 88);
    }

    function expiry(uint256 w) internal pure returns (uint32) {
        return uint32(w >> 120);
    }

    function ranges(uint256 w) internal pure returns (uint256) {
        return uint16(w >> 152);
    }

    function runs(uint256 w) internal pure returns (uint256) {
        return uint16(w >> 168);
    }

    function marketed(uint256 w) internal pure returns (bool) {
        return (w >> 184) & 1 != 0;
    }

    function generation(uint256 w) internal pure returns (uint256) {
        return uint8(w >> 192);
    }

    function fingerprint(uint256 w) internal pure returns (uint256) {
        return w >> 200;
    }

    function withHold(uint256 w, uint32 hold_) internal pure returns (uint256) {
        return (w & ~(uint256(type(uint32).max) << 88)) | (uint256(hold_) << 88);
    }

    function withRanges(uint256 w, uint256 n) internal pure returns (uint256) {
        return (w & ~(uint256(0xffff) << 152)) | (n << 152);
    }

    /// @notice With a recall at the head of its list, and the seq and generation raised, which have room.
    function withRecall(uint256 w, uint32 hold_) internal pure returns (uint256) {
        unchecked {
            return withHold(w + ((1 << 192) | 1), hold_);
        }
    }

    uint256 internal constant ONE_RUN = 1 << 168;
}

/// @title The word of a product in Tokens
/// @dev `hold 32 | seq 32 | spare 192`, lowest bits first. `seq` counts the holds placed and lifted on the product.
library ProductWord {
    function hold(uint256 w) internal pure returns (uint32) {
        return uint32(w);
    }

    function seq(uint256 w) internal pure returns (uint32) {
        return uint32(w >> 32);
    }

    function withHold(uint256 w, uint32 hold_) internal pure returns (uint256) {
        return (w & ~uint256(type(uint32).max)) | hold_;
    }

    uint256 internal constant ONE_SEQ = 1 << 32;
}

/// @title The word of a hold
/// @dev `seq 32 | kind 4 | class 4 | scope 4 | status 4 | generation 8 | partner 24 | next 32 | detail 96 |
/// target 32 | spare 16`, lowest bits first. kind: 1 recall, 2 quarantine, 3 dispute, 15 joint (of `next` and
/// `target`). scope: 1 product, 2 lot, 3 range, 4 token. status: 1 active, 2 lifted. `next` chains the holds of one
/// product or lot; those of a token are joined instead.
///
/// By kind: a recall's `class` is 1 to 3, its `detail` four destinations of 24 bits, its `target` the product, lot or
/// run, its `generation` (lots only) the lot's count of recalls. A quarantine's `detail` is `issuer 24 | spare 72`. A
/// dispute's `class` is the kind of exception (1 refused, 2 missing, 3 damaged), its `detail` `token 64 | lapses 32`,
/// its `target` the shipment, its `generation` 1 if a correction opened it.
library HoldWord {
    uint256 internal constant RECALL = 1;
    uint256 internal constant QUARANTINE = 2;
    uint256 internal constant DISPUTE = 3;
    uint256 internal constant JOINT = 15;

    uint256 internal constant PRODUCT = 1;
    uint256 internal constant LOT = 2;
    uint256 internal constant RANGE = 3;
    uint256 internal constant TOKEN = 4;

    uint256 internal constant ACTIVE = 1;
    uint256 internal constant LIFTED = 2;

    function make(
        uint256 kind_,
        uint256 class_,
        uint256 scope_,
        uint24 partner_,
        uint32 next_,
        uint96 destinations_,
        uint32 target_
    ) internal pure returns (uint256) {
        return
            1 |
            (kind_ << 32) |
            (class_ << 36) |
            (scope_ << 40) |
            (ACTIVE << 44) |
            (uint256(partner_) << 56) |
            (uint256(next_) << 80) |
            (uint256(destinations_) << 112) |
            (uint256(target_) << 208);
    }

    function seq(uint256 w) internal pure returns (uint32) {
        return uint32(w);
    }

    function kind(uint256 w) internal pure returns (uint256) {
        return (w >> 32) & 0xf;
    }

    function class(uint256 w) internal pure returns (uint256) {
        return (w >> 36) & 0xf;
    }

    function scope(uint256 w) internal pure returns (uint256) {
        return (w >> 40) & 0xf;
    }

    function status(uint256 w) internal pure returns (uint256) {
        return (w >> 44) & 0xf;
    }

    function partner(uint256 w) internal pure returns (uint24) {
        return uint24(w >> 56);
    }

    function next(uint256 w) internal pure returns (uint32) {
        return uint32(w >> 80);
    }

    function generation(uint256 w) internal pure returns (uint256) {
        return uint8(w >> 48);
    }

    function destinations(uint256 w) internal pure returns (uint96) {
        return uint96(w >> 112);
    }

    /// @notice Of a quarantine: who may end it beside regulators.
    function issuer(uint256 w) internal pure returns (uint24) {
        return uint24(w >> 112);
    }

    /// @notice Of a dispute: what it is about.
    function token(uint256 w) internal pure returns (uint64) {
        return uint64(w >> 112);
    }

    /// @notice Of a dispute: the unix second after which it lapses.
    function lapses(uint256 w) internal pure returns (uint32) {
        return uint32(w >> 176);
    }

    /// @notice The bits of a generation, for a word that has none yet.
    function ofGeneration(uint256 generation_) internal pure returns (uint256) {
        return generation_ << 48;
    }

    function target(uint256 w) internal pure returns (uint32) {
        return uint32(w >> 208);
    }

    /// @notice An active recall with the class, scope, destinations and placer of another word; the rest is 0.
    function asRecall(uint256 w) internal pure returns (uint256) {
        uint256 kept = (0xff << 36) | (uint256(type(uint24).max) << 56) | (uint256(type(uint96).max) << 112);
        return (w & kept) | 1 | (RECALL << 32) | (ACTIVE << 44);
    }

    /// @notice With a target and the next of its holds, where both were 0.
    function withTarget(uint256 w, uint32 next_, uint32 target_) internal pure returns (uint256) {
        return w | (uint256(next_) << 80) | (uint256(target_) << 208);
    }

    function withNext(uint256 w, uint32 next_) internal pure returns (uint256) {
        return (w & ~(uint256(type(uint32).max) << 80)) | (uint256(next_) << 80);
    }

    /// @notice Lifted, with its seq raised.
    function asLifted(uint256 w) internal pure returns (uint256) {
        return ((w & ~(uint256(0xf) << 44)) | (LIFTED << 44)) + 1;
    }

    /// @notice Whether custody may move to a partner in spite of the hold.
    function allows(uint256 w, uint24 partner_) internal pure returns (bool) {
        if (kind(w) != RECALL) return false;
        uint96 list = destinations(w);
        for (; list != 0; list >>= 24) {
            if (uint24(list) == partner_) return true;
        }
        return false;
    }
}
