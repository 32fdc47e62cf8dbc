// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Lien, Lot, Node, Partner, Place, World} from "./World.sol";

/// @title What follows from the naive model's records, found anew by plain loops each time it is asked for
library Facts {
    uint256 internal constant UNIT = 0;
    uint256 internal constant CASE = 1;
    uint256 internal constant PALLET = 2;
    uint256 internal constant ROOT = 15;
    uint256 internal constant RETURNS = 32;
    uint256 internal constant CARRIER = 4;
    uint256 internal constant DISPUTE = 3;

    function isFree(Node memory n) internal pure returns (bool) {
        return n.level >= 3 && n.level <= 5;
    }

    /// @dev Dispensed, destroyed, exported or consumed by itself.
    function isTerminal(Node memory n) internal pure returns (bool) {
        return n.status >= 2 && n.status <= 5;
    }

    /// @dev Exists and isn't terminal by itself; perhaps something around it is.
    function isThere(Node memory n) internal pure returns (bool) {
        return n.exists && !isTerminal(n);
    }

    /// @dev Exists, and neither it nor anything around it is terminal.
    function isLive(World memory w, uint256 i) internal pure returns (bool) {
        if (!w.nodes[i].exists) return false;
        for (; i != 0; i = parentOf(w, i)) {
            if (isTerminal(w.nodes[i])) return false;
        }
        return true;
    }

    function isHeld(World memory w, uint256 i) internal pure returns (bool) {
        return isThere(w.nodes[i]) && w.nodes[i].place == Place.Held;
    }

    /// @dev Held, and neither in transit nor missing.
    function isAtRest(World memory w, uint256 i) internal pure returns (bool) {
        return isHeld(w, i) && w.nodes[i].status == 0;
    }

    function isNested(World memory w, uint256 i) internal pure returns (bool) {
        return w.nodes[i].place != Place.Held && isLive(w, i);
    }

    /// @dev 0 if held.
    function parentOf(World memory w, uint256 i) internal pure returns (uint256) {
        Node memory n = w.nodes[i];
        if (n.place == Place.Held) return 0;
        return n.place == Place.Nested ? n.parent : n.usual;
    }

    function rootOf(World memory w, uint256 i) internal pure returns (uint256) {
        for (uint256 above = parentOf(w, i); above != 0; above = parentOf(w, i)) {
            i = above;
        }
        return i;
    }

    /// @dev The lien that binds a held node now.
    function lienOf(World memory w, uint256 i) internal pure returns (uint256 lien) {
        lien = w.nodes[i].lien;
        if (lien != 0 && !isBinding(w.liens[lien])) lien = 0;
    }

    /// @dev Active, defaulted, or foreclosed and not all taken.
    function isBinding(Lien memory lien) internal pure returns (bool) {
        return lien.status == 1 || lien.status >= 3;
    }

    /// @dev What is inside something destroyed stays counted there.
    function childrenOf(World memory w, uint256 i) internal pure returns (uint256 count) {
        for (uint256 j = 1; j < w.nodes.length; ++j) {
            if (w.nodes[j].place != Place.Held && isThere(w.nodes[j]) && parentOf(w, j) == i) ++count;
        }
    }

    function lotOf(World memory w, uint256 i) internal pure returns (uint256) {
        return w.runs[w.nodes[i].run].lot;
    }

    /// @dev A run's own lot and those that it was made of: one bit each.
    function lotsOfRun(World memory w, uint256 run) internal pure returns (uint256) {
        return (1 << w.runs[run].lot) | w.runs[run].sources;
    }

    /// @dev Lots of a run token, or of everything inside a free container: one bit each.
    function lotsOf(World memory w, uint256 i) internal pure returns (uint256 lots) {
        if (w.nodes[i].run != 0) return lotsOfRun(w, w.nodes[i].run);
        for (uint256 j = 1; j < w.nodes.length; ++j) {
            Node memory n = w.nodes[j];
            if (n.run == 0 || n.place != Place.Nested || !isThere(n)) continue;
            for (uint256 above = n.parent; above != 0; above = parentOf(w, above)) {
                if (above == i) lots |= lotsOfRun(w, n.run);
            }
        }
    }

    /// @dev For every node, how many direct children are on hold or have such children: from the units up.
    function restrictedChildren(World memory w) internal pure returns (uint256[] memory counts) {
        counts = new uint256[](w.nodes.length);
        for (uint256 level = 0; level <= 5; ++level) {
            for (uint256 j = 1; j < w.nodes.length; ++j) {
                Node memory n = w.nodes[j];
                if (n.level != level || (n.holds == 0 && counts[j] == 0)) continue;
                if (n.place != Place.Held && isThere(n)) ++counts[parentOf(w, j)];
            }
        }
    }

    /// @dev Active holds as a bit set.
    function activeHolds(World memory w) internal pure returns (uint256 active) {
        for (uint256 h = 1; h <= w.holdCount; ++h) {
            if (w.holds[h].active) active |= 1 << h;
        }
    }

    /// @dev Recalls of its lot up to which generation don't bind a node: its own or what is around it in its run.
    function clearedOf(World memory w, uint256 i) internal pure returns (uint256 cleared) {
        uint256 run = w.nodes[i].run;
        for (; i != 0; i = parentOf(w, i)) {
            Node memory n = w.nodes[i];
            if (n.run == run && n.cleared > cleared) cleared = n.cleared;
        }
    }

    /// @dev Active holds on a node: its own, its ancestors', and those on what it is or has inside.
    function holdsOn(World memory w, uint256 i) internal pure returns (uint256 found) {
        uint256 active = activeHolds(w);
        if (active == 0) return 0;
        for (uint256 above = i; above != 0; above = parentOf(w, above)) {
            found |= w.nodes[above].holds & active;
        }
        uint256 lots = lotsOf(w, i);
        for (uint256 h = 1; h <= w.holdCount; ++h) {
            if ((active >> h) & 1 != 0 && w.holds[h].scope != 4 && _covers(w, h, i, lots)) found |= 1 << h;
        }
    }

    function _covers(World memory w, uint256 h, uint256 i, uint256 lots) private pure returns (bool) {
        uint256 scope = w.holds[h].scope;
        uint256 target = w.holds[h].target;
        Node memory n = w.nodes[i];
        if (scope == 2) {
            if ((lots >> target) & 1 == 0) return false;
            // What was made of the lot, or has it inside, isn't cleared by what is cleared in its own.
            bool own = n.run != 0 && w.runs[n.run].lot == target;
            return !own || clearedOf(w, i) < w.holds[h].generation;
        }
        if (scope == 3) return n.run == target && w.holds[h].first <= n.last && n.first <= w.holds[h].last;
        for (uint256 lot = 1; lot < w.lots.length; ++lot) {
            if ((lots >> lot) & 1 != 0 && w.lots[lot].product == target) return true;
        }
        return false;
    }

    /// @dev Whether a lot inside a free container, or a lot that a run was made of, has an active range: it binds, as
    /// nobody knows which of its units are inside.
    function hasRangeInside(World memory w, uint256 i) internal pure returns (bool) {
        uint256 lots = isFree(w.nodes[i]) ? lotsOf(w, i) : w.runs[w.nodes[i].run].sources;
        if (lots == 0) return false;
        for (uint256 h = 1; h <= w.holdCount; ++h) {
            if (!w.holds[h].active || w.holds[h].scope != 3) continue;
            if ((lots >> w.runs[w.holds[h].target].lot) & 1 != 0) return true;
        }
        return false;
    }

    /// @dev The dispute on a token itself, 0 if none.
    function disputeOn(World memory w, uint256 i) internal pure returns (uint256) {
        uint256 holds = w.nodes[i].holds;
        for (uint256 h = 1; h <= w.holdCount; ++h) {
            if ((holds >> h) & 1 != 0 && w.holds[h].active && w.holds[h].kind == DISPUTE) return h;
        }
        return 0;
    }

    function isSuspended(World memory w, uint256 partner) internal pure returns (bool) {
        if (partner >= w.partners.length) return false;
        Partner memory p = w.partners[partner];
        return p.suspended && w.time < p.until;
    }

    /// @dev Admitted and not suspended.
    function isActive(World memory w, uint256 partner) internal pure returns (bool) {
        return partner != 0 && partner < w.partners.length && !isSuspended(w, partner);
    }

    function issuerOf(World memory w, uint256 lot) internal pure returns (uint256) {
        return w.products[w.lots[lot].product].issuer;
    }

    /// @dev The issuer of all that a node is or has inside, 0 if there are several or none.
    function issuerOfAll(World memory w, uint256 i) internal pure returns (uint256 issuer) {
        if (w.nodes[i].run != 0) return issuerOf(w, lotOf(w, i));
        uint256 lots = lotsOf(w, i);
        for (uint256 l = 1; l < w.lots.length; ++l) {
            if ((lots >> l) & 1 == 0) continue;
            if (issuer != 0 && issuer != issuerOf(w, l)) return 0;
            issuer = issuerOf(w, l);
        }
    }

    /// @dev Whether a partner may receive all lots inside: markets for all but issuer, returns handlers and, for
    /// custody, carriers; if the giver is suspended, it must be a return.
    function mayReceive(
        World memory w,
        uint256 i,
        uint256 receiver,
        bool custody,
        bool onlyReturns
    ) internal pure returns (bool) {
        uint256 lots = w.nodes[i].run != 0 ? 1 << lotOf(w, i) : lotsOf(w, i);
        uint256 roles = w.partners[receiver].roles;
        for (uint256 l = 1; l < w.lots.length; ++l) {
            if ((lots >> l) & 1 == 0 || receiver == issuerOf(w, l) || roles & RETURNS != 0) continue;
            if (onlyReturns) return false;
            if (custody && roles & CARRIER != 0) continue;
            Lot memory lot = w.lots[l];
            if (lot.markets != 0 && lot.markets & w.partners[receiver].markets == 0) return false;
        }
        return true;
    }
}
