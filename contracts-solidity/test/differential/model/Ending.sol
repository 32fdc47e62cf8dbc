// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Facts} from "../Facts.sol";
import {Act, Node, Place, World} from "../World.sol";
import {LendingModel} from "./Lending.sol";

/// @title Dispensed, destroyed, exported, consumed, lost, stolen by the naive model; and how runs begin
abstract contract EndingModel is LendingModel {
    using Facts for World;
    using Facts for Node;

    uint256 private constant DISPENSED = 2;
    uint256 private constant DESTROYED = 3;
    uint256 private constant EXPORTED = 4;
    uint256 private constant CONSUMED = 5;
    uint256 private constant LOST = 6;
    uint256 private constant STOLEN = 7;
    uint256 private constant LAST_COUNTRY = 999;

    /// @dev Owner and custodian are active, and all who must have signed.
    function _mayEnd(World memory w, Act memory a, uint256 root) private pure returns (bool) {
        Node memory top = w.nodes[root];
        return w.isActive(top.owner) && w.isActive(top.custodian) && consents(w, a);
    }

    function dispenseTokens(World memory w, Act memory a) internal pure returns (bool) {
        return _endUnits(w, a, DISPENSED);
    }

    function exportTokens(World memory w, Act memory a) internal pure returns (bool) {
        return a.value != 0 && a.value <= LAST_COUNTRY && _endUnits(w, a, EXPORTED);
    }

    function _endUnits(World memory w, Act memory a, uint256 status) private pure returns (bool) {
        if (!w.isLive(a.tokens[0])) return false;
        uint256 root = w.rootOf(a.tokens[0]);
        if (!_mayEnd(w, a, root)) return false;
        uint256[3] memory common = partiesOf(w, root);
        for (uint256 k = 0; k < a.tokens.length; ++k) {
            uint256 i = a.tokens[k];
            Node memory n = w.nodes[i];
            if (!w.isLive(i) || n.level != 0 || n.seq != a.seqs[k]) return false;
            root = w.rootOf(i);
            if (!w.isAtRest(root) || !matches(w, root, common)) return false;
            if (w.holdsOn(i) != 0 || w.hasRangeInside(i)) return false;
            // A unit that never acted on its own leaves no record when it is dispensed.
            if (n.record || status != DISPENSED) raise(n, true);
            if (root != i) raise(w.nodes[root], false);
            n.status = status;
        }
        return true;
    }

    function dispenseRange(World memory w, Act memory a) internal pure returns (bool) {
        uint256 root = a.container;
        Node memory top = w.nodes[root];
        if (!w.isAtRest(root) || top.seq != a.containerSeq || !_mayEnd(w, a, root)) return false;
        if (a.first > a.last || !w.runs[a.run].opened || a.last >= w.runs[a.run].count) return false;
        for (uint256 i = 1; i < w.nodes.length; ++i) {
            Node memory n = w.nodes[i];
            if (n.run != a.run || n.level != 0 || n.first < a.first || n.first > a.last) continue;
            if (n.phantom || n.record || n.status != 0 || !w.isLive(i) || w.rootOf(i) != root) return false;
            if (w.holdsOn(i) != 0 || w.hasRangeInside(i)) return false;
            n.status = DISPENSED;
        }
        raise(top, false);
        return true;
    }

    function destroyTokens(World memory w, Act memory a) internal pure returns (bool) {
        if (!w.isHeld(a.tokens[0]) || !_mayEnd(w, a, a.tokens[0])) return false;
        uint256[3] memory common = partiesOf(w, a.tokens[0]);
        for (uint256 k = 0; k < a.tokens.length; ++k) {
            uint256 i = a.tokens[k];
            Node memory n = w.nodes[i];
            if (!w.isAtRest(i) || n.seq != a.seqs[k] || !matches(w, i, common) || w.disputeOn(i) != 0) return false;
            raise(n, true);
            n.status = DESTROYED;
        }
        return true;
    }

    function reportMissing(World memory w, Act memory a) internal pure returns (bool) {
        if (a.value != LOST && a.value != STOLEN) return false;
        uint256 owner = w.nodes[a.tokens[0]].owner;
        if (!w.isActive(owner) || !isSigned(w, a)) return false;
        for (uint256 k = 0; k < a.tokens.length; ++k) {
            uint256 i = a.tokens[k];
            Node memory n = w.nodes[i];
            if (!w.isAtRest(i) || n.seq != a.seqs[k] || n.owner != owner || w.disputeOn(i) != 0) return false;
            raise(n, true);
            n.status = a.value;
        }
        return true;
    }

    function reinstateTokens(World memory w, Act memory a) internal pure returns (bool) {
        uint256 owner = w.nodes[a.tokens[0]].owner;
        uint256 maker = makerOf(w, a.tokens[0]);
        if (!w.isActive(owner) || !w.isActive(maker) || !isSigned(w, a)) return false;
        for (uint256 k = 0; k < a.tokens.length; ++k) {
            uint256 i = a.tokens[k];
            Node memory n = w.nodes[i];
            if (!w.isHeld(i) || n.seq != a.seqs[k] || n.owner != owner) return false;
            if ((n.status != LOST && n.status != STOLEN) || makerOf(w, i) != maker) return false;
            raise(n, true);
            n.status = 0;
        }
        return true;
    }

    // ---- runs ----

    function commissionRun(World memory w, Act memory a) internal pure returns (bool) {
        if (!isSigned(w, a)) return false;
        return _open(w, a);
    }

    function _open(World memory w, Act memory a) private pure returns (bool) {
        uint256 lot = w.runs[a.run].lot;
        uint256 issuer = w.issuerOf(lot);
        if (!canReceive(w, issuer, MAY_ISSUE) || w.lots[lot].seq != a.lotSeq) return false;
        ++w.lots[lot].seq;
        w.runs[a.run].opened = true;
        for (uint256 i = 1; i < w.nodes.length; ++i) {
            if (w.nodes[i].run == a.run && !w.nodes[i].phantom) w.nodes[i].exists = true;
        }
        Node memory root = w.nodes[w.runs[a.run].root];
        (root.owner, root.custodian, root.place, root.minted) = (issuer, issuer, Place.Held, true);
        raise(root, true);
        return true;
    }

    /// @dev The new run is the issuer's, under the lien of what went in, and remembers where that came from.
    function transformUnits(World memory w, Act memory a) internal pure returns (bool) {
        if (!_endUnits(w, a, CONSUMED)) return false;
        uint256 root = w.rootOf(a.tokens[0]);
        uint256 lien = w.lienOf(root);
        if (w.nodes[root].owner != w.issuerOf(w.runs[a.run].lot) || !_open(w, a)) return false;
        for (uint256 k = 0; k < a.tokens.length; ++k) {
            w.runs[a.run].sources |= w.lotsOfRun(w.nodes[a.tokens[k]].run);
        }
        Node memory made = w.nodes[w.runs[a.run].root];
        made.lien = lien;
        raise(made, true);
        return true;
    }
}
