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
    function recallGoods(
        uint256 order,
        uint256 target,
        bytes32 entropy,
        string calldata reason
    ) external onlyModule(RECALLS) returns (uint256 placed, uint256 partnerSlot) {
        uint32 hold = _nextHold(entropy);
        uint256 word = HoldWord.asRecall(order);
        uint256 scope = HoldWord.scope(word);
        uint24 issuer;
        uint256 slot;
        if (scope == HoldWord.LOT) {
            uint32 lot;
            (lot, slot) = findLot(bytes32(target));
            if (slot == 0) return (0, 0);
            issuer = LotWord.issuer(slot);
            (word, slot) = _holdLot(hold, word, lot, slot);
            target = lot;
        } else if (scope == HoldWord.RANGE) {
            slot = _runs[uint32(target)];
            if (slot == 0) return (0, 0);
            issuer = RunWord.issuer(slot);
            slot = _holdRange(hold, target, slot);
            target = uint32(target);
            word = HoldWord.withTarget(word, 0, uint32(target));
        } else if (scope == HoldWord.PRODUCT) {
            target = uint32(target);
            (word, slot) = _holdProduct(hold, word, uint32(target));
        } else {
            if (scope != HoldWord.TOKEN) revert Tokens_TargetUnknown(uint8(scope), uint64(target));
            if (!uint64(target).isFree()) issuer = RunWord.issuer(_runs[uint64(target).run()]);
            slot = _holdToken(hold, word, uint64(target));
        }
        partnerSlot = _raisePartner(HoldWord.partner(order), HoldWord.seq(order));
        _holds[hold] = word;
        emit HoldPlaced(hold, uint64(target), word, slot, partnerSlot, reason);
        placed = hold | (uint256(issuer) << 32);
    }

    // Each of these puts a hold on its target. They return the target's word, and before it the hold's with its target and place in
    // the target's list where there is one.

    function _holdProduct(uint32 hold, uint256 word, uint32 product) private returns (uint256, uint256 slot) {
        slot = _products[product] + ProductWord.ONE_SEQ;
        uint32 head = ProductWord.hold(slot);
        if (head != 0) _checkRoom(head, product);
        slot = ProductWord.withHold(slot, hold);
        _products[product] = slot;
        return (HoldWord.withTarget(word, head, product), slot);
    }

    function _holdLot(uint32 hold, uint256 word, uint32 lot, uint256 slot) private returns (uint256, uint256) {
        uint32 head = LotWord.hold(slot);
        if (head != 0) _checkRoom(head, lot);
        if (LotWord.generation(slot) == type(uint8).max) revert Tokens_HoldsFull(lot, type(uint8).max);
        slot = LotWord.withRecall(slot, hold);
        _lots[lot] = slot;
        return (HoldWord.withTarget(word, head, lot) | HoldWord.ofGeneration(LotWord.generation(slot)), slot);
    }

    /// @dev Returns the word of the run's lot.
    function _holdRange(uint32 hold, uint256 target, uint256 slot) private returns (uint256 lotSlot) {
        (uint32 run, uint32 first, uint32 last) = (uint32(target), uint32(target >> 32), uint32(target >> 64));
        if (first > last || last >= RunWord.count(slot)) {
            revert Tokens_RangeInvalid(run, first, last, uint32(RunWord.count(slot)));
        }
        uint256 n = RunWord.ranges(slot);
        if (n == MAX_HOLDS) revert Tokens_HoldsFull(run, MAX_HOLDS);
        slot = RunWord.withRanges(slot, n + 1);
        _runs[run] = slot;
        _setRange(run, n, uint256(hold) | (uint256(first) << 32) | (uint256(last) << 64), slot);
        uint32 lot = RunWord.lot(slot);
        lotSlot = _lots[lot] + 1;
        if (LotWord.ranges(lotSlot) == type(uint16).max) revert Tokens_HoldsFull(lot, type(uint16).max);
        lotSlot = LotWord.withRanges(lotSlot, LotWord.ranges(lotSlot) + 1);
        _lots[lot] = lotSlot;
    }

    /// @dev One more hold fits on the target's list.
    function _checkRoom(uint32 head, uint64 target) private view {
        Active memory active;
        _collect(active, head, target);
        if (active.count == MAX_HOLDS) revert Tokens_HoldsFull(target, MAX_HOLDS);
    }

    /// @dev A token's list forgets what was lifted, so its holds are joined and not chained: the words of products, lots and runs
    /// are what lifting unlinks from.
    function _holdToken(uint32 hold, uint256 word, uint64 token) private returns (uint256 slot) {
        Place memory place = _locate(token);
        // Joining reads it.
        if (place.slot.hold() != 0) _holds[hold] = word;
        return _addHold(place, hold);
    }
}
