// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Ids} from "../libraries/Ids.sol";
import {TokenWord} from "../libraries/TokenWord.sol";
import {HoldWord, LotWord, ProductWord, RunWord} from "../libraries/Words.sol";
import {Capabilities} from "./Capabilities.sol";

/// @title Placing recalls, for the module Recalls
abstract contract RecallPlacing is Capabilities {
    using Ids for uint64;
    using TokenWord for uint256;

    /// @dev See IHolding.
    function placeHold(
        uint256 order,
        uint256 seq,
        uint256 target,
        bytes32 entropy
    ) external onlyModule(RECALLS) returns (uint32 hold, uint256 partnerSlot, uint24 issuer) {
        uint256 scope = HoldWord.scope(order);
        uint256 slot;
        if (scope == HoldWord.LOT) {
            (target, slot) = findLot(bytes32(target));
            if (slot == 0) return (0, 0, 0);
            issuer = LotWord.issuer(slot);
        } else if (scope == HoldWord.RANGE) {
            slot = _runs[uint32(target)];
            if (slot == 0) return (0, 0, 0);
            issuer = RunWord.issuer(slot);
        } else if (scope == HoldWord.TOKEN && !uint64(target).isFree()) {
            issuer = RunWord.issuer(_runs[uint64(target).run()]);
        }
        partnerSlot = _raisePartner(HoldWord.partner(order), uint32(seq));
        hold = _nextHold(entropy);
        _place(hold, HoldWord.asRecall(order), target, slot, partnerSlot);
    }

    /// @dev `slot` is the word of a lot or run, as far as it has been read.
    function _place(uint32 hold, uint256 word, uint256 target, uint256 slot, uint256 partnerSlot) private {
        uint256 scope = HoldWord.scope(word);
        uint256 lotSlot;
        if (scope == HoldWord.LOT) {
            uint32 head = LotWord.hold(slot);
            slot = _holdLot(hold, uint32(target), slot);
            word = HoldWord.withGeneration(HoldWord.withTarget(word, head, uint32(target)), LotWord.generation(slot));
        } else if (scope == HoldWord.RANGE) {
            (slot, lotSlot) = _holdRange(hold, target, slot);
            target = uint32(target);
            word = HoldWord.withTarget(word, 0, uint32(target));
        } else if (scope == HoldWord.PRODUCT) {
            uint32 head;
            (head, slot) = _holdProduct(hold, uint32(target));
            word = HoldWord.withTarget(word, head, uint32(target));
        } else {
            if (scope != HoldWord.TOKEN) revert Tokens_TargetUnknown(uint8(scope), uint64(target));
            uint32 head;
            (head, slot) = _holdToken(hold, uint64(target));
            word = HoldWord.withTarget(word, head, 0);
        }
        _holds[hold] = word;
        emit HoldPlaced(hold, uint8(scope), uint64(target), word, slot, lotSlot, partnerSlot);
    }

    // Each of these puts a hold on its target and returns its word, and the head of its list so far if that wasn't known.

    function _holdProduct(uint32 hold, uint32 product) private returns (uint32 head, uint256 slot) {
        slot = _products[product] + ProductWord.ONE_SEQ;
        head = ProductWord.hold(slot);
        _checkRoom(head, product);
        slot = ProductWord.withHold(slot, hold);
        _products[product] = slot;
    }

    function _holdLot(uint32 hold, uint32 lot, uint256 slot) private returns (uint256) {
        _checkRoom(LotWord.hold(slot), lot);
        if (LotWord.generation(slot) == type(uint8).max) revert Tokens_HoldsFull(lot, type(uint8).max);
        slot = LotWord.withHold(slot + LotWord.ONE_GENERATION + 1, hold);
        _lots[lot] = slot;
        return slot;
    }

    function _holdRange(uint32 hold, uint256 target, uint256 slot) private returns (uint256, uint256 lotSlot) {
        (uint32 run, uint32 first, uint32 last) = (uint32(target), uint32(target >> 32), uint32(target >> 64));
        if (first > last || last >= RunWord.count(slot)) {
            revert Tokens_RangeInvalid(run, first, last, uint32(RunWord.count(slot)));
        }
        uint256 n = RunWord.ranges(slot);
        if (n == MAX_HOLDS) revert Tokens_HoldsFull(run, MAX_HOLDS);
        _setRange(run, n, uint256(hold) | (uint256(first) << 32) | (uint256(last) << 64));
        slot = RunWord.withRanges(slot, n + 1);
        _runs[run] = slot;
        uint32 lot = RunWord.lot(slot);
        lotSlot = _lots[lot] + 1;
        if (LotWord.ranges(lotSlot) == type(uint16).max) revert Tokens_HoldsFull(lot, type(uint16).max);
        lotSlot = LotWord.withRanges(lotSlot, LotWord.ranges(lotSlot) + 1);
        _lots[lot] = lotSlot;
        return (slot, lotSlot);
    }

    /// @dev One more hold fits on the target's list.
    function _checkRoom(uint32 head, uint64 target) private view {
        if (head == 0) return;
        Active memory active;
        _collect(active, head, target);
        if (active.count == MAX_HOLDS) revert Tokens_HoldsFull(target, MAX_HOLDS);
    }

    function _holdToken(uint32 hold, uint64 token) private returns (uint32 head, uint256 slot) {
        Place memory place = _locate(token);
        head = place.slot.hold();
        if (!_hasActive(head, token)) head = 0;
        _checkRoom(head, token);
        slot = _raise(token, place.slot, true).withHold(hold);
        _save(token, slot);
        if (place.parent == 0) return (head, slot);
        if (!place.slot.counted()) _raiseInside(place.parent, 0, place.root);
        emit AncestorChanged(place.root, _raiseRoot(place.root));
    }
}
