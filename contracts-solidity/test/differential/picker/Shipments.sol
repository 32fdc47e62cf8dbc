// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Facts} from "../Facts.sol";
import {Act, Kind, Node, Shipment, World} from "../World.sol";
import {TokensPicker} from "./Tokens.sol";

/// @title Random departures, receipts, corrections, disputes and their ends
abstract contract ShipmentsPicker is TokensPicker {
    using Facts for World;

    function _pickShip(World memory w, Act memory a) internal {
        a.kind = Kind.Ship;
        _pickMove(w, a);
        a.carrier = percent(50) ? 0 : percent(90) ? 3 : any(9);
        a.until = _later(w, 2 days);
        a.disputeSeconds = percent(95) ? 1 + any(1 days) : 0;
    }

    /// @dev A shipment of a status, if there's one; 0 if there isn't, mostly.
    function _shipment(World memory w, uint256 status) internal returns (uint256) {
        if (w.shipmentCount == 0) return 0;
        uint256 start = any(w.shipmentCount);
        for (uint256 k = 0; k < w.shipmentCount && !percent(2); ++k) {
            uint256 s = 1 + ((start + k) % w.shipmentCount);
            if (w.shipments[s].status == status) return s;
        }
        return percent(10) ? 1 + start : 0;
    }

    function _name(World memory w, Act memory a, uint256 shipment) private {
        Shipment memory s = w.shipments[shipment];
        (a.shipment, a.shipmentSeq) = (shipment, _seq(s.seq));
        uint256 dropped = s.tokens.length > 1 && percent(2) ? 1 : 0;
        a.manifest = new uint256[](s.tokens.length - dropped);
        for (uint256 k = 0; k < a.manifest.length; ++k) {
            a.manifest[k] = s.tokens[k];
        }
        if (a.manifest.length > 1 && percent(2)) (a.manifest[0], a.manifest[1]) = (a.manifest[1], a.manifest[0]);
    }

    function _pickReceive(World memory w, Act memory a) internal returns (bool) {
        a.kind = Kind.Receive;
        uint256 shipment = _shipment(w, 1);
        if (shipment == 0) return false;
        _name(w, a, shipment);
        Shipment memory s = w.shipments[shipment];
        _pickExceptions(w, a, s, percent(45) ? 0 : 1 + any(3));
        a.accepted = s.tokens.length;
        for (uint256 k = 0; k < a.tokens.length; ++k) {
            for (uint256 j = 0; j < s.tokens.length && a.accepted != 0; ++j) {
                if (s.tokens[j] == a.tokens[k]) --a.accepted;
            }
        }
        if (percent(2)) ++a.accepted;
        a.overages = percent(20) ? any(3) : 0;
        return true;
    }

    /// @dev Tokens of a shipment or inside them, each once, mostly.
    function _pickExceptions(World memory w, Act memory a, Shipment memory s, uint256 count) private {
        (a.tokens, a.seqs, a.kinds) = (new uint256[](count), new uint256[](count), new uint256[](count));
        for (uint256 k = 0; k < count; ++k) {
            uint256 i = s.tokens[any(s.tokens.length)];
            if (percent(60)) i = _inside(w, i, s);
            for (uint256 t = 0; t < 6 && _isNamed(a.tokens, i); ++t) {
                i = _inside(w, i, s);
            }
            (a.tokens[k], a.kinds[k]) = (i, percent(97) ? 1 + any(3) : any(5));
            uint256 seq = w.nodes[i].seq;
            // What is taken out of a token raises its seq.
            for (uint256 j = 0; j < k; ++j) {
                if (a.tokens[j] != i && w.rootOf(a.tokens[j]) == i) ++seq;
            }
            a.seqs[k] = _seq(seq);
        }
    }

    function _isNamed(uint256[] memory list, uint256 i) internal pure returns (bool) {
        for (uint256 k = 0; k < list.length; ++k) {
            if (list[k] == i) return true;
        }
        return false;
    }

    /// @dev Something inside a token of the shipment, or `i` itself.
    function _inside(World memory w, uint256 i, Shipment memory s) private returns (uint256) {
        for (uint256 t = 0; t < 12; ++t) {
            uint256 other = _node(w, 2);
            if (_isNamed(s.tokens, w.rootOf(other))) return other;
        }
        return percent(95) ? i : _node(w, 0);
    }

    function _pickCancel(World memory w, Act memory a) internal returns (bool) {
        a.kind = Kind.Cancel;
        uint256 shipment = _shipment(w, 1);
        if (shipment != 0) _name(w, a, shipment);
        return shipment != 0;
    }

    function _pickExpire(World memory w, Act memory a) internal returns (bool) {
        a.kind = Kind.Expire;
        uint256 shipment = _shipment(w, 1);
        for (uint256 s = 1; s <= w.shipmentCount; ++s) {
            if (w.shipments[s].status == 1 && w.shipments[s].until < w.time && percent(90)) shipment = s;
        }
        if (shipment != 0) _name(w, a, shipment);
        return shipment != 0;
    }

    function _pickCorrect(World memory w, Act memory a) internal returns (bool) {
        a.kind = Kind.Correct;
        uint256 shipment = _shipment(w, 2);
        if (shipment == 0) return false;
        _name(w, a, shipment);
        Shipment memory s = w.shipments[shipment];
        _pickExceptions(w, a, s, percent(70) ? 1 : 2);
        // What was received may be anywhere by now: anything else of the receivers does too.
        for (uint256 k = 0; k < a.tokens.length; ++k) {
            for (uint256 t = 0; t < 10; ++t) {
                Node memory top = w.nodes[w.rootOf(a.tokens[k])];
                bool theirs = top.owner == s.newOwner && top.custodian == s.newCustodian && top.status == 0;
                if (theirs && w.isLive(a.tokens[k]) && w.disputeOn(a.tokens[k]) == 0) break;
                a.tokens[k] = _node(w, 1 + any(2));
                a.seqs[k] = _seq(w.nodes[a.tokens[k]].seq);
            }
        }
        return true;
    }

    /// @dev An open dispute, mostly; 0 if there's none.
    function _dispute(World memory w, uint256 shipment, bool lapsed) private returns (uint256 found) {
        for (uint256 h = 1; h <= w.holdCount; ++h) {
            if (w.holds[h].kind != 3 || (!w.holds[h].active && !percent(3))) continue;
            if (shipment != 0 && w.holds[h].shipment != shipment && !percent(3)) continue;
            if (lapsed && w.holds[h].lapses >= w.time && !percent(15)) continue;
            if (found == 0 || percent(40)) found = h;
        }
    }

    function _pickResolve(World memory w, Act memory a) internal returns (bool) {
        a.kind = Kind.Resolve;
        uint256 hold = _dispute(w, 0, false);
        if (hold == 0) return false;
        _name(w, a, w.holds[hold].shipment);
        uint256 count = percent(70) ? 1 : 2;
        (a.tokens, a.seqs) = (new uint256[](count), new uint256[](count));
        (a.kinds, a.disputes) = (new uint256[](count), new uint256[](count));
        for (uint256 k = 0; k < count; ++k) {
            (a.tokens[k], a.disputes[k]) = (w.holds[hold].target, hold);
            if (percent(2)) a.tokens[k] = _node(w, 1);
            a.seqs[k] = _seq(w.nodes[a.tokens[k]].seq);
            a.kinds[k] = percent(97) ? 1 + any(3) : any(5);
            for (uint256 t = 0; t < 4 && _isNamed(a.disputes, hold); ++t) {
                hold = _dispute(w, a.shipment, false);
            }
            if (hold == 0) hold = a.disputes[k];
        }
        return true;
    }

    function _pickLapse(World memory w, Act memory a) internal returns (bool) {
        a.kind = Kind.Lapse;
        uint256 hold = _dispute(w, 0, true);
        if (hold == 0) return false;
        uint256 other = percent(30) ? _dispute(w, 0, true) : 0;
        a.disputes = new uint256[](other == 0 || other == hold ? 1 : 2);
        a.disputes[0] = hold;
        if (a.disputes.length == 2) a.disputes[1] = other;
        return true;
    }
}
