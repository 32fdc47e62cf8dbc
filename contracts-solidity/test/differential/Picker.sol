// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Chance} from "./Chance.sol";
import {Facts} from "./Facts.sol";
import {Model} from "./Model.sol";
import {Act, Hold, Kind, Measure, Node, World} from "./World.sol";

/// @title Picks random acts by random actors, mostly legal ones
abstract contract Picker is Chance, Model {
    using Facts for World;
    using Facts for Node;

    uint256 private constant TRIES = 4;
    /// @dev A token's list takes eight holds; with fewer token recalls at a time it never fills up by joining.
    uint256 private constant MAX_TOKEN_RECALLS = 6;
    /// @dev Partners that usually get title.
    uint256 private constant TRADERS = 5;

    /// @dev Tries again a few times if the act would be illegal, then takes what came.
    function pick(World memory w) internal returns (Act memory a) {
        for (uint256 i = 0; i < TRIES; ++i) {
            a = _pick(w);
            if (percent(12) || wouldBeLegal(w, a)) break;
        }
    }

    function _pick(World memory w) private returns (Act memory a) {
        a.deadline = w.time + (percent(98) ? any(2) * 3_600 : 0);
        if (percent(1)) --a.deadline;
        uint256 dice = any(100);
        if (dice < 24) _pickTransfer(w, a);
        else if (dice < 40) _pickUnpack(w, a);
        else if (dice < 57) _pickPack(w, a);
        else if (dice < 62) _pickDispense(w, a);
        else if (dice < 65) _pickRange(w, a);
        else if (dice < 68) _pickTouch(w, a);
        else if (dice < 73) _pickPledge(w, a);
        else if (dice < 76) _pickRelease(w, a);
        else if (dice < 83) _pickRecall(w, a);
        else if (dice < 89) _pickLift(w, a);
        else if (dice < 92) _pickSweep(w, a);
        else if (dice < 94) _pickCommission(w, a);
        else if (dice < 96) _pickRotate(w, a);
        else if (dice < 98) _pickMeasure(w, a);
        else (a.kind, a.value) = (Kind.Wait, any(3) == 0 ? any(8 days) : any(2 hours));
        if (a.kind == Kind.Sweep || a.kind >= Kind.Administer) a.deadline = type(uint256).max;
        else if (a.kind != Kind.Rotate) _sign(w, a);
    }

    // ---- nodes ----

    /// @dev A random node; `wanted` 0 any, 1 held, 2 nested.
    function _node(World memory w, uint256 wanted) private returns (uint256) {
        uint256 count = w.nodes.length - 1;
        uint256 start = any(count);
        for (uint256 k = 0; k < count; ++k) {
            uint256 i = 1 + ((start + k) % count);
            if (wanted == 0 || (wanted == 1 ? w.isHeld(i) : w.isNested(i))) return i;
        }
        return 1 + start;
    }

    /// @dev Which tokens an act names: of `wanted` kind, and alike.
    function _tokens(World memory w, Act memory a, uint256 wanted) private returns (uint256 first) {
        first = _node(w, percent(97) ? wanted : 0);
        uint256 more = percent(35) ? 1 + any(3) : 0;
        uint256[] memory found = new uint256[](1 + more);
        found[0] = first;
        uint256 count = 1;
        uint256 root = w.rootOf(first);
        for (uint256 k = 0; k < 4 * more && count <= more; ++k) {
            uint256 i = percent(4) ? found[any(count)] : _node(w, wanted);
            if (!percent(3) && !_goesWith(w, i, found, count, root, wanted)) continue;
            found[count++] = i;
        }
        (a.tokens, a.seqs) = (new uint256[](count), new uint256[](count));
        for (uint256 k = 0; k < count; ++k) {
            a.tokens[k] = found[k];
            a.seqs[k] = _seq(w.nodes[found[k]].seq);
        }
    }

    function _goesWith(
        World memory w,
        uint256 i,
        uint256[] memory found,
        uint256 count,
        uint256 root,
        uint256 wanted
    ) private returns (bool) {
        for (uint256 k = 0; k < count; ++k) {
            if (found[k] == i) return percent(5);
        }
        if (wanted == 2) return w.rootOf(i) == root;
        Node memory n = w.nodes[w.rootOf(i)];
        Node memory first = w.nodes[root];
        return
            n.owner == first.owner &&
            n.custodian == first.custodian &&
            w.lienOf(w.rootOf(i)) == w.lienOf(root);
    }

    /// @dev Mostly what the signer sees now.
    function _seq(uint256 seq) private returns (uint256) {
        if (!percent(2)) return seq;
        return seq == 0 || percent(50) ? seq + 1 : seq - 1;
    }

    // ---- partners ----

    function _trader(World memory w) private returns (uint256) {
        uint256[TRADERS] memory traders = [uint256(1), 2, 4, 7, 8];
        return percent(93) ? traders[any(TRADERS)] : any(w.partners.length + 1);
    }

    function _keeper(World memory w) private returns (uint256) {
        return percent(25) ? 3 : _trader(w);
    }

    function _sign(World memory w, Act memory a) private returns (uint256) {
        uint256[] memory by = requiredSigners(w, a);
        a.keys = new uint256[](by.length);
        for (uint256 i = 0; i < by.length; ++i) {
            a.keys[i] = by[i] < w.partners.length ? w.partners[by[i]].key : 1;
        }
        if (by.length == 0 || !percent(3)) return 0;
        uint256 wrong = any(3);
        // Another partner's or a retired key, one signature too few, one too many.
        if (wrong == 0) return a.keys[any(by.length)] = w.usedKeys[any(w.usedCount)];
        uint256[] memory others = new uint256[](wrong == 1 ? by.length - 1 : by.length + 1);
        for (uint256 i = 0; i < others.length; ++i) {
            others[i] = i < by.length ? a.keys[i] : w.usedKeys[any(w.usedCount)];
        }
        // A single signature isn't a list: nothing can be added to it.
        if (a.kind <= Kind.Pledge && a.kind != Kind.Touch) a.keys = others;
        return 0;
    }

    // ---- acts ----

    function _pickTransfer(World memory w, Act memory a) private {
        a.kind = Kind.Transfer;
        Node memory n = w.nodes[_tokens(w, a, 1)];
        (a.owner, a.custodian) = (n.owner, n.custodian);
        if (percent(2)) a.owner = 1 + any(8);
        if (percent(2)) a.custodian = 1 + any(8);
        (a.newOwner, a.newCustodian) = (a.owner, a.custodian);
        uint256 dice = any(4);
        if (dice == 0) a.newOwner = _trader(w);
        else if (dice == 1) a.newCustodian = _keeper(w);
        else if (dice == 2) (a.newOwner, a.newCustodian) = (_trader(w), _keeper(w));
        else a.newOwner = a.newCustodian = _trader(w);
        _followRecall(w, a);
    }

    /// @dev Recalled goods mostly go to a destination, of suspended partners to the issuer.
    function _followRecall(World memory w, Act memory a) private {
        uint256 holds = w.holdsOn(a.tokens[0]);
        if (percent(30)) return;
        if (w.isSuspended(a.owner) || w.isSuspended(a.custodian)) {
            a.newOwner = a.newCustodian = percent(50) ? 7 : 1;
        }
        for (uint256 h = 1; h <= w.holdCount; ++h) {
            if ((holds >> h) & 1 == 0) continue;
            for (uint256 p = 1; p < w.partners.length; ++p) {
                if ((w.holds[h].destinations >> p) & 1 == 0) continue;
                (a.newOwner, a.newCustodian) = (a.owner, p);
            }
        }
    }

    function _pickUnpack(World memory w, Act memory a) private {
        a.kind = Kind.Unpack;
        a.container = w.rootOf(_tokens(w, a, 2));
        if (percent(2)) a.container = _node(w, 1);
        a.containerSeq = _seq(w.nodes[a.container].seq);
    }

    function _pickPack(World memory w, Act memory a) private {
        a.kind = Kind.Pack;
        Node memory n = w.nodes[_tokens(w, a, 1)];
        a.container = n.usual != 0 && percent(40) ? n.usual : _container(w, n);
        if (percent(2)) a.container = _node(w, 0);
        a.containerSeq = _seq(w.nodes[a.container].seq);
    }

    /// @dev Mostly a free container that is bound to the same partners, or could be.
    function _container(World memory w, Node memory n) private returns (uint256 i) {
        for (uint256 k = 0; k < 12; ++k) {
            i = 1 + any(w.nodes.length - 1);
            Node memory c = w.nodes[i];
            if (!c.isFree() || c.level <= n.level) continue;
            if (!c.exists ? c.creator == n.custodian : w.nodes[w.rootOf(i)].custodian == n.custodian) return i;
        }
    }

    function _pickDispense(World memory w, Act memory a) private {
        a.kind = Kind.Dispense;
        _tokens(w, a, percent(50) ? 1 : 2);
        for (uint256 k = 0; k < a.tokens.length; ++k) {
            for (uint256 t = 0; t < 8 && w.nodes[a.tokens[k]].level != 0; ++t) {
                a.tokens[k] = _node(w, percent(50) ? 1 : 2);
            }
            a.seqs[k] = _seq(w.nodes[a.tokens[k]].seq);
        }
    }

    function _pickRange(World memory w, Act memory a) private {
        a.kind = Kind.DispenseRange;
        uint256 i = _node(w, 2);
        for (uint256 t = 0; t < 8 && w.nodes[i].level != 0; ++t) {
            i = _node(w, 2);
        }
        a.container = percent(95) ? w.rootOf(i) : _node(w, 1);
        a.containerSeq = _seq(w.nodes[a.container].seq);
        a.run = w.nodes[i].run;
        a.first = w.nodes[i].first;
        a.last = a.first + any(3);
        if (percent(3)) (a.first, a.last) = (a.last, a.first);
    }

    function _pickTouch(World memory w, Act memory a) private {
        a.kind = Kind.Touch;
        (a.tokens, a.seqs) = (new uint256[](1), new uint256[](1));
        a.tokens[0] = _node(w, any(3));
        a.seqs[0] = _seq(w.nodes[a.tokens[0]].seq);
        Node memory top = w.nodes[w.rootOf(a.tokens[0])];
        a.partner = percent(50) ? top.owner : top.custodian;
        if (percent(5)) a.partner = 1 + any(8);
    }

    function _pickPledge(World memory w, Act memory a) private {
        a.kind = Kind.Pledge;
        uint256 i;
        for (uint256 t = 0; t < 4; ++t) {
            i = _tokens(w, a, 1);
            if (w.lienOf(i) == 0 && w.holdsOn(i) == 0) break;
        }
        a.owner = percent(98) ? w.nodes[i].owner : any(9);
        a.financier = percent(70) ? 5 : percent(80) ? 8 : 1 + any(8);
        a.policy = any(8);
        a.maturity = w.time + any(30 days);
    }

    function _pickRelease(World memory w, Act memory a) private {
        a.kind = percent(40) ? Kind.Release : Kind.ReleaseTokens;
        _tokens(w, a, 1);
        for (uint256 t = 0; t < 8 && w.nodes[a.tokens[0]].lien == 0; ++t) {
            _tokens(w, a, 1);
        }
        a.lien = w.nodes[a.tokens[0]].lien;
        if (a.lien == 0) a.lien = any(w.lienCount + 1);
        a.lienSeq = _seq(w.liens[a.lien].seq);
    }

    function _pickRecall(World memory w, Act memory a) private {
        a.kind = Kind.Recall;
        a.scope = percent(40) ? 4 : percent(60) ? 3 : percent(75) ? 2 : 1;
        uint256 tokenRecalls;
        for (uint256 h = 1; h <= w.holdCount; ++h) {
            if (w.holds[h].active && w.holds[h].scope == 4) ++tokenRecalls;
        }
        if (tokenRecalls >= MAX_TOKEN_RECALLS) a.scope = 3;
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

    function _pickLift(World memory w, Act memory a) private {
        a.kind = Kind.Lift;
        if (w.holdCount == 0) return;
        a.hold = 1 + any(w.holdCount);
        for (uint256 t = 0; t < 6 && !w.holds[a.hold].active; ++t) {
            a.hold = 1 + any(w.holdCount);
        }
        Hold memory h = w.holds[a.hold];
        a.partner = percent(60) ? h.partner : percent(80) ? 6 : 1 + any(8);
        a.holdSeq = _seq(h.seq);
    }

    function _pickSweep(World memory w, Act memory a) private {
        a.kind = Kind.Sweep;
        a.tokens = new uint256[](1);
        a.tokens[0] = _node(w, 0);
        uint256 active = w.activeHolds();
        for (uint256 i = 1; i < w.nodes.length && !percent(2); ++i) {
            if (w.nodes[i].holds != 0 && w.nodes[i].holds & active == 0) a.tokens[0] = i;
        }
    }

    function _pickCommission(World memory w, Act memory a) private {
        a.kind = Kind.Commission;
        for (uint256 r = w.runs.length - 1; r > 0; --r) {
            if (!w.runs[r].opened) a.run = r;
        }
        // All runs are there: the council acts instead.
        if (a.run == 0) return _pickMeasure(w, a);
        a.lotSeq = _seq(w.lots[w.runs[a.run].lot].seq);
    }

    function _newKey(World memory w) private returns (uint256) {
        return percent(4) ? w.usedKeys[any(w.usedCount)] : 0xC0FFEE + w.usedCount;
    }

    function _pickRotate(World memory w, Act memory a) private {
        a.kind = Kind.Rotate;
        a.partner = 1 + any(w.partners.length - 1);
        a.partnerSeq = _seq(w.partners[a.partner].seq);
        a.newKey = _newKey(w);
        a.keys = new uint256[](2);
        a.keys[0] = percent(95) ? w.partners[a.partner].key : w.usedKeys[any(w.usedCount)];
        a.keys[1] = percent(95) ? a.newKey : 77;
    }

    function _pickMeasure(World memory w, Act memory a) private {
        a.kind = Kind.Administer;
        a.partner = 1 + any(w.partners.length - 1);
        for (uint256 p = 1; p < w.partners.length; ++p) {
            if (w.partners[p].suspended && percent(40)) a.partner = p;
        }
        bool suspended = w.partners[a.partner].suspended;
        uint256 dice = any(10);
        if (suspended && dice < 7) a.measure = Measure.Reinstate;
        else if (dice < 3) (a.measure, a.value) = (Measure.Suspend, w.time + any(3 days));
        else if (dice < 5) a.measure = Measure.SuspendUrgently;
        else if (dice < 6) (a.measure, a.value) = (Measure.SetRoles, w.partners[a.partner].roles | any(128));
        else if (dice < 8) (a.measure, a.value) = (Measure.SetMarkets, any(4));
        else if (dice < 9) a.measure = Measure.Reinstate;
        else (a.measure, a.newKey) = (Measure.Recover, _newKey(w));
        a.keys = new uint256[](percent(95) ? 1 : 0);
    }
}
