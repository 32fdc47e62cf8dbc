// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Facts} from "../Facts.sol";
import {Act, Kind, Node, World} from "../World.sol";
import {Choices} from "./Choices.sol";

/// @title Random transfers, packing, dispensing and other ends
abstract contract TokensPicker is Choices {
    using Facts for World;
    using Facts for Node;

    function _pickTransfer(World memory w, Act memory a) internal {
        a.kind = Kind.Transfer;
        _pickMove(w, a);
    }

    /// @dev Who has it, and who shall.
    function _pickMove(World memory w, Act memory a) internal {
        Node memory n = w.nodes[_tokens(w, a, 1)];
        for (uint256 t = 0; t < 3 && n.status != 0; ++t) {
            n = w.nodes[_tokens(w, a, 1)];
        }
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
    function _followRecall(World memory w, Act memory a) internal {
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

    function _pickUnpack(World memory w, Act memory a) internal {
        a.kind = Kind.Unpack;
        a.container = w.rootOf(_tokens(w, a, 2));
        if (percent(2)) a.container = _node(w, 1);
        a.containerSeq = _seq(w.nodes[a.container].seq);
    }

    function _pickPack(World memory w, Act memory a) internal {
        a.kind = Kind.Pack;
        Node memory n = w.nodes[_tokens(w, a, 1)];
        for (uint256 t = 0; t < 6 && (n.status != 0 || n.level > 4 || w.disputeOn(a.tokens[0]) != 0); ++t) {
            n = w.nodes[_tokens(w, a, 1)];
        }
        a.container = n.usual != 0 && percent(40) ? n.usual : _container(w, n);
        if (percent(2)) a.container = _node(w, 0);
        a.containerSeq = _seq(w.nodes[a.container].seq);
    }

    /// @dev Mostly a free container that is bound to the same partners, or could be.
    function _container(World memory w, Node memory n) internal returns (uint256 i) {
        for (uint256 k = 0; k < 12; ++k) {
            i = 1 + any(w.nodes.length - 1);
            Node memory c = w.nodes[i];
            if (!c.isFree() || c.level <= n.level) continue;
            if (!c.exists ? c.creator == n.custodian : w.nodes[w.rootOf(i)].custodian == n.custodian) return i;
        }
    }

    /// @dev Units, held or nested, that go together.
    function _pickUnits(World memory w, Act memory a) internal {
        _tokens(w, a, percent(50) ? 1 : 2);
        for (uint256 k = 0; k < a.tokens.length; ++k) {
            for (uint256 t = 0; t < 8 && w.nodes[a.tokens[k]].level != 0; ++t) {
                a.tokens[k] = _node(w, percent(50) ? 1 : 2);
            }
            a.seqs[k] = _seq(w.nodes[a.tokens[k]].seq);
        }
    }

    function _pickDispense(World memory w, Act memory a) internal {
        a.kind = Kind.Dispense;
        _pickUnits(w, a);
    }

    function _pickExport(World memory w, Act memory a) internal {
        (a.kind, a.value) = (Kind.Export, percent(95) ? 1 + any(999) : any(2) * 1_000);
        _pickUnits(w, a);
    }

    function _pickRange(World memory w, Act memory a) internal {
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

    function _pickTouch(World memory w, Act memory a) internal {
        a.kind = Kind.Touch;
        (a.tokens, a.seqs) = (new uint256[](1), new uint256[](1));
        a.tokens[0] = _node(w, any(3));
        a.seqs[0] = _seq(w.nodes[a.tokens[0]].seq);
        Node memory top = w.nodes[w.rootOf(a.tokens[0])];
        a.partner = percent(50) ? top.owner : top.custodian;
        if (percent(5)) a.partner = 1 + any(8);
    }

    function _pickSweep(World memory w, Act memory a) internal {
        a.kind = Kind.Sweep;
        a.tokens = new uint256[](1);
        a.tokens[0] = _node(w, 0);
        uint256 active = w.activeHolds();
        for (uint256 i = 1; i < w.nodes.length && !percent(2); ++i) {
            if (w.nodes[i].holds != 0 && w.nodes[i].holds & active == 0) a.tokens[0] = i;
        }
    }

    function _pickDestroy(World memory w, Act memory a) internal {
        a.kind = Kind.Destroy;
        for (uint256 t = 0; t < 6; ++t) {
            Node memory n = w.nodes[_tokens(w, a, 1)];
            // Mostly small things, or nothing would be left to go on with.
            if (n.status == 0 && (n.level < 2 || (n.isFree() && percent(60)) || percent(5))) break;
        }
    }

    function _pickMissing(World memory w, Act memory a) internal {
        (a.kind, a.value) = (Kind.Missing, percent(95) ? 6 + any(2) : any(8));
        for (uint256 t = 0; t < 6; ++t) {
            Node memory n = w.nodes[_tokens(w, a, 1)];
            if (n.status == 0 && (n.level < 2 || percent(20))) break;
        }
    }

    function _pickReinstate(World memory w, Act memory a) internal {
        a.kind = Kind.Reinstate;
        uint256 lost = _node(w, 1);
        for (uint256 i = 1; i < w.nodes.length; ++i) {
            if (w.nodes[i].status >= 6 && (w.nodes[lost].status < 6 || percent(40))) lost = i;
        }
        _alone(w, a, lost);
    }

    /// @dev One token only.
    function _alone(World memory w, Act memory a, uint256 i) internal {
        (a.tokens, a.seqs) = (new uint256[](1), new uint256[](1));
        (a.tokens[0], a.seqs[0]) = (i, _seq(w.nodes[i].seq));
    }

    // ---- runs ----

    function _nextRun(World memory w) private pure returns (uint256 run) {
        for (uint256 r = w.runs.length - 1; r > 0; --r) {
            if (!w.runs[r].opened) run = r;
        }
    }

    function _pickCommission(World memory w, Act memory a) internal returns (bool) {
        (a.kind, a.run) = (Kind.Commission, _nextRun(w));
        a.lotSeq = _seq(w.lots[w.runs[a.run].lot].seq);
        return a.run != 0;
    }

    /// @dev Units that are the issuer's.
    function _pickTransform(World memory w, Act memory a) internal returns (bool) {
        (a.kind, a.run) = (Kind.Transform, _nextRun(w));
        if (a.run == 0) return false;
        uint256 lot = w.runs[a.run].lot;
        a.lotSeq = _seq(w.lots[lot].seq);
        for (uint256 t = 0; t < 8; ++t) {
            _pickUnits(w, a);
            if (w.nodes[w.rootOf(a.tokens[0])].owner == w.issuerOf(lot)) break;
        }
        return true;
    }
}
