// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Facts} from "../Facts.sol";
import {Act, Hold, Node, Partner, World} from "../World.sol";
import {EndingModel} from "./Ending.sol";

/// @title Recalls, quarantines and what is cleared, by the naive model
abstract contract HoldsModel is EndingModel {
    using Facts for World;
    using Facts for Node;

    uint256 internal constant RECALL = 1;
    uint256 internal constant QUARANTINE = 2;
    uint256 private constant MAX_LIST = 8;
    uint256 private constant EXCURSION = 2;

    /// @dev The signer's seq is named and raised.
    function _isSigner(World memory w, Act memory a) private pure returns (bool) {
        return w.isActive(a.partner) && w.partners[a.partner].seq == a.partnerSeq && isSigned(w, a);
    }

    function recall(World memory w, Act memory a) internal pure returns (bool) {
        if (!_isSigner(w, a)) return false;
        Partner memory p = w.partners[a.partner];
        if (a.class == 0 || a.class > 3 || a.destinations.length > 4 || !_isTarget(w, a)) return false;
        if (p.roles & MAY_REGULATE == 0 && _issuerOfTarget(w, a) != a.partner) return false;
        ++p.seq;
        Hold memory h = newHold(w, RECALL, a.partner);
        (h.scope, h.target, h.first, h.last) = (a.scope, a.target, a.first, a.last);
        for (uint256 i = 0; i < a.destinations.length; ++i) {
            h.destinations |= 1 << a.destinations[i];
        }
        if (a.scope == 2) {
            ++w.lots[a.target].seq;
            h.generation = ++w.lots[a.target].generation;
        }
        if (a.scope == 3) ++w.lots[w.runs[a.target].lot].seq;
        if (a.scope == 4) putOn(w, a.target, w.holdCount);
        return true;
    }

    function newHold(World memory w, uint256 kind, uint256 partner) internal pure returns (Hold memory h) {
        h = w.holds[++w.holdCount];
        (h.kind, h.scope, h.partner, h.active, h.seq) = (kind, 4, partner, true, 1);
    }

    function _isTarget(World memory w, Act memory a) private pure returns (bool) {
        if (a.scope == 4) return w.isLive(a.target);
        if (a.scope == 2 && w.lots[a.target].seq == 0) return false;
        if (a.scope == 3) {
            if (!w.runs[a.target].opened || a.first > a.last || a.last >= w.runs[a.target].count) return false;
        }
        uint256 count;
        for (uint256 h = 1; h <= w.holdCount; ++h) {
            if (w.holds[h].active && w.holds[h].scope == a.scope && w.holds[h].target == a.target) ++count;
        }
        return count < MAX_LIST;
    }

    /// @dev A free container has no issuer.
    function _issuerOfTarget(World memory w, Act memory a) private pure returns (uint256) {
        if (a.scope == 1) return w.products[a.target].issuer;
        if (a.scope == 2) return w.issuerOf(a.target);
        uint256 run = a.scope == 3 ? a.target : w.nodes[a.target].run;
        return run == 0 ? 0 : w.issuerOf(w.runs[run].lot);
    }

    /// @dev Who placed it, or a regulator, has signed for this recall.
    function _isPlacer(World memory w, Act memory a) private pure returns (bool) {
        Hold memory h = w.holds[a.hold];
        if (!w.isActive(a.partner) || !h.active || h.seq != a.holdSeq || !isSigned(w, a)) return false;
        return h.kind == RECALL && (a.partner == h.partner || w.partners[a.partner].roles & MAY_REGULATE != 0);
    }

    function liftRecall(World memory w, Act memory a) internal pure returns (bool) {
        if (!_isPlacer(w, a)) return false;
        Hold memory h = w.holds[a.hold];
        h.active = false;
        ++h.seq;
        if (h.scope == 2) ++w.lots[h.target].seq;
        if (h.scope == 3) ++w.lots[w.runs[h.target].lot].seq;
        return true;
    }

    /// @dev The oldest recall of the lot first; what is inside goes with it.
    function clearTokens(World memory w, Act memory a) internal pure returns (bool) {
        if (!_isPlacer(w, a) || w.holds[a.hold].scope != 2) return false;
        Hold memory h = w.holds[a.hold];
        for (uint256 k = 0; k < a.tokens.length; ++k) {
            uint256 i = a.tokens[k];
            Node memory n = w.nodes[i];
            // Units, and what nobody fills without its seq.
            if (n.seq != a.seqs[k] || (n.level != 0 && !w.isHeld(i))) return false;
            if (!w.isLive(i) || n.run == 0 || w.lotOf(i) != h.target || n.cleared >= h.generation) return false;
            // An older one that something around it is cleared of binds it no more.
            uint256 cleared = w.clearedOf(i);
            for (uint256 o = 1; o <= w.holdCount; ++o) {
                Hold memory other = w.holds[o];
                if (!other.active || other.scope != 2 || other.target != h.target) continue;
                if (other.generation < h.generation && other.generation > cleared) return false;
            }
            n.cleared = h.generation;
            raise(n, true);
            if (w.rootOf(i) != i) raise(w.nodes[w.rootOf(i)], false);
            ++h.seq;
        }
        return true;
    }

    // ---- conditions ----

    /// @dev An owner, custodian or issuer of all of them, a regulator or a device.
    function _mayAttest(World memory w, Act memory a) private pure returns (bool) {
        if (!_isSigner(w, a)) return false;
        bool anyone = w.partners[a.partner].roles & (MAY_REGULATE | MAY_MEASURE) != 0;
        for (uint256 k = 0; k < a.tokens.length; ++k) {
            uint256 i = a.tokens[k];
            if (!w.isLive(i)) return false;
            Node memory top = w.nodes[w.rootOf(i)];
            if (anyone || a.partner == top.owner || a.partner == top.custodian) continue;
            if (a.partner != w.issuerOfAll(i)) return false;
        }
        return true;
    }

    function attest(World memory w, Act memory a) internal pure returns (bool) {
        if (a.value > EXCURSION || a.class == 0) return false;
        if (a.value == EXCURSION) return quarantine(w, a);
        if (!_mayAttest(w, a)) return false;
        ++w.partners[a.partner].seq;
        return true;
    }

    function quarantine(World memory w, Act memory a) internal pure returns (bool) {
        if (!_mayAttest(w, a)) return false;
        ++w.partners[a.partner].seq;
        Hold memory h = newHold(w, QUARANTINE, a.partner);
        h.issuer = w.issuerOfAll(a.tokens[0]);
        for (uint256 k = 0; k < a.tokens.length; ++k) {
            if (w.issuerOfAll(a.tokens[k]) != h.issuer) h.issuer = 0;
        }
        for (uint256 k = 0; k < a.tokens.length; ++k) {
            putOn(w, a.tokens[k], w.holdCount);
        }
        return true;
    }

    function unquarantine(World memory w, Act memory a) internal pure returns (bool) {
        Hold memory h = w.holds[a.hold];
        if (!w.isActive(a.partner) || !h.active || h.seq != a.holdSeq || h.kind != QUARANTINE) return false;
        if (a.partner != h.issuer && w.partners[a.partner].roles & MAY_REGULATE == 0) return false;
        if (!isSigned(w, a)) return false;
        h.active = false;
        ++h.seq;
        return true;
    }

    function anchor(World memory w, Act memory a) internal pure returns (bool) {
        if (!_isSigner(w, a)) return false;
        ++w.partners[a.partner].seq;
        return true;
    }
}
