// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Facts} from "../Facts.sol";
import {Node, Place, World} from "../World.sol";

/// @title How the naive model changes a record, and takes all changes of an act back
abstract contract Records {
    using Facts for World;
    using Facts for Node;

    uint256 internal constant MAY_ISSUE = 1;
    uint256 internal constant MAY_CARRY = 4;
    uint256 internal constant MAY_FINANCE = 8;
    uint256 internal constant MAY_REGULATE = 16;
    uint256 internal constant MAY_MEASURE = 64;
    uint256 internal constant TAKES_TITLE = 1 | 2 | 32;
    uint256 internal constant TAKES_CUSTODY = 1 | 2 | 32 | 4;

    /// @dev An act that names a node raises its seq; one that binds what is inside raises its binds too.
    function raise(Node memory n, bool binding) internal pure {
        n.record = true;
        ++n.seq;
        if (binding) ++n.binds;
    }

    /// @dev Everything at once: record by record takes most of the time of a run.
    function keep(World memory w) internal pure {
        (uint256 from, uint256 to, uint256 size) = (w.start, w.copy, w.size);
        assembly ("memory-safe") {
            mcopy(to, from, size)
        }
    }

    function takeBack(World memory w) internal pure {
        (uint256 to, uint256 from, uint256 size) = (w.start, w.copy, w.size);
        assembly ("memory-safe") {
            mcopy(to, from, size)
        }
    }

    /// @dev Held by the owner and custodian of its root, or others, with all that binds it there.
    function detach(World memory w, uint256 i, uint256 owner, uint256 custodian) internal pure {
        Node memory n = w.nodes[i];
        uint256 root = w.rootOf(i);
        (n.holds, n.cleared) = (_heldWith(w, i), w.clearedOf(i));
        (n.owner, n.custodian, n.lien) = (owner, custodian, w.lienOf(root));
        (n.place, n.parent, n.minted) = (Place.Held, 0, true);
        raise(n, true);
        raise(w.nodes[root], false);
    }

    /// @dev Token holds that something takes along: its own and its ancestors', without lists that are all lifted.
    function _heldWith(World memory w, uint256 i) private pure returns (uint256 holds) {
        uint256 active = w.activeHolds();
        for (uint256 above = i; above != 0; above = w.parentOf(above)) {
            if (w.nodes[above].holds & active != 0) holds |= w.nodes[above].holds;
        }
    }

    /// @dev One more hold on a node; its root hears of it.
    function putOn(World memory w, uint256 i, uint256 hold) internal pure {
        Node memory n = w.nodes[i];
        // The new hold is active by now, but not on it yet.
        if (n.holds & w.activeHolds() == 0) n.holds = 0;
        n.holds |= 1 << hold;
        raise(n, true);
        uint256 root = w.rootOf(i);
        if (root != i) raise(w.nodes[root], false);
    }

    /// @dev Nothing on hold inside; every hold on it lets custody go to the receiver (0: none does).
    function isFreeOfHolds(World memory w, uint256 i, uint256 receiver) internal pure returns (bool) {
        uint256 holds = w.holdsOn(i);
        if (w.restrictedChildren()[i] != 0 || w.hasRangeInside(i)) return false;
        for (uint256 h = 1; h <= w.holdCount; ++h) {
            if ((holds >> h) & 1 == 0) continue;
            if (receiver == 0 || (w.holds[h].destinations >> receiver) & 1 == 0) return false;
        }
        return true;
    }

    function canReceive(World memory w, uint256 partner, uint256 roles) internal pure returns (bool) {
        return w.isActive(partner) && w.partners[partner].roles & roles != 0;
    }

    function matches(World memory w, uint256 i, uint256[3] memory common) internal pure returns (bool) {
        Node memory n = w.nodes[i];
        return n.owner == common[0] && n.custodian == common[1] && w.lienOf(i) == common[2];
    }

    /// @dev Owner, custodian and lien.
    function partiesOf(World memory w, uint256 root) internal pure returns (uint256[3] memory) {
        return [w.nodes[root].owner, w.nodes[root].custodian, w.lienOf(root)];
    }
}
