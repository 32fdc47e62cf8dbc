// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Facts} from "../Facts.sol";
import {Act, Hold, Node, Place, World} from "../World.sol";
import {Consent} from "./Consent.sol";

/// @title Pack, unpack, touch and sweep by the naive model
abstract contract NestingModel is Consent {
    using Facts for World;
    using Facts for Node;

    function unpackTokens(World memory w, Act memory a) internal pure returns (bool) {
        uint256 root = a.container;
        Node memory top = w.nodes[root];
        if (!w.isAtRest(root) || top.seq != a.containerSeq || w.disputeOn(root) != 0) return false;
        if (!w.isActive(top.custodian) || !consents(w, a)) return false;
        for (uint256 k = 0; k < a.tokens.length; ++k) {
            uint256 i = a.tokens[k];
            if (!w.isNested(i) || w.nodes[i].seq != a.seqs[k] || w.rootOf(i) != root) return false;
            detach(w, i, top.owner, top.custodian);
        }
        return true;
    }

    function packTokens(World memory w, Act memory a) internal pure returns (bool) {
        if (!w.isHeld(a.tokens[0])) return false;
        uint256[3] memory common = partiesOf(w, a.tokens[0]);
        if (!w.isActive(common[1]) || !consents(w, a)) return false;
        if (!_openContainer(w, a, common)) return false;
        uint256 root = w.rootOf(a.container);
        for (uint256 k = 0; k < a.tokens.length; ++k) {
            Node memory n = w.nodes[a.tokens[k]];
            if (n.seq != a.seqs[k] || !_fits(w, a, a.tokens[k], common)) return false;
            n.place = w.nodes[a.container].isFree() ? Place.Nested : Place.Usual;
            n.parent = n.place == Place.Nested ? a.container : 0;
            (n.owner, n.custodian, n.lien) = (0, 0, 0);
            raise(n, true);
            raise(w.nodes[a.container], false);
            if (root != a.container) raise(w.nodes[root], false);
        }
        return true;
    }

    function _fits(World memory w, Act memory a, uint256 i, uint256[3] memory common) private pure returns (bool) {
        Node memory n = w.nodes[i];
        Node memory into = w.nodes[a.container];
        if (!w.isAtRest(i) || !matches(w, i, common) || n.level >= into.level || w.disputeOn(i) != 0) return false;
        if (into.isFree()) return true;
        // What belongs to a run takes back its own children only, and nothing that a recall still binds of which it is
        // cleared itself.
        if (n.usual != a.container) return false;
        uint256 cleared = w.clearedOf(a.container);
        for (uint256 h = 1; h <= w.holdCount; ++h) {
            Hold memory hold = w.holds[h];
            if (!hold.active || hold.scope != 2 || hold.target != w.lotOf(a.container)) continue;
            if (hold.generation > n.cleared && hold.generation <= cleared) return false;
        }
        return true;
    }

    /// @dev A new or emptied free container takes owner, custodian and lien of what goes in; any other must match.
    function _openContainer(World memory w, Act memory a, uint256[3] memory common) private pure returns (bool) {
        uint256 c = a.container;
        Node memory into = w.nodes[c];
        if (into.phantom || into.seq != a.containerSeq) return false;
        bool bind = into.isFree() && !into.exists;
        if (bind && into.creator != common[1]) return false;
        if (into.isFree() && w.isHeld(c) && w.childrenOf(c) == 0) {
            if (into.custodian != common[1] || into.status != 0 || w.disputeOn(c) != 0) return false;
            bind = true;
        }
        if (!bind) {
            uint256 root = w.rootOf(c);
            return w.isLive(c) && w.isAtRest(root) && w.disputeOn(root) == 0 && matches(w, root, common);
        }
        (into.exists, into.minted, into.record, into.place) = (true, true, true, Place.Held);
        (into.owner, into.custodian, into.lien) = (common[0], common[1], common[2]);
        ++into.binds;
        return true;
    }

    function touchToken(World memory w, Act memory a) internal pure returns (bool) {
        uint256 i = a.tokens[0];
        Node memory n = w.nodes[i];
        if (!w.isLive(i) || n.seq != a.seqs[0]) return false;
        Node memory top = w.nodes[w.rootOf(i)];
        if (a.partner != top.owner && a.partner != top.custodian) return false;
        if (!w.isActive(a.partner) || !isSigned(w, a)) return false;
        raise(n, false);
        if (w.parentOf(i) != 0) raise(top, false);
        return true;
    }

    function sweepToken(World memory w, Act memory a) internal pure returns (bool) {
        Node memory n = w.nodes[a.tokens[0]];
        if (!w.isLive(a.tokens[0])) return false;
        if (n.holds & w.activeHolds() == 0) n.holds = 0;
        return true;
    }
}
