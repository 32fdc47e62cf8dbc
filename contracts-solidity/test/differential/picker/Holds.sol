// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Facts} from "../Facts.sol";
import {Act, Hold, Kind, Node, World} from "../World.sol";
import {LiensPicker} from "./Liens.sol";

/// @title Random recalls, lifts, clearings, attested conditions and quarantines
abstract contract HoldsPicker is LiensPicker {
    using Facts for World;
    using Facts for Node;

    /// @dev A token's list takes eight holds; with fewer token holds at a time it never fills up by joining. A receipt may
    /// add one, a dispute another.
    uint256 private constant MAX_TOKEN_HOLDS = 5;

    /// @dev Whether there are so many active recalls of tokens and quarantines that a list could fill up.
    function _isFull(World memory w) internal pure returns (bool) {
        uint256 count;
        for (uint256 h = 1; h <= w.holdCount; ++h) {
            if (w.holds[h].active && w.holds[h].scope == 4 && w.holds[h].kind != 3) ++count;
        }
        return count >= MAX_TOKEN_HOLDS;
    }

    /// @dev Mostly an active one of a kind.
    function _hold(World memory w, uint256 kind) private returns (uint256 hold) {
        uint256 start = any(w.holdCount);
        for (uint256 k = 0; k < w.holdCount && !percent(1); ++k) {
            hold = 1 + ((start + k) % w.holdCount);
            if (w.holds[hold].active && w.holds[hold].kind == kind) return hold;
        }
        return 1 + start;
    }

    function _pickRecall(World memory w, Act memory a) internal {
        a.kind = Kind.Recall;
        a.scope = percent(40) ? 4 : percent(60) ? 3 : percent(75) ? 2 : 1;
        if (_isFull(w)) a.scope = 3;
        if (a.scope == 1) a.target = 1 + any(w.products.length - 1);
        if (a.scope == 2) a.target = 1 + any(w.lots.length - 1);
        if (a.scope == 3) {
            a.target = 1 + any(w.runs.length - 1);
            a.first = any(w.runs[a.target].count);
            a.last = a.first + any(3);
            if (percent(3)) (a.first, a.last) = (a.last, a.first);
        }
        if (a.scope == 4) a.target = percent(95) ? _node(w, 1 + any(2)) : _node(w, 0);
        a.partner = percent(60) ? 6 : percent(80) ? 1 : 1 + any(8);
        a.partnerSeq = _seq(w.partners[a.partner].seq);
        a.class = percent(98) ? 1 + any(3) : any(6);
        a.destinations = new uint256[](percent(99) ? any(3) : 5);
        for (uint256 i = 0; i < a.destinations.length; ++i) {
            a.destinations[i] = 1 + any(8);
        }
    }

    function _pickLift(World memory w, Act memory a) internal {
        a.kind = Kind.Lift;
        if (w.holdCount == 0) return;
        a.hold = _hold(w, 1);
        Hold memory h = w.holds[a.hold];
        a.partner = percent(60) ? h.partner : percent(80) ? 6 : 1 + any(8);
        a.holdSeq = _seq(h.seq);
    }

    function _pickClear(World memory w, Act memory a) internal returns (bool) {
        a.kind = Kind.Clear;
        for (uint256 i = 1; i <= w.holdCount; ++i) {
            if (w.holds[i].active && w.holds[i].scope == 2 && (a.hold == 0 || percent(30))) a.hold = i;
        }
        if (a.hold == 0 || percent(3)) {
            if (w.holdCount == 0) return false;
            a.hold = 1 + any(w.holdCount);
        }
        Hold memory h = w.holds[a.hold];
        a.partner = percent(60) ? h.partner : percent(80) ? 6 : 1 + any(8);
        a.holdSeq = _seq(h.seq);
        a.tokens = new uint256[](percent(70) ? 1 : 2);
        a.seqs = new uint256[](a.tokens.length);
        for (uint256 k = 0; k < a.tokens.length; ++k) {
            a.tokens[k] = _node(w, 1 + any(2));
            for (uint256 t = 0; t < 12; ++t) {
                Node memory n = w.nodes[a.tokens[k]];
                bool fits = n.level == 0 || w.isHeld(a.tokens[k]);
                if (fits && n.run != 0 && w.lotOf(a.tokens[k]) == h.target && n.cleared < h.generation) break;
                a.tokens[k] = _node(w, 1 + any(2));
            }
            a.seqs[k] = _seq(w.nodes[a.tokens[k]].seq);
        }
        return true;
    }

    // ---- conditions ----

    /// @dev A partner that may speak about the tokens, mostly.
    function _pickAttester(World memory w, Act memory a) private {
        _tokens(w, a, 1 + any(2));
        uint256 dice = any(10);
        Node memory top = w.nodes[w.rootOf(a.tokens[0])];
        if (dice < 3) a.partner = top.owner;
        else if (dice < 6) a.partner = top.custodian;
        else if (dice < 8) a.partner = w.issuerOfAll(a.tokens[0]);
        else a.partner = percent(70) ? 6 : 1 + any(8);
        if (a.partner == 0) a.partner = 6;
        a.partnerSeq = _seq(w.partners[a.partner].seq);
    }

    function _pickAttest(World memory w, Act memory a) internal {
        a.kind = Kind.Attest;
        _pickAttester(w, a);
        a.class = percent(98) ? 1 + any(6) : 0;
        a.value = percent(97) ? any(_isFull(w) ? 2 : 3) : 3;
    }

    function _pickQuarantine(World memory w, Act memory a) internal returns (bool) {
        a.kind = Kind.Quarantine;
        _pickAttester(w, a);
        return !_isFull(w);
    }

    function _pickUnquarantine(World memory w, Act memory a) internal returns (bool) {
        a.kind = Kind.Unquarantine;
        if (w.holdCount == 0) return false;
        a.hold = _hold(w, 2);
        Hold memory h = w.holds[a.hold];
        if (h.kind != 2 && percent(90)) return false;
        a.partner = percent(60) ? h.issuer : percent(80) ? 6 : 1 + any(8);
        if (a.partner == 0) a.partner = 6;
        a.holdSeq = _seq(h.seq);
        return true;
    }

    function _pickAnchor(World memory w, Act memory a) internal {
        (a.kind, a.partner, a.value) = (Kind.Anchor, 1 + any(8), any(1 << 32));
        a.partnerSeq = _seq(w.partners[a.partner].seq);
    }
}
