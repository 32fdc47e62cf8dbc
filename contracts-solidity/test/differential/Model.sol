// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Facts} from "./Facts.sol";
import {Act, Kind, Measure, Partner, World} from "./World.sol";
import {ShippingModel} from "./model/Shipping.sol";

/// @title The naive model: says whether an act is legal by the asset model, and does it
/// @dev Written from the description of the asset model, not from the contracts. An act that turns out to be illegal
/// half way leaves everything as it was.
abstract contract Model is ShippingModel {
    using Facts for World;

    uint256 private constant URGENT_SECONDS = 7 days;

    /// @dev Does the act if it is legal and says whether it was.
    function perform(World memory w, Act memory a) internal pure returns (bool legal) {
        keep(w);
        legal = a.deadline >= w.time && _perform(w, a);
        if (!legal) takeBack(w);
    }

    /// @dev Whether an act would be legal; changes nothing.
    function wouldBeLegal(World memory w, Act memory a) internal pure returns (bool legal) {
        keep(w);
        legal = a.deadline >= w.time && _perform(w, a);
        takeBack(w);
    }

    function _perform(World memory w, Act memory a) private pure returns (bool) {
        if (a.kind <= Kind.Lift) return _performOld(w, a);
        if (a.kind == Kind.Sweep) return sweepToken(w, a);
        if (a.kind == Kind.Commission) return commissionRun(w, a);
        if (a.kind == Kind.Rotate) return _rotate(w, a);
        if (a.kind == Kind.Administer) return _administer(w, a);
        if (a.kind == Kind.Wait) {
            w.time += a.value;
            return true;
        }
        if (a.kind <= Kind.Lapse) return _performShipping(w, a);
        if (a.kind == Kind.Destroy) return destroyTokens(w, a);
        if (a.kind == Kind.Export) return exportTokens(w, a);
        if (a.kind == Kind.Missing) return reportMissing(w, a);
        if (a.kind == Kind.Reinstate) return reinstateTokens(w, a);
        if (a.kind == Kind.Transform) return transformUnits(w, a);
        if (a.kind == Kind.AddClaim) return addClaim(w, a);
        if (a.kind == Kind.Default) return declareDefault(w, a);
        if (a.kind == Kind.Cure) return cureLien(w, a);
        if (a.kind == Kind.Foreclose) return forecloseTokens(w, a);
        if (a.kind == Kind.Clear) return clearTokens(w, a);
        if (a.kind == Kind.Attest) return attest(w, a);
        if (a.kind == Kind.Quarantine) return quarantine(w, a);
        if (a.kind == Kind.Unquarantine) return unquarantine(w, a);
        if (a.kind == Kind.Anchor) return anchor(w, a);
        return _mandate(w, a);
    }

    function _performOld(World memory w, Act memory a) private pure returns (bool) {
        if (a.kind == Kind.Transfer) return transferTokens(w, a);
        if (a.kind == Kind.Unpack) return unpackTokens(w, a);
        if (a.kind == Kind.Pack) return packTokens(w, a);
        if (a.kind == Kind.Dispense) return dispenseTokens(w, a);
        if (a.kind == Kind.DispenseRange) return dispenseRange(w, a);
        if (a.kind == Kind.Touch) return touchToken(w, a);
        if (a.kind == Kind.Pledge) return pledgeTokens(w, a);
        if (a.kind == Kind.Release) return releaseClaim(w, a);
        if (a.kind == Kind.ReleaseTokens) return releaseTokens(w, a);
        if (a.kind == Kind.Recall) return recall(w, a);
        return liftRecall(w, a);
    }

    function _performShipping(World memory w, Act memory a) private pure returns (bool) {
        if (a.kind == Kind.Ship) return ship(w, a);
        if (a.kind == Kind.Receive) return receiveShipment(w, a);
        if (a.kind == Kind.Correct) return correctReceipt(w, a);
        if (a.kind == Kind.Cancel) return cancelShipment(w, a);
        if (a.kind == Kind.Expire) return expireShipment(w, a);
        if (a.kind == Kind.Resolve) return resolveDispute(w, a);
        return lapseDisputes(w, a);
    }

    // ---- partners ----

    function _mandate(World memory w, Act memory a) private pure returns (bool) {
        Partner memory p = w.partners[a.partner];
        if (!w.isActive(a.partner) || p.seq != a.partnerSeq || !isSigned(w, a)) return false;
        if (a.newOwner == 0 || a.newOwner >= w.partners.length) return false;
        p.mandates[a.newOwner] = a.until;
        ++p.seq;
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
}
