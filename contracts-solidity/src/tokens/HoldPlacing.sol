// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {QuarantineOpening} from "../interfaces/IHolding.sol";
import {TokenSeq} from "../interfaces/Messages.sol";
import {Ids} from "../libraries/Ids.sol";
import {TokenWord} from "../libraries/TokenWord.sol";
import {HoldWord, LotWord, ProductWord, RunWord} from "../libraries/Words.sol";
import {Contents} from "./Contents.sol";

/// @title Quarantines, and lifting and clearing holds, for the modules
abstract contract HoldPlacing is Contents {
    using Ids for uint64;
    using TokenWord for uint256;

    /// @dev See IHolding.
    function liftHold(uint32 hold, uint32 seq) external {
        uint256 word = _holds[hold];
        _checkModule(HoldWord.kind(word) == HoldWord.QUARANTINE ? CONDITIONS : RECALLS);
        if (HoldWord.kind(word) > HoldWord.QUARANTINE) revert Tokens_HoldKind(hold, uint8(HoldWord.kind(word)));
        if (HoldWord.status(word) != HoldWord.ACTIVE) revert Tokens_HoldNotActive(hold);
        if (HoldWord.seq(word) != seq) revert Tokens_StaleHold(hold, seq, HoldWord.seq(word));
        uint256 scope = HoldWord.scope(word);
        uint32 target = HoldWord.target(word);
        uint256 targetSlot;
        if (scope == HoldWord.PRODUCT) {
            targetSlot = _products[target] + ProductWord.ONE_SEQ;
            targetSlot = ProductWord.withHold(targetSlot, _unlink(ProductWord.hold(targetSlot), hold, word));
            _products[target] = targetSlot;
        } else if (scope == HoldWord.LOT) {
            targetSlot = _lots[target] + 1;
            targetSlot = LotWord.withHold(targetSlot, _unlink(LotWord.hold(targetSlot), hold, word));
            _lots[target] = targetSlot;
        } else if (scope == HoldWord.RANGE) {
            targetSlot = _dropRange(target, hold);
        }
        word = HoldWord.asLifted(word);
        _holds[hold] = word;
        emit HoldLifted(hold, target, word, targetSlot);
    }

    /// @dev See IHolding.
    function quarantineTokens(QuarantineOpening calldata o) external onlyModule(CONDITIONS) returns (uint32 hold) {
        _checkCount(o.tokens.length);
        uint256 partner = _raisePartner(o.partner, o.seq);
        hold = _nextHold(o.entropy);
        uint256 word = HoldWord.make(HoldWord.QUARANTINE, 0, HoldWord.TOKEN, o.partner, 0, o.issuer, 0);
        _holds[hold] = word;
        emit QuarantinePlaced(hold, word, partner);
        for (uint256 i = 0; i < o.tokens.length; ++i) {
            uint64 token = o.tokens[i];
            emit Quarantined(token, hold, _addHold(_locate(token), hold));
        }
    }

    /// @dev See IHolding.
    function clearTokens(uint32 hold, uint32 seq, TokenSeq[] calldata list) external onlyModule(RECALLS) {
        _checkCount(list.length);
        uint256 word = _holds[hold];
        if (HoldWord.status(word) != HoldWord.ACTIVE) revert Tokens_HoldNotActive(hold);
        if (HoldWord.seq(word) != seq) revert Tokens_StaleHold(hold, seq, HoldWord.seq(word));
        for (uint256 i = 0; i < list.length; ++i) {
            ++word;
            _clearOne(list[i], hold, word);
        }
        _holds[hold] = word;
    }

    function _clearOne(TokenSeq calldata named, uint32 hold, uint256 word) private {
        uint64 token = named.token;
        Place memory place = _locate(token);
        _checkSeq(token, named.seq, place.slot);
        // What is inside a nested container changes without its seq: only its root's tells.
        if (place.parent != 0 && token.level() != Ids.UNIT) revert Tokens_NotHeld(token, place.parent);
        uint256 generation = HoldWord.generation(word);
        if (
            token.isFree() ||
            HoldWord.scope(word) != HoldWord.LOT ||
            RunWord.lot(_runs[token.run()]) != HoldWord.target(word) ||
            place.slot.cleared() >= generation
        ) revert Tokens_NotClearable(token, hold);
        // `cleared` covers all recalls of the lot up to its generation.
        uint32 other = LotWord.hold(_lots[HoldWord.target(word)]);
        for (; other != 0; other = HoldWord.next(_holds[other])) {
            uint256 its = HoldWord.generation(_holds[other]);
            if (its < generation && its > place.cleared) revert Tokens_NotClearable(token, other);
        }
        uint256 slot = _raise(token, place.slot, true).withCleared(generation);
        _save(token, slot);
        uint256 rootSlot = place.parent == 0 ? slot : _raiseRoot(place.root);
        emit TokenCleared(token, hold, place.root, slot, rootSlot, word);
    }

    /// @dev Takes a range from its run; returns the word of the run's lot.
    function _dropRange(uint32 run, uint32 hold) private returns (uint256 lotSlot) {
        uint256 slot = _runs[run];
        uint256 last = RunWord.ranges(slot) - 1;
        slot = RunWord.withRanges(slot, last);
        _runs[run] = slot;
        uint256 i = 0;
        while (uint32(_ranges[(uint256(run) << 8) | i]) != hold) ++i;
        if (i != last) _setRange(run, i, _ranges[(uint256(run) << 8) | last], slot);
        _setRange(run, last, 0, slot);
        lotSlot = _lots[RunWord.lot(slot)] + 1;
        lotSlot = LotWord.withRanges(lotSlot, LotWord.ranges(lotSlot) - 1);
        _lots[RunWord.lot(slot)] = lotSlot;
    }

    /// @dev Takes a hold out of its target's list; returns the list's new head.
    function _unlink(uint32 head, uint32 hold, uint256 word) private returns (uint32) {
        if (head == hold) return HoldWord.next(word);
        uint32 before = head;
        uint256 beforeWord = _holds[before];
        while (HoldWord.next(beforeWord) != hold) {
            before = HoldWord.next(beforeWord);
            beforeWord = _holds[before];
        }
        beforeWord = HoldWord.withNext(beforeWord, HoldWord.next(word));
        _holds[before] = beforeWord;
        emit HoldLinked(before, beforeWord);
        return head;
    }
}
