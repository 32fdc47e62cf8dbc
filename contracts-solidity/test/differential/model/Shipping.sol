// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Facts} from "../Facts.sol";
import {Act, Hold, Kind, Node, Shipment, World} from "../World.sol";
import {HoldsModel} from "./Holds.sol";

/// @title Shipments by the naive model: departure, receipt, disputes and their end
abstract contract ShippingModel is HoldsModel {
    using Facts for World;
    using Facts for Node;

    uint256 private constant IN_TRANSIT = 1;
    uint256 private constant RECEIVED = 2;
    uint256 private constant CANCELLED = 3;
    uint256 private constant EXPIRED = 4;
    uint256 private constant REFUSED = 1;
    uint256 private constant MISSING = 2;
    uint256 private constant DAMAGED = 3;
    uint256 private constant LOST = 6;
    uint256 private constant DISPUTE = 3;

    function ship(World memory w, Act memory a) internal pure returns (bool) {
        if (a.until <= w.time || a.newOwner == 0 || a.newCustodian == 0 || !isMove(w, a)) return false;
        if (a.carrier != 0 && !canReceive(w, a.carrier, MAY_CARRY)) return false;
        if (!w.isHeld(a.tokens[0]) || !consents(w, a)) return false;
        uint256 lien = w.lienOf(a.tokens[0]);
        for (uint256 k = 0; k < a.tokens.length; ++k) {
            if (!mayMove(w, a, k, lien)) return false;
            Node memory n = w.nodes[a.tokens[k]];
            n.status = IN_TRANSIT;
            if (a.carrier != 0) n.custodian = a.carrier;
            raise(n, true);
        }
        Shipment memory s = w.shipments[++w.shipmentCount];
        (s.status, s.seq, s.tokens, s.disputes) = (IN_TRANSIT, 1, a.tokens, 0);
        (s.owner, s.custodian, s.newOwner, s.newCustodian) = (a.owner, a.custodian, a.newOwner, a.newCustodian);
        (s.carrier, s.until, s.disputeSeconds) = (a.carrier, a.until, a.disputeSeconds);
        return true;
    }

    function _isOpen(World memory w, Act memory a) private pure returns (bool) {
        Shipment memory s = w.shipments[a.shipment];
        if (s.status != IN_TRANSIT || a.manifest.length != s.tokens.length) return false;
        for (uint256 k = 0; k < s.tokens.length; ++k) {
            if (a.manifest[k] != s.tokens[k]) return false;
        }
        return true;
    }

    // ---- the receipt ----

    function receiveShipment(World memory w, Act memory a) internal pure returns (bool) {
        Shipment memory s = w.shipments[a.shipment];
        if (!_isOpen(w, a) || s.seq != a.shipmentSeq || w.time > s.until || !isSigned(w, a)) return false;
        for (uint256 k = 0; k < a.tokens.length; ++k) {
            if (!_isInTransit(w, s, a.tokens[k]) || !_except(w, a, k)) return false;
        }
        uint256 accepted;
        uint256 quarantined;
        for (uint256 k = 0; k < s.tokens.length; ++k) {
            if (w.nodes[s.tokens[k]].status != IN_TRANSIT) continue;
            ++accepted;
            if (!_isWelcome(w, s, s.tokens[k])) quarantined |= 1 << k;
        }
        if (accepted != a.accepted) return false;
        _arrive(w, s, quarantined);
        s.status = RECEIVED;
        ++s.seq;
        return true;
    }

    /// @dev One of the shipment's tokens, or inside one of them.
    function _isInTransit(World memory w, Shipment memory s, uint256 i) private pure returns (bool) {
        if (!w.isLive(i)) return false;
        uint256 root = w.rootOf(i);
        for (uint256 k = 0; k < s.tokens.length; ++k) {
            if (s.tokens[k] == root) return w.nodes[root].status == IN_TRANSIT;
        }
        return false;
    }

    /// @dev Takes the `k`th exception out and disputes it.
    function _except(World memory w, Act memory a, uint256 k) private pure returns (bool) {
        uint256 i = a.tokens[k];
        Node memory n = w.nodes[i];
        Shipment memory s = w.shipments[a.shipment];
        if (n.seq != a.seqs[k] || a.kinds[k] < REFUSED || a.kinds[k] > DAMAGED) return false;
        bool correction = a.kind == Kind.Correct;
        if (w.parentOf(i) != 0) detach(w, i, correction ? s.newOwner : s.owner, w.nodes[w.rootOf(i)].custodian);
        if (!correction) (n.status, n.custodian) = (0, a.kinds[k] == DAMAGED ? s.newCustodian : s.custodian);
        Hold memory h = newHold(w, DISPUTE, s.newCustodian);
        (h.target, h.shipment, h.exception, h.correction) = (i, a.shipment, a.kinds[k], correction);
        h.lapses = w.time + s.disputeSeconds;
        putOn(w, i, w.holdCount);
        ++s.disputes;
        return true;
    }

    /// @dev Title and custody may go to the receivers as if it were sent now.
    function _isWelcome(World memory w, Shipment memory s, uint256 i) private pure returns (bool) {
        if (s.newOwner != s.owner) {
            if (!canReceive(w, s.newOwner, TAKES_TITLE) || !w.mayReceive(i, s.newOwner, false, false)) return false;
        }
        if (s.newCustodian != s.custodian) {
            if (!canReceive(w, s.newCustodian, TAKES_CUSTODY)) return false;
            if (!w.mayReceive(i, s.newCustodian, true, false)) return false;
        }
        return isFreeOfHolds(w, i, s.newOwner != s.owner ? 0 : s.newCustodian);
    }

    function _arrive(World memory w, Shipment memory s, uint256 quarantined) private pure {
        Hold memory h;
        uint256 active = w.activeHolds();
        if (quarantined != 0) h = newHold(w, QUARANTINE, s.newCustodian);
        bool first = true;
        for (uint256 k = 0; k < s.tokens.length; ++k) {
            uint256 i = s.tokens[k];
            Node memory n = w.nodes[i];
            if (n.status != IN_TRANSIT) continue;
            bool held = (quarantined >> k) & 1 != 0;
            if (held) {
                uint256 issuer = w.issuerOfAll(i);
                if (first) h.issuer = issuer;
                else if (h.issuer != issuer) h.issuer = 0;
                first = false;
                if (n.holds & active == 0) n.holds = 0;
                n.holds |= 1 << w.holdCount;
                raise(n, true);
            } else {
                moveTitle(w, n, s.newOwner);
            }
            (n.status, n.custodian) = (0, s.newCustodian);
            raise(n, true);
        }
    }

    // ---- without a receipt ----

    function cancelShipment(World memory w, Act memory a) internal pure returns (bool) {
        Shipment memory s = w.shipments[a.shipment];
        if (!_isOpen(w, a) || s.seq != a.shipmentSeq || !isSigned(w, a)) return false;
        _turnBack(w, s, CANCELLED);
        return true;
    }

    function expireShipment(World memory w, Act memory a) internal pure returns (bool) {
        Shipment memory s = w.shipments[a.shipment];
        if (!_isOpen(w, a) || w.time <= s.until) return false;
        _turnBack(w, s, EXPIRED);
        return true;
    }

    function _turnBack(World memory w, Shipment memory s, uint256 status) private pure {
        for (uint256 k = 0; k < s.tokens.length; ++k) {
            Node memory n = w.nodes[s.tokens[k]];
            (n.status, n.custodian) = (0, s.custodian);
            raise(n, true);
        }
        s.status = status;
        ++s.seq;
    }

    // ---- after the receipt ----

    function correctReceipt(World memory w, Act memory a) internal pure returns (bool) {
        Shipment memory s = w.shipments[a.shipment];
        if (s.status != RECEIVED || s.seq != a.shipmentSeq || a.tokens.length == 0) return false;
        if (!w.isLive(a.tokens[0]) || !consents(w, a)) return false;
        uint256[3] memory common = [s.newOwner, s.newCustodian, w.lienOf(w.rootOf(a.tokens[0]))];
        for (uint256 k = 0; k < a.tokens.length; ++k) {
            uint256 i = a.tokens[k];
            if (!w.isLive(i) || !w.isAtRest(w.rootOf(i)) || !matches(w, w.rootOf(i), common)) return false;
            if (w.disputeOn(w.rootOf(i)) != 0 || !_except(w, a, k)) return false;
        }
        ++s.seq;
        return true;
    }

    function resolveDispute(World memory w, Act memory a) internal pure returns (bool) {
        Shipment memory s = w.shipments[a.shipment];
        if (s.status != RECEIVED || s.seq != a.shipmentSeq || a.tokens.length == 0 || !isSigned(w, a)) return false;
        for (uint256 k = 0; k < a.tokens.length; ++k) {
            uint256 i = a.tokens[k];
            Node memory n = w.nodes[i];
            Hold memory h = w.holds[a.disputes[k]];
            if (!h.active || h.kind != DISPUTE || h.shipment != a.shipment || h.target != i) return false;
            if (!w.isHeld(i) || n.seq != a.seqs[k] || a.kinds[k] == 0 || a.kinds[k] > 3) return false;
            _settle(w, h, n);
            if (a.kinds[k] == 3) n.status = LOST;
            else if (!_goTo(w, s, i, a.kinds[k] == 2)) return false;
        }
        return true;
    }

    /// @dev Each dispute that ends raises the seq of its shipment.
    function _settle(World memory w, Hold memory h, Node memory n) private pure {
        h.active = false;
        ++h.seq;
        if (n.holds & w.activeHolds() == 0) n.holds = 0;
        raise(n, true);
        --w.shipments[h.shipment].disputes;
        ++w.shipments[h.shipment].seq;
    }

    /// @dev Accepted by the receivers, if they could receive it now, or back to the sender; other holds forbid what they
    /// forbid to a transfer.
    function _goTo(World memory w, Shipment memory s, uint256 i, bool accepted) private pure returns (bool) {
        Node memory n = w.nodes[i];
        Act memory a;
        (a.owner, a.custodian, a.newOwner, a.newCustodian) = (n.owner, n.custodian, s.owner, s.custodian);
        if (accepted) (a.newOwner, a.newCustodian) = (s.newOwner, s.newCustodian);
        if (a.owner == a.newOwner && a.custodian == a.newCustodian) return true;
        if (accepted && (!isMove(w, a) || !mayGo(w, a, i))) return false;
        if (!w.isAtRest(i) || !isFreeOfHolds(w, i, a.newOwner != a.owner ? 0 : a.newCustodian)) return false;
        n.custodian = a.newCustodian;
        moveTitle(w, n, a.newOwner);
        return true;
    }

    function lapseDisputes(World memory w, Act memory a) internal pure returns (bool) {
        for (uint256 k = 0; k < a.disputes.length; ++k) {
            Hold memory h = w.holds[a.disputes[k]];
            if (!w.isHeld(h.target) || !h.active || h.kind != DISPUTE || w.time <= h.lapses) return false;
            Node memory n = w.nodes[h.target];
            if (!h.correction && h.exception == MISSING) n.status = LOST;
            _settle(w, h, n);
        }
        return true;
    }
}
