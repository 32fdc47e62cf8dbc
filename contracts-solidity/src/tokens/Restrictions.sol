// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Ids} from "../libraries/Ids.sol";
import {TokenWord} from "../libraries/TokenWord.sol";
import {HoldWord, LotWord, ProductWord, RunWord} from "../libraries/Words.sol";
import {PartnerWord} from "../libraries/PartyWords.sol";
import {Balances} from "./Balances.sol";

/// @title Which holds bind a token, and what they forbid
abstract contract Restrictions is Balances {
    using Ids for uint64;
    using TokenWord for uint256;

    /// @dev Distinct active holds.
    struct Active {
        uint32[MAX_HOLDS] list;
        uint256 count;
    }

    /// @dev What a move may do in spite of holds. `receiver` 0: nothing is allowed.
    struct Movement {
        uint24 receiver;
        /// Receivers whose markets are checked, 0 for none.
        uint24 titleTo;
        uint24 custodyTo;
        /// A suspended giver (0 if none): every receiver must be an issuer or a returns handler.
        uint24 suspended;
    }

    /// @dev Adds the active holds of the list that starts at `head`, joint holds included.
    function _collect(Active memory active, uint32 head, uint64 token) internal view {
        while (head != 0) {
            uint256 word = _holds[head];
            if (HoldWord.kind(word) == HoldWord.JOINT) {
                _collect(active, HoldWord.target(word), token);
            } else if (HoldWord.status(word) == HoldWord.ACTIVE) {
                _insert(active, head, token);
            }
            head = HoldWord.next(word);
        }
    }

    function _insert(Active memory active, uint32 hold, uint64 token) private pure {
        for (uint256 i = 0; i < active.count; ++i) {
            if (active.list[i] == hold) return;
        }
        if (active.count == MAX_HOLDS) revert Tokens_HoldsFull(token, MAX_HOLDS);
        active.list[active.count++] = hold;
    }

    /// @dev The first free id of a hold from the digest of the message that places it.
    function _nextHold(bytes32 entropy) internal view returns (uint32 hold) {
        hold = uint32(uint256(entropy));
        while (hold == 0 || _holds[hold] != 0) {
            unchecked {
                ++hold;
            }
        }
    }

    /// @dev One list that stands for two: one of them if it has all, else joint holds of what is active. Lifted holds stay
    /// out of them, so that a list is never longer for those that came and went.
    function _join(uint32 a, uint32 b, uint64 token) internal returns (uint32) {
        if (b == 0 || a == b) return a;
        if (a == 0) return b;
        Active memory both;
        _collect(both, a, token);
        uint256 ofA = both.count;
        _collect(both, b, token);
        // 0 for two lists of which nothing binds any more. No caller gives such: each has looked at them first.
        if (both.count == ofA) return ofA == 0 ? 0 : a;
        Active memory onlyB;
        _collect(onlyB, b, token);
        if (onlyB.count == both.count) return b;
        Active memory covered;
        uint32 head = 0;
        for (uint256 i = 0; covered.count < both.count; ++i) {
            uint256 before = covered.count;
            _insert(covered, both.list[i], token);
            if (covered.count == before) continue;
            _collect(covered, both.list[i], token);
            head = head == 0 ? both.list[i] : _joint(head, both.list[i]);
        }
        return head;
    }

    function _joint(uint32 a, uint32 b) private returns (uint32) {
        uint256 word = HoldWord.make(HoldWord.JOINT, 0, HoldWord.TOKEN, 0, a, 0, b);
        uint32 id = uint32(uint256(keccak256(abi.encode(a, b))));
        while (id == 0 || (_holds[id] != 0 && _holds[id] != word)) {
            unchecked {
                ++id;
            }
        }
        if (_holds[id] == 0) {
            _holds[id] = word;
            emit HoldLinked(id, word);
        }
        return id;
    }

    /// @dev Own and ancestors' holds in one list; lifted ones are dropped.
    function _inherited(Place memory place) internal returns (uint32 hold) {
        hold = place.slot.hold();
        if (hold != 0 && !_hasActive(hold, place.token)) hold = 0;
        for (uint256 i = 0; i < place.holds; ++i) {
            uint32 other = place.ancestorHolds[i];
            if (other != hold && _hasActive(other, place.token)) hold = _join(hold, other, place.token);
        }
    }

    function _hasActive(uint32 head, uint64 token) internal view returns (bool) {
        if (head == 0) return false;
        Active memory active;
        _collect(active, head, token);
        return active.count != 0;
    }

    /// @dev Two parties are at odds about goods in dispute: neither opens, fills or ends them alone. `head` is a held
    /// token's own list; what is nested is in no dispute.
    function _checkNoDispute(uint64 token, uint32 head) internal view {
        if (head == 0) return;
        Active memory active;
        _collect(active, head, token);
        for (uint256 i = 0; i < active.count; ++i) {
            uint32 hold = active.list[i];
            if (HoldWord.kind(_holds[hold]) == HoldWord.DISPUTE) revert Tokens_InDispute(token, hold);
        }
    }

    /// @dev Reverts if a hold of the list binds and doesn't allow the movement.
    function _checkHolds(uint64 token, uint32 head, uint24 receiver) internal view {
        if (head == 0) return;
        Active memory active;
        _collect(active, head, token);
        for (uint256 i = 0; i < active.count; ++i) {
            uint32 hold = active.list[i];
            _checkHold(token, hold, _holds[hold], receiver);
        }
    }

    function _checkHold(uint64 token, uint32 hold, uint256 word, uint24 receiver) private pure {
        if (receiver == 0) revert Tokens_OnHold(token, hold);
        if (!HoldWord.allows(word, receiver)) revert Tokens_NotADestination(token, hold, receiver);
    }

    /// @dev Holds of product, lot and run ranges on units `first` to `last` of a run. Recalls of the lot up to the generation
    /// `cleared` don't bind them any more.
    function _checkRun(
        uint64 token,
        uint256 run,
        uint256 first,
        uint256 last,
        uint256 cleared,
        Movement memory movement
    ) internal view {
        _checkLotHolds(token, LotWord.hold(_lots[RunWord.lot(run)]), cleared, movement.receiver);
        _checkHolds(token, ProductWord.hold(_products[RunWord.product(run)]), movement.receiver);
        uint256 ranges = RunWord.ranges(run);
        for (uint256 i = 0; i < ranges; ++i) {
            uint256 range = _ranges[(uint256(token.run()) << 8) | i];
            if (uint32(range >> 32) <= last && first <= uint32(range >> 64)) {
                _checkHolds(token, uint32(range), movement.receiver);
            }
        }
        uint256 sources = RunWord.sources(run);
        if (sources != 0) _checkSources(token, run, sources, movement.receiver);
        if (movement.suspended != 0) _checkReturn(token, RunWord.issuer(run), movement);
        if (RunWord.marketed(run)) _checkMarkets(RunWord.lot(run), RunWord.issuer(run), movement);
    }

    /// @dev `slot` is the run's word as it is when all is done.
    function _setRange(
        uint32 run,
        uint256 index,
        uint256 word,
        uint256 slot
    ) internal {
        _ranges[(uint256(run) << 8) | index] = word;
        emit RangeSet(run, uint8(index), word, slot);
    }

    /// @dev What a run was made of binds it as its own lot does. Which units of a source went in isn't known, so any
    /// recalled range of the source does. Where the run's own lot is a source, its recalls were looked at before, as far as
    /// they weren't cleared.
    function _checkSources(
        uint64 token,
        uint256 run,
        uint256 sources,
        uint24 receiver
    ) private view {
        uint256 entries;
        for (uint256 i = 0; i < sources; ++i) {
            entries = i & 7 == 0 ? _sources[(uint256(token.run()) << 8) | (i >> 3)] : entries >> 32;
            uint32 lot = uint32(entries);
            uint256 word = _lots[lot];
            if (lot != RunWord.lot(run)) {
                _checkLot(token, lot, word, receiver);
            } else if (LotWord.ranges(word) != 0) {
                revert Tokens_RangeInside(token, lot);
            }
        }
    }

    /// @dev Holds of a lot, with the word `word`, and its product, as far as they bind what isn't known unit by unit.
    function _checkLot(uint64 token, uint32 lot, uint256 word, uint24 receiver) private view {
        _checkLotHolds(token, LotWord.hold(word), 0, receiver);
        _checkHolds(token, ProductWord.hold(_products[LotWord.product(word)]), receiver);
        if (LotWord.ranges(word) != 0) revert Tokens_RangeInside(token, lot);
    }

    /// @dev Recalls of a lot later than the generation `cleared`. Every one is put at the head of the list, so that
    /// generations fall along it.
    function _checkLotHolds(uint64 token, uint32 head, uint256 cleared, uint24 receiver) private view {
        while (head != 0) {
            uint256 word = _holds[head];
            if (HoldWord.generation(word) <= cleared) return;
            _checkHold(token, head, word, receiver);
            head = HoldWord.next(word);
        }
    }

    /// @dev A held token with everything inside it may make the movement.
    function _checkMovable(uint64 token, uint256 slot, Movement memory movement) internal view {
        _checkActiveStatus(token, slot);
        if (slot.inside() != 0) revert Tokens_HeldInside(token, slot.inside());
        _checkHolds(token, slot.hold(), movement.receiver);
        if (!token.isFree()) {
            uint256 run = _runs[token.run()];
            uint256 per = RunWord.unitsPer(run, token.level());
            uint256 first = token.index() * per;
            _checkRun(token, run, first, first + per - 1, slot.cleared(), movement);
            return;
        }
        uint256 lots = slot.lots();
        uint256 entries;
        for (uint256 i = 0; i < lots; ++i) {
            entries = i & 3 == 0 ? _contents[(uint256(token) << 8) | (i >> 2)] : entries >> 64;
            uint32 lot = uint32(entries);
            uint256 word = _lots[lot];
            _checkLot(token, lot, word, movement.receiver);
            if (movement.suspended != 0) _checkReturn(token, LotWord.issuer(word), movement);
            if (LotWord.marketed(word)) _checkMarkets(lot, LotWord.issuer(word), movement);
        }
    }

    /// @dev Every receiver is the issuer or a returns handler.
    function _checkReturn(uint64 token, uint24 issuer, Movement memory movement) private view {
        _checkReturnTo(token, issuer, movement.suspended, movement.titleTo);
        _checkReturnTo(token, issuer, movement.suspended, movement.custodyTo);
    }

    function _checkReturnTo(uint64 token, uint24 issuer, uint24 suspended, uint24 receiver) private view {
        if (receiver == 0 || receiver == issuer) return;
        if (PartnerWord.roles(_partners[receiver]) & PartnerWord.RETURNS == 0) {
            revert Tokens_NotAReturn(token, suspended, receiver);
        }
    }

    /// @dev Receivers have a market of the lot; issuers, returns handlers and carriers (of custody) need none.
    function _checkMarkets(uint32 lot, uint24 issuer, Movement memory movement) private view {
        _checkMarket(lot, issuer, movement.titleTo, PartnerWord.RETURNS);
        _checkMarket(lot, issuer, movement.custodyTo, PartnerWord.RETURNS | PartnerWord.CARRIER);
    }

    function _checkMarket(uint32 lot, uint24 issuer, uint24 receiver, uint16 exempt) private view {
        if (receiver == 0 || receiver == issuer) return;
        if (PartnerWord.roles(_partners[receiver]) & exempt != 0) return;
        if (_partnerMarkets[receiver] & _lotMarkets[lot] == 0) revert Tokens_WrongMarket(receiver, lot);
    }
}
