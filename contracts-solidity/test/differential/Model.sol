// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Facts} from "./Facts.sol";
import {Act, Hold, Kind, Lien, Measure, Node, Partner, Place, World} from "./World.sol";

/// @title The naive model: says whether an act is legal by the asset model, and does it
/// @dev Written from the description of the asset model, not from the contracts. An act that turns out to be illegal
/// half way leaves the nodes as they were; everything else changes last.
abstract contract Model {
    using Facts for World;
    using Facts for Node;

    uint256 private constant ISSUER = 1;
    uint256 private constant FINANCIER = 8;
    uint256 private constant REGULATOR = 16;
    uint256 private constant TAKES_TITLE = 1 | 2 | 32;
    uint256 private constant TAKES_CUSTODY = 1 | 2 | 32 | 4;
    uint256 private constant MAY_MOVE_CUSTODY = 1;
    uint256 private constant MAY_DISPENSE = 2;
    uint256 private constant MAY_PACK = 4;
    uint256 private constant MAX_LIST = 8;
    uint256 private constant URGENT_SECONDS = 7 days;
    /// @dev Twenty words a record.
    uint256 private constant NODE_BYTES = 640;

    /// @dev Does the act if it is legal and says whether it was.
    function perform(World memory w, Act memory a) internal pure returns (bool legal) {
        _copyNodes(w.nodes, w.before);
        legal = a.deadline >= w.time && _perform(w, a);
        if (!legal) _copyNodes(w.before, w.nodes);
    }

    /// @dev Whether an act would be legal; changes nothing. For acts on nodes only.
    function wouldBeLegal(World memory w, Act memory a) internal pure returns (bool legal) {
        if (a.kind > Kind.Touch) return true;
        _copyNodes(w.nodes, w.before);
        legal = a.deadline >= w.time && _perform(w, a);
        _copyNodes(w.before, w.nodes);
    }

    /// @dev Partners who must sign, in order.
    function requiredSigners(World memory w, Act memory a) internal pure returns (uint256[] memory list) {
        uint256[5] memory all;
        uint256 root = a.tokens.length == 0 ? 0 : w.rootOf(a.tokens[0]);
        uint256 permission;
        if (a.kind == Kind.Transfer) {
            all[0] = a.owner;
            if (a.newOwner != a.owner) all[1] = a.newOwner;
            if (a.newCustodian != a.custodian) (all[2], all[3]) = (a.custodian, a.newCustodian);
            permission = a.newOwner != a.owner ? 0 : MAY_MOVE_CUSTODY;
        } else if (a.kind == Kind.Unpack || a.kind == Kind.Pack) {
            if (a.kind == Kind.Unpack) root = a.container;
            all[0] = w.nodes[root].custodian;
            permission = MAY_PACK;
        } else if (a.kind == Kind.Dispense || a.kind == Kind.DispenseRange) {
            if (a.kind == Kind.DispenseRange) root = a.container;
            (all[0], all[1]) = (w.nodes[root].owner, w.nodes[root].custodian);
            permission = MAY_DISPENSE;
        } else if (a.kind == Kind.Pledge) {
            (all[0], all[1]) = (a.owner, a.financier);
            root = 0;
        } else if (a.kind == Kind.Release || a.kind == Kind.ReleaseTokens) {
            all[0] = w.liens[a.lien].financier;
            root = 0;
        } else {
            all[0] = a.kind == Kind.Commission ? w.issuerOf(w.runs[a.run].lot) : a.partner;
            root = 0;
        }
        uint256 lien = root == 0 ? 0 : w.lienOf(root);
        if (lien != 0 && w.liens[lien].policy & permission == 0) all[4] = w.liens[lien].financier;
        return _distinct(all);
    }

    function _distinct(uint256[5] memory all) private pure returns (uint256[] memory list) {
        uint256 count;
        uint256[5] memory kept;
        for (uint256 i = 0; i < 5; ++i) {
            bool known = all[i] == 0;
            for (uint256 j = 0; j < count; ++j) {
                if (kept[j] == all[i]) known = true;
            }
            if (!known) kept[count++] = all[i];
        }
        list = new uint256[](count);
        for (uint256 i = 0; i < count; ++i) {
            list[i] = kept[i];
        }
    }

    /// @dev Exactly the required signatures, each with the account that the partner has now.
    function _isSigned(World memory w, Act memory a) private pure returns (bool) {
        uint256[] memory required = requiredSigners(w, a);
        if (a.keys.length != required.length) return false;
        for (uint256 i = 0; i < required.length; ++i) {
            if (required[i] >= w.partners.length || a.keys[i] != w.partners[required[i]].key) return false;
        }
        return true;
    }

    function _perform(World memory w, Act memory a) private pure returns (bool) {
        if (a.kind == Kind.Transfer) return _transfer(w, a);
        if (a.kind == Kind.Unpack) return _unpack(w, a);
        if (a.kind == Kind.Pack) return _pack(w, a);
        if (a.kind == Kind.Dispense) return _dispense(w, a);
        if (a.kind == Kind.DispenseRange) return _dispenseRange(w, a);
        if (a.kind == Kind.Touch) return _touch(w, a);
        if (a.kind == Kind.Pledge) return _pledge(w, a);
        if (a.kind == Kind.Release) return _release(w, a);
        if (a.kind == Kind.ReleaseTokens) return _releaseTokens(w, a);
        if (a.kind == Kind.Recall) return _recall(w, a);
        if (a.kind == Kind.Lift) return _lift(w, a);
        if (a.kind == Kind.Sweep) return _sweep(w, a);
        if (a.kind == Kind.Commission) return _commission(w, a);
        if (a.kind == Kind.Rotate) return _rotate(w, a);
        if (a.kind == Kind.Administer) return _administer(w, a);
        w.time += a.value;
        return true;
    }

    // ---- moves ----

    function _transfer(World memory w, Act memory a) private pure returns (bool) {
        bool title = a.newOwner != a.owner;
        bool custody = a.newCustodian != a.custodian;
        if (!title && !custody) return false;
        if (title && !_canReceive(w, a.newOwner, TAKES_TITLE)) return false;
        if (custody && !_canReceive(w, a.newCustodian, TAKES_CUSTODY)) return false;
        if (!w.isHeld(a.tokens[0]) || !_consents(w, a, a.tokens[0])) return false;
        uint256 lien = w.lienOf(a.tokens[0]);
        for (uint256 k = 0; k < a.tokens.length; ++k) {
            uint256 i = a.tokens[k];
            Node memory n = w.nodes[i];
            if (!w.isHeld(i) || n.seq != a.seqs[k] || n.owner != a.owner || n.custodian != a.custodian) return false;
            if (w.lienOf(i) != lien || !_isFreeOfHolds(w, i, title ? 0 : a.newCustodian)) return false;
            if (!_mayGo(w, a, i)) return false;
            (n.owner, n.custodian, n.lien) = (a.newOwner, a.newCustodian, lien);
            _raise(n, true);
        }
        return true;
    }

    function _canReceive(World memory w, uint256 partner, uint256 roles) private pure returns (bool) {
        return w.isActive(partner) && w.partners[partner].roles & roles != 0;
    }

    /// @dev Markets of the receivers, and whether a suspended giver gives to a returns place only.
    function _mayGo(World memory w, Act memory a, uint256 i) private pure returns (bool) {
        bool back = w.isSuspended(a.owner) || w.isSuspended(a.custodian);
        if (a.newOwner != a.owner && !w.mayReceive(i, a.newOwner, false, back)) return false;
        return a.newCustodian == a.custodian || w.mayReceive(i, a.newCustodian, true, back);
    }

    /// @dev Every signature is there, and a financier that must sign isn't suspended.
    function _consents(World memory w, Act memory a, uint256 root) private pure returns (bool) {
        if (!_isSigned(w, a)) return false;
        uint256 lien = w.lienOf(root);
        if (lien == 0) return true;
        uint256 permission = a.kind == Kind.Pack || a.kind == Kind.Unpack ? MAY_PACK : MAY_DISPENSE;
        if (a.kind == Kind.Transfer) permission = a.newOwner != a.owner ? 0 : MAY_MOVE_CUSTODY;
        return w.liens[lien].policy & permission != 0 || w.isActive(w.liens[lien].financier);
    }

    /// @dev Nothing on hold inside; every hold on it lets custody go to the receiver (0: none does).
    function _isFreeOfHolds(World memory w, uint256 i, uint256 receiver) private pure returns (bool) {
        if (w.restrictedChildren()[i] != 0 || w.hasRangeInside(i)) return false;
        uint256 holds = w.holdsOn(i);
        for (uint256 h = 1; h <= w.holdCount; ++h) {
            if ((holds >> h) & 1 == 0) continue;
            if (receiver == 0 || (w.holds[h].destinations >> receiver) & 1 == 0) return false;
        }
        return true;
    }

    function _pledge(World memory w, Act memory a) private pure returns (bool) {
        if (a.owner == a.financier || a.maturity <= w.time) return false;
        if (!w.isActive(a.owner) || !_canReceive(w, a.financier, FINANCIER) || !_isSigned(w, a)) return false;
        for (uint256 k = 0; k < a.tokens.length; ++k) {
            uint256 i = a.tokens[k];
            Node memory n = w.nodes[i];
            if (!w.isHeld(i) || n.seq != a.seqs[k] || n.owner != a.owner || w.lienOf(i) != 0) return false;
            if (!_isFreeOfHolds(w, i, 0)) return false;
            // Named twice it is encumbered the second time.
            for (uint256 j = 0; j < k; ++j) {
                if (a.tokens[j] == i) return false;
            }
            n.lien = w.lienCount + 1;
            _raise(n, true);
        }
        Lien memory lien = w.liens[++w.lienCount];
        (lien.financier, lien.policy, lien.alive, lien.seq) = (a.financier, a.policy, true, 1);
        return true;
    }

    function _release(World memory w, Act memory a) private pure returns (bool) {
        Lien memory lien = w.liens[a.lien];
        if (!lien.alive || lien.seq != a.lienSeq || !_isSigned(w, a)) return false;
        lien.alive = false;
        ++lien.seq;
        return true;
    }

    function _releaseTokens(World memory w, Act memory a) private pure returns (bool) {
        Lien memory lien = w.liens[a.lien];
        if (!lien.alive || lien.seq != a.lienSeq || !_isSigned(w, a)) return false;
        for (uint256 k = 0; k < a.tokens.length; ++k) {
            Node memory n = w.nodes[a.tokens[k]];
            if (!w.isHeld(a.tokens[k]) || n.seq != a.seqs[k] || n.lien != a.lien) return false;
            n.lien = 0;
            _raise(n, true);
        }
        lien.seq += a.tokens.length;
        return true;
    }

    // ---- nesting ----

    function _unpack(World memory w, Act memory a) private pure returns (bool) {
        uint256 root = a.container;
        Node memory top = w.nodes[root];
        if (!w.isHeld(root) || top.seq != a.containerSeq) return false;
        if (!w.isActive(top.custodian) || !_consents(w, a, root)) return false;
        for (uint256 k = 0; k < a.tokens.length; ++k) {
            uint256 i = a.tokens[k];
            Node memory n = w.nodes[i];
            if (!w.isNested(i) || n.seq != a.seqs[k] || w.rootOf(i) != root) return false;
            n.holds = _heldWith(w, i);
            (n.owner, n.custodian, n.lien) = (top.owner, top.custodian, w.lienOf(root));
            (n.place, n.parent, n.minted) = (Place.Held, 0, true);
            _raise(n, true);
            _raise(top, false);
        }
        return true;
    }

    /// @dev Token holds that something takes along: its own and its ancestors', without lists that are all lifted.
    function _heldWith(World memory w, uint256 i) private pure returns (uint256 holds) {
        uint256 active = w.activeHolds();
        for (uint256 above = i; above != 0; above = w.parentOf(above)) {
            if (w.nodes[above].holds & active != 0) holds |= w.nodes[above].holds;
        }
    }

    function _pack(World memory w, Act memory a) private pure returns (bool) {
        if (!w.isHeld(a.tokens[0])) return false;
        Node memory first = w.nodes[a.tokens[0]];
        uint256[3] memory common = [first.owner, first.custodian, w.lienOf(a.tokens[0])];
        if (!w.isActive(common[1]) || !_consents(w, a, a.tokens[0])) return false;
        if (!_openContainer(w, a, common)) return false;
        uint256 root = w.rootOf(a.container);
        for (uint256 k = 0; k < a.tokens.length; ++k) {
            Node memory n = w.nodes[a.tokens[k]];
            if (n.seq != a.seqs[k] || !_fits(w, a, a.tokens[k], common)) return false;
            n.place = w.nodes[a.container].isFree() ? Place.Nested : Place.Usual;
            n.parent = n.place == Place.Nested ? a.container : 0;
            (n.owner, n.custodian, n.lien) = (0, 0, 0);
            _raise(n, true);
            _raise(w.nodes[a.container], false);
            if (root != a.container) _raise(w.nodes[root], false);
        }
        return true;
    }

    function _fits(
        World memory w,
        Act memory a,
        uint256 i,
        uint256[3] memory common
    ) private pure returns (bool) {
        Node memory n = w.nodes[i];
        Node memory into = w.nodes[a.container];
        if (!w.isHeld(i) || !_matches(w, i, common) || n.level >= into.level) return false;
        // What belongs to a run takes back its own children only.
        return into.isFree() || n.usual == a.container;
    }

    function _matches(World memory w, uint256 i, uint256[3] memory common) private pure returns (bool) {
        Node memory n = w.nodes[i];
        return n.owner == common[0] && n.custodian == common[1] && w.lienOf(i) == common[2];
    }

    /// @dev A new or emptied free container takes owner, custodian and lien of what goes in; any other must match.
    function _openContainer(World memory w, Act memory a, uint256[3] memory common) private pure returns (bool) {
        uint256 c = a.container;
        Node memory into = w.nodes[c];
        if (into.phantom || into.seq != a.containerSeq) return false;
        bool bind = into.isFree() && !into.exists;
        if (bind && into.creator != common[1]) return false;
        if (into.isFree() && w.isHeld(c) && w.childrenOf(c) == 0) {
            if (into.custodian != common[1]) return false;
            bind = true;
        }
        if (!bind) return into.isLive() && _matches(w, w.rootOf(c), common);
        (into.exists, into.minted, into.record, into.place) = (true, true, true, Place.Held);
        (into.owner, into.custodian, into.lien) = (common[0], common[1], common[2]);
        ++into.binds;
        return true;
    }

    function _touch(World memory w, Act memory a) private pure returns (bool) {
        uint256 i = a.tokens[0];
        Node memory n = w.nodes[i];
        if (!n.isLive() || n.seq != a.seqs[0]) return false;
        Node memory top = w.nodes[w.rootOf(i)];
        if (a.partner != top.owner && a.partner != top.custodian) return false;
        if (!w.isActive(a.partner) || !_isSigned(w, a)) return false;
        _raise(n, false);
        if (w.parentOf(i) != 0) _raise(top, false);
        return true;
    }

    function _sweep(World memory w, Act memory a) private pure returns (bool) {
        Node memory n = w.nodes[a.tokens[0]];
        if (!n.isLive()) return false;
        if (n.holds & w.activeHolds() == 0) n.holds = 0;
        return true;
    }

    // ---- dispensing ----

    function _mayDispense(World memory w, Act memory a, uint256 root) private pure returns (bool) {
        Node memory top = w.nodes[root];
        return w.isActive(top.owner) && w.isActive(top.custodian) && _consents(w, a, root);
    }

    function _dispense(World memory w, Act memory a) private pure returns (bool) {
        if (!w.nodes[a.tokens[0]].isLive()) return false;
        uint256 root = w.rootOf(a.tokens[0]);
        if (!_mayDispense(w, a, root)) return false;
        uint256[3] memory common = [w.nodes[root].owner, w.nodes[root].custodian, w.lienOf(root)];
        for (uint256 k = 0; k < a.tokens.length; ++k) {
            uint256 i = a.tokens[k];
            Node memory n = w.nodes[i];
            if (!n.isLive() || n.level != 0 || n.seq != a.seqs[k] || w.holdsOn(i) != 0) return false;
            root = w.rootOf(i);
            if (!_matches(w, root, common)) return false;
            // A unit that never acted on its own leaves no record.
            if (n.record) _raise(n, true);
            if (root != i) _raise(w.nodes[root], false);
            n.dispensed = true;
        }
        return true;
    }

    function _dispenseRange(World memory w, Act memory a) private pure returns (bool) {
        uint256 root = a.container;
        Node memory top = w.nodes[root];
        if (!w.isHeld(root) || top.seq != a.containerSeq || !_mayDispense(w, a, root)) return false;
        if (a.first > a.last || !w.runs[a.run].opened || a.last >= w.runs[a.run].count) return false;
        for (uint256 i = 1; i < w.nodes.length; ++i) {
            Node memory n = w.nodes[i];
            if (n.run != a.run || n.level != 0 || n.first < a.first || n.first > a.last) continue;
            if (n.phantom || n.record || n.dispensed || w.rootOf(i) != root || w.holdsOn(i) != 0) return false;
            n.dispensed = true;
        }
        _raise(top, false);
        return true;
    }

    // ---- recalls ----

    function _recall(World memory w, Act memory a) private pure returns (bool) {
        Partner memory p = w.partners[a.partner];
        if (!w.isActive(a.partner) || p.seq != a.partnerSeq || !_isSigned(w, a)) return false;
        if (a.class == 0 || a.class > 3 || a.destinations.length > 4 || !_isTarget(w, a)) return false;
        if (p.roles & REGULATOR == 0 && _issuerOfTarget(w, a) != a.partner) return false;
        ++p.seq;
        Hold memory h = w.holds[++w.holdCount];
        (h.scope, h.target, h.first, h.last) = (a.scope, a.target, a.first, a.last);
        (h.partner, h.active, h.seq, h.destinations) = (a.partner, true, 1, 0);
        for (uint256 i = 0; i < a.destinations.length; ++i) {
            h.destinations |= 1 << a.destinations[i];
        }
        if (a.scope == 2) ++w.lots[a.target].seq;
        if (a.scope == 3) ++w.lots[w.runs[a.target].lot].seq;
        if (a.scope == 4) _recallToken(w, a.target);
        return true;
    }

    function _recallToken(World memory w, uint256 i) private pure {
        Node memory n = w.nodes[i];
        if (n.holds & w.activeHolds() == 0) n.holds = 0;
        n.holds |= 1 << w.holdCount;
        _raise(n, true);
        uint256 root = w.rootOf(i);
        if (root != i) _raise(w.nodes[root], false);
    }

    function _isTarget(World memory w, Act memory a) private pure returns (bool) {
        if (a.scope == 4) return w.nodes[a.target].isLive();
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

    function _lift(World memory w, Act memory a) private pure returns (bool) {
        Hold memory h = w.holds[a.hold];
        if (!w.isActive(a.partner) || !h.active || h.seq != a.holdSeq || !_isSigned(w, a)) return false;
        if (a.partner != h.partner && w.partners[a.partner].roles & REGULATOR == 0) return false;
        h.active = false;
        ++h.seq;
        if (h.scope == 2) ++w.lots[h.target].seq;
        if (h.scope == 3) ++w.lots[w.runs[h.target].lot].seq;
        return true;
    }

    // ---- runs and partners ----

    function _commission(World memory w, Act memory a) private pure returns (bool) {
        uint256 lot = w.runs[a.run].lot;
        uint256 issuer = w.issuerOf(lot);
        if (!_canReceive(w, issuer, ISSUER) || w.lots[lot].seq != a.lotSeq || !_isSigned(w, a)) return false;
        ++w.lots[lot].seq;
        w.runs[a.run].opened = true;
        for (uint256 i = 1; i < w.nodes.length; ++i) {
            if (w.nodes[i].run == a.run && !w.nodes[i].phantom) w.nodes[i].exists = true;
        }
        Node memory root = w.nodes[w.runs[a.run].root];
        (root.owner, root.custodian, root.place, root.minted) = (issuer, issuer, Place.Held, true);
        _raise(root, true);
        return true;
    }

    function _isFreshKey(World memory w, uint256 key) private pure returns (bool) {
        for (uint256 i = 0; i < w.usedCount; ++i) {
            if (w.usedKeys[i] == key) return false;
        }
        return true;
    }

    function _rotate(World memory w, Act memory a) private pure returns (bool) {
        Partner memory p = w.partners[a.partner];
        if (!w.isActive(a.partner) || p.seq != a.partnerSeq || !_isFreshKey(w, a.newKey)) return false;
        if (a.keys.length != 2 || a.keys[0] != p.key || a.keys[1] != a.newKey) return false;
        _setKey(w, p, a.newKey);
        return true;
    }

    function _setKey(World memory w, Partner memory p, uint256 key) private pure {
        p.key = key;
        ++p.seq;
        w.usedKeys[w.usedCount++] = key;
    }

    /// @dev Only the council does these.
    function _administer(World memory w, Act memory a) private pure returns (bool) {
        if (a.keys.length == 0) return false;
        Partner memory p = w.partners[a.partner];
        if (a.measure == Measure.Suspend) {
            if (a.value <= w.time) return false;
            (p.suspended, p.until) = (true, a.value);
        } else if (a.measure == Measure.SuspendUrgently) {
            uint256 until = w.time + URGENT_SECONDS;
            if (!w.isSuspended(a.partner) || p.until < until) p.until = until;
            p.suspended = true;
        } else if (a.measure == Measure.Reinstate) {
            if (!p.suspended) return false;
            (p.suspended, p.until) = (false, 0);
        } else if (a.measure == Measure.SetRoles) {
            if (a.value == 0 || a.value > 127) return false;
            p.roles = a.value;
        } else if (a.measure == Measure.SetMarkets) {
            p.markets = a.value;
        } else {
            if (!_isFreshKey(w, a.newKey)) return false;
            _setKey(w, p, a.newKey);
            return true;
        }
        ++p.seq;
        return true;
    }

    // ---- records ----

    /// @dev An act that names a node raises its seq; one that binds what is inside raises its binds too.
    function _raise(Node memory n, bool binding) private pure {
        n.record = true;
        ++n.seq;
        if (binding) ++n.binds;
    }

    /// @dev All records at once: one by one takes most of the time of a run.
    function _copyNodes(Node[] memory from, Node[] memory to) private pure {
        (Node memory a, Node memory b) = (from[0], to[0]);
        uint256 size = from.length * NODE_BYTES;
        assembly ("memory-safe") {
            mcopy(b, a, size)
        }
    }
}
