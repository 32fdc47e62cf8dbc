// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IHandling} from "../../src/interfaces/IHandling.sol";
import {GrantMandate, RotateAccount} from "../../src/interfaces/Messages.sol";
import {IPartners} from "../../src/interfaces/IPartners.sol";
import {Act, Kind, Measure, World} from "./World.sol";
import {HoldsCalls} from "./calls/HoldsCalls.sol";

/// @title Turns an act of the naive model into a signed call of the contracts
abstract contract Calls is HoldsCalls {
    /// @dev The account of a key, found once.
    mapping(uint256 key => address) private _accounts;

    function accountOf(uint256 key) internal returns (address account) {
        account = _accounts[key];
        if (account != address(0)) return account;
        account = vm.addr(key);
        _accounts[key] = account;
    }

    /// @dev Sends the act; `result` is the returned or the revert data.
    function send(World memory w, Act memory a) internal returns (bool done, bytes memory result) {
        if (a.kind == Kind.Wait) {
            warp(w.time);
            return (true, "");
        }
        (address target, bytes memory data) = _call(w, a);
        if (a.kind == Kind.Administer && a.keys.length != 0) vm.prank(address(council));
        return target.call(data);
    }

    function _call(World memory w, Act memory a) private returns (address target, bytes memory data) {
        if (a.kind == Kind.Sweep) return (address(tokens), abi.encodeCall(IHandling.sweep, (w.nodes[a.tokens[0]].id)));
        if (a.kind == Kind.Expire || a.kind == Kind.Lapse) {
            return (address(tokens), _shippingMessage(w, a, new bytes[](0)));
        }
        if (a.kind == Kind.Administer) return (address(partners), _measure(a));
        bytes[] memory sigs = new bytes[](0);
        (target, data) = _message(w, a, sigs);
        bytes32 digest = relay.digestOf(target, data);
        sigs = new bytes[](a.keys.length);
        for (uint256 i = 0; i < sigs.length; ++i) {
            sigs[i] = signature(a.keys[i], digest);
        }
        (target, data) = _message(w, a, sigs);
    }

    function _message(
        World memory w,
        Act memory a,
        bytes[] memory sigs
    ) private returns (address target, bytes memory data) {
        if (a.kind <= Kind.Pledge) return (address(tokens), _tokensMessage(w, a, sigs));
        if (a.kind == Kind.Release || a.kind == Kind.ReleaseTokens) return (address(liens), _liensMessage(w, a, sigs));
        if (a.kind == Kind.Rotate) return (address(partners), _rotation(a, sigs));
        if (a.kind == Kind.Mandate) return (address(partners), _mandate(a, _one(sigs)));
        if (a.kind == Kind.Commission) return (address(catalogue), _commissioning(w, a, _one(sigs)));
        if (a.kind >= Kind.Ship && a.kind <= Kind.Lapse) return (address(tokens), _shippingMessage(w, a, sigs));
        if (a.kind >= Kind.Destroy && a.kind <= Kind.Transform) return (address(tokens), _endingsMessage(w, a, sigs));
        if (a.kind >= Kind.AddClaim && a.kind <= Kind.Foreclose) return (address(tokens), _lendingMessage(w, a, sigs));
        if (a.kind >= Kind.Attest) return (address(conditions), _conditionsMessage(w, a, _one(sigs)));
        return (address(recalls), _recallsMessage(w, a, _one(sigs)));
    }

    function _rotation(Act memory a, bytes[] memory sigs) private returns (bytes memory) {
        RotateAccount memory m = RotateAccount(
            uint24(a.partner),
            uint32(a.partnerSeq),
            accountOf(a.newKey),
            uint64(a.deadline),
            0
        );
        return abi.encodeCall(IPartners.rotate, (m, sigs));
    }

    function _mandate(Act memory a, bytes memory sig) private pure returns (bytes memory) {
        GrantMandate memory m;
        (m.owner, m.seq, m.agent) = (uint24(a.partner), uint32(a.partnerSeq), uint24(a.newOwner));
        (m.until, m.deadline) = (uint40(a.until), uint64(a.deadline));
        return abi.encodeCall(IPartners.mandate, (m, sig));
    }

    function _measure(Act memory a) private returns (bytes memory) {
        uint24 partner = uint24(a.partner);
        if (a.measure == Measure.Suspend) return abi.encodeCall(IPartners.suspend, (partner, uint40(a.value)));
        if (a.measure == Measure.SuspendUrgently) return abi.encodeCall(IPartners.suspendUrgently, (partner));
        if (a.measure == Measure.Reinstate) return abi.encodeCall(IPartners.reinstate, (partner));
        if (a.measure == Measure.SetRoles) return abi.encodeCall(IPartners.setRoles, (partner, uint16(a.value)));
        if (a.measure == Measure.SetMarkets) return abi.encodeCall(IPartners.setMarkets, (partner, a.value));
        return abi.encodeCall(IPartners.recover, (partner, accountOf(a.newKey)));
    }
}
