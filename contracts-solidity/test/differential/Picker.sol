// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Facts} from "./Facts.sol";
import {Act, Kind, Measure, World} from "./World.sol";
import {HoldsPicker} from "./picker/Holds.sol";

/// @title Picks random acts by random actors, mostly legal ones
abstract contract Picker is HoldsPicker {
    using Facts for World;

    uint256 private constant KINDS_TRIED = 6;
    uint256 private constant TRIES = 4;
    /// @dev How often each kind is tried, in the order of the enumeration.
    bytes internal constant SHARES =
        hex"503c5f0e100e230e16121e160a0a0a1e3c140e0a0a0a0a080a080a1a1614060a0c0a070e080c";

    /// @dev Mostly legal: what isn't is tried again, first of the same kind, then of another; then it is taken as it is.
    function pick(World memory w) internal returns (Act memory a) {
        sloppy = percent(12);
        for (uint256 k = 0; k < KINDS_TRIED; ++k) {
            Kind kind = percent(25) ? _sequel(w) : _kind();
            bool picked = true;
            for (uint256 t = 0; t < TRIES && picked; ++t) {
                a = _empty(w);
                picked = _pickOf(w, a, kind);
                if (!picked) break;
                _finish(w, a);
                if (sloppy || wouldBeLegal(w, a)) return a;
            }
            if (picked && percent(15)) return a;
        }
        a = _empty(w);
        _pickWait(w, a);
        _finish(w, a);
    }

    function _kind() private returns (Kind) {
        bytes memory shares = SHARES;
        uint256 all;
        for (uint256 k = 0; k < shares.length; ++k) {
            all += uint8(shares[k]);
        }
        uint256 dice = any(all);
        uint256 kind;
        while (dice >= uint8(shares[kind])) {
            dice -= uint8(shares[kind++]);
        }
        return Kind(kind);
    }

    /// @dev Something that goes on with what was begun, if anything was.
    function _sequel(World memory w) private returns (Kind) {
        uint256 found;
        for (uint256 s = 1; s <= w.shipmentCount; ++s) {
            if (w.shipments[s].status == 1) found |= 1 << uint256(Kind.Receive);
            if (w.shipments[s].status == 2 && percent(8)) found |= 1 << uint256(Kind.Correct);
            if (w.shipments[s].disputes != 0 && percent(40)) found |= 1 << uint256(Kind.Resolve);
        }
        for (uint256 l = 1; l <= w.lienCount; ++l) {
            if (w.liens[l].status == 1 && w.liens[l].maturities[0] <= w.time && percent(40)) return Kind.Default;
            if (w.liens[l].status < 3) continue;
            // After the notice it is taken; until then there's nothing to do but to wait, or to cure it.
            if (w.time > w.liens[l].noticeEnds && percent(70)) return Kind.Foreclose;
            if (percent(60)) return percent(25) ? Kind.Cure : Kind.Wait;
        }
        for (uint256 h = 1; h <= w.holdCount; ++h) {
            if (!w.holds[h].active) continue;
            if (w.holds[h].kind == 3 && w.holds[h].lapses < w.time && percent(40)) return Kind.Lapse;
            if (w.holds[h].scope == 2 && percent(50)) found |= 1 << uint256(Kind.Clear);
        }
        if (found == 0) return Kind.Ship;
        uint256 kind = any(256);
        while ((found >> kind) & 1 == 0) {
            kind = (kind + 1) % 64;
        }
        return Kind(kind);
    }

    function _empty(World memory w) private returns (Act memory a) {
        a.deadline = w.time + (percent(98) ? any(2) * 3_600 : 0);
        if (percent(1)) --a.deadline;
    }

    function _finish(World memory w, Act memory a) private {
        bool unsigned = a.kind == Kind.Sweep || a.kind == Kind.Expire || a.kind == Kind.Lapse;
        if (unsigned || a.kind == Kind.Administer || a.kind == Kind.Wait) a.deadline = type(uint256).max;
        else if (a.kind != Kind.Rotate) _sign(w, a);
    }

    /// @dev False if there's nothing to do it with.
    function _pickOf(World memory w, Act memory a, Kind kind) private returns (bool) {
        if (kind == Kind.Transfer) _pickTransfer(w, a);
        else if (kind == Kind.Unpack) _pickUnpack(w, a);
        else if (kind == Kind.Pack) _pickPack(w, a);
        else if (kind == Kind.Dispense) _pickDispense(w, a);
        else if (kind == Kind.DispenseRange) _pickRange(w, a);
        else if (kind == Kind.Touch) _pickTouch(w, a);
        else if (kind == Kind.Pledge) _pickPledge(w, a);
        else if (kind == Kind.Release || kind == Kind.ReleaseTokens) _pickRelease(w, a);
        else if (kind == Kind.Recall) _pickRecall(w, a);
        else if (kind == Kind.Lift) _pickLift(w, a);
        else if (kind == Kind.Sweep) _pickSweep(w, a);
        else if (kind == Kind.Commission) return _pickCommission(w, a);
        else if (kind == Kind.Rotate) _pickRotate(w, a);
        else if (kind == Kind.Administer) _pickMeasure(w, a);
        else if (kind == Kind.Wait) _pickWait(w, a);
        else if (kind == Kind.Ship) _pickShip(w, a);
        else return _pickRest(w, a, kind);
        return true;
    }

    function _pickRest(World memory w, Act memory a, Kind kind) private returns (bool) {
        if (kind == Kind.Receive) return _pickReceive(w, a);
        if (kind == Kind.Correct) return _pickCorrect(w, a);
        if (kind == Kind.Cancel) return _pickCancel(w, a);
        if (kind == Kind.Expire) return _pickExpire(w, a);
        if (kind == Kind.Resolve) return _pickResolve(w, a);
        if (kind == Kind.Lapse) return _pickLapse(w, a);
        if (kind == Kind.Transform) return _pickTransform(w, a);
        if (kind == Kind.AddClaim) return _pickAddClaim(w, a);
        if (kind == Kind.Default) return _pickDefault(w, a);
        if (kind == Kind.Cure) return _pickCure(w, a);
        if (kind == Kind.Foreclose) return _pickForeclose(w, a);
        if (kind == Kind.Clear) return _pickClear(w, a);
        if (kind == Kind.Quarantine) return _pickQuarantine(w, a);
        if (kind == Kind.Unquarantine) return _pickUnquarantine(w, a);
        if (kind == Kind.Destroy) _pickDestroy(w, a);
        else if (kind == Kind.Export) _pickExport(w, a);
        else if (kind == Kind.Missing) _pickMissing(w, a);
        else if (kind == Kind.Reinstate) _pickReinstate(w, a);
        else if (kind == Kind.Attest) _pickAttest(w, a);
        else if (kind == Kind.Anchor) _pickAnchor(w, a);
        else _pickMandate(w, a);
        return true;
    }

    // ---- time ----

    /// @dev A while, or just up to or past a moment that matters.
    function _pickWait(World memory w, Act memory a) private {
        a.kind = Kind.Wait;
        uint256 moment = percent(60) ? _moment(w) : 0;
        a.value = moment > w.time ? moment - w.time + any(2) : any(3) == 0 ? any(2 days) : any(2 hours);
    }

    /// @dev When a shipment, a dispute, a claim, a notice or a suspension ends; 0 if nothing does.
    function _moment(World memory w) private returns (uint256 found) {
        for (uint256 s = 1; s <= w.shipmentCount; ++s) {
            if (w.shipments[s].status == 1) found = _nearer(w, found, w.shipments[s].until);
        }
        for (uint256 h = 1; h <= w.holdCount; ++h) {
            if (w.holds[h].active && w.holds[h].kind == 3) found = _nearer(w, found, w.holds[h].lapses);
        }
        for (uint256 l = 1; l <= w.lienCount; ++l) {
            if (w.liens[l].status == 3 && w.liens[l].noticeEnds >= w.time && percent(70)) return w.liens[l].noticeEnds;
            if (w.liens[l].status == 1) found = _nearer(w, found, w.liens[l].maturities[0]);
        }
        for (uint256 p = 1; p < w.partners.length; ++p) {
            if (w.isSuspended(p) && percent(20)) found = _nearer(w, found, w.partners[p].until);
        }
    }

    function _nearer(World memory w, uint256 found, uint256 moment) private returns (uint256) {
        if (moment < w.time || moment > w.time + 10 days) return found;
        return found == 0 || moment < found || percent(20) ? moment : found;
    }

    // ---- partners ----

    function _pickMandate(World memory w, Act memory a) private {
        a.kind = Kind.Mandate;
        uint256 i = _node(w, 1);
        for (uint256 t = 0; t < 6 && w.nodes[i].owner == w.nodes[i].custodian; ++t) {
            i = _node(w, 1);
        }
        (a.partner, a.newOwner) = (w.nodes[i].owner, w.nodes[i].custodian);
        if (a.partner == 0) (a.partner, a.newOwner) = (1, 2);
        if (percent(10)) a.newOwner = any(10);
        a.partnerSeq = _seq(w.partners[a.partner].seq);
        a.until = percent(80) ? _later(w, 4 days) : 0;
    }

    function _newKey(World memory w) private returns (uint256) {
        return percent(4) ? w.usedKeys[any(w.usedCount)] : 0xC0FFEE + w.usedCount;
    }

    function _pickRotate(World memory w, Act memory a) internal {
        a.kind = Kind.Rotate;
        a.partner = 1 + any(w.partners.length - 1);
        a.partnerSeq = _seq(w.partners[a.partner].seq);
        a.newKey = _newKey(w);
        a.keys = new uint256[](2);
        a.keys[0] = percent(95) ? w.partners[a.partner].key : w.usedKeys[any(w.usedCount)];
        a.keys[1] = percent(95) ? a.newKey : 77;
    }

    function _pickMeasure(World memory w, Act memory a) internal {
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
