// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICatalogue} from "../../src/interfaces/ICatalogue.sol";
import {IHandling} from "../../src/interfaces/IHandling.sol";
import {ILiens} from "../../src/interfaces/ILiens.sol";
import "../../src/interfaces/Messages.sol";
import {IPartners} from "../../src/interfaces/IPartners.sol";
import {IRecalls} from "../../src/interfaces/IRecalls.sol";
import {ITokens} from "../../src/interfaces/ITokens.sol";
import {LedgerTest} from "../support/LedgerTest.sol";
import {Act, Kind, Lot, Measure, Run, World} from "./World.sol";

/// @title Turns an act of the naive model into a signed call of the contracts
abstract contract Calls is LedgerTest {
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
        bytes memory sig = sigs.length == 0 ? bytes("") : sigs[0];
        if (a.kind == Kind.Release || a.kind == Kind.ReleaseTokens) return (address(liens), _liensMessage(w, a, sigs, sig));
        if (a.kind == Kind.Rotate) return (address(partners), _rotation(a, sigs));
        if (a.kind == Kind.Commission) return (address(catalogue), _commissioning(w, a, sig));
        if (a.kind == Kind.Lift) {
            LiftRecall memory m = LiftRecall(
                uint24(a.partner),
                w.holds[a.hold].id,
                uint32(a.holdSeq),
                uint64(a.deadline),
                0
            );
            return (address(recalls), abi.encodeCall(IRecalls.lift, (m, sig)));
        }
        return (address(recalls), _recall(w, a, sig));
    }

    function _named(World memory w, Act memory a) private pure returns (TokenSeq[] memory all) {
        all = new TokenSeq[](a.tokens.length);
        for (uint256 i = 0; i < all.length; ++i) {
            all[i] = TokenSeq(w.nodes[a.tokens[i]].id, uint32(a.seqs[i]));
        }
    }

    function _tokensMessage(World memory w, Act memory a, bytes[] memory sigs) private pure returns (bytes memory) {
        TokenSeq memory container = TokenSeq(w.nodes[a.container].id, uint32(a.containerSeq));
        uint64 deadline = uint64(a.deadline);
        if (a.kind == Kind.Transfer) return _transferMessage(_named(w, a), a, sigs);
        if (a.kind == Kind.Pledge) return _pledgeMessage(_named(w, a), a, sigs);
        if (a.kind == Kind.Unpack) {
            UnpackTokens memory unpacked = UnpackTokens(_named(w, a), container, deadline, 0);
            return abi.encodeCall(IHandling.unpack, (unpacked, sigs));
        }
        if (a.kind == Kind.Pack) {
            PackTokens memory packed = PackTokens(_named(w, a), container, deadline, 0);
            return abi.encodeCall(IHandling.pack, (packed, sigs));
        }
        if (a.kind == Kind.Dispense) {
            return abi.encodeCall(IHandling.dispense, (DispenseTokens(_named(w, a), deadline, 0), sigs));
        }
        if (a.kind == Kind.DispenseRange) {
            DispenseRange memory range = DispenseRange(
                container,
                uint32(a.run),
                uint32(a.first),
                uint32(a.last),
                deadline,
                0
            );
            return abi.encodeCall(IHandling.dispenseRange, (range, sigs));
        }
        TouchToken memory touched = TouchToken(_named(w, a)[0], uint24(a.partner), deadline, 0);
        return abi.encodeCall(IHandling.touch, (touched, sigs.length == 0 ? bytes("") : sigs[0]));
    }

    function _transferMessage(
        TokenSeq[] memory named_,
        Act memory a,
        bytes[] memory sigs
    ) private pure returns (bytes memory) {
        TransferTokens memory m;
        m.tokens = named_;
        (m.owner, m.custodian) = (uint24(a.owner), uint24(a.custodian));
        (m.newOwner, m.newCustodian) = (uint24(a.newOwner), uint24(a.newCustodian));
        m.deadline = uint64(a.deadline);
        return abi.encodeCall(ITokens.transfer, (m, sigs));
    }

    function _pledgeMessage(
        TokenSeq[] memory named_,
        Act memory a,
        bytes[] memory sigs
    ) private pure returns (bytes memory) {
        PledgeTokens memory m;
        m.tokens = named_;
        (m.debtor, m.financier) = (uint24(a.owner), uint24(a.financier));
        (m.policy, m.maturity, m.noticeSeconds) = (uint16(a.policy), uint40(a.maturity), 7 days);
        m.deadline = uint64(a.deadline);
        return abi.encodeCall(ITokens.pledge, (m, sigs));
    }

    function _liensMessage(
        World memory w,
        Act memory a,
        bytes[] memory sigs,
        bytes memory sig
    ) private pure returns (bytes memory) {
        uint32 lien = w.liens[a.lien].id;
        uint64 deadline = uint64(a.deadline);
        if (a.kind == Kind.Release) {
            return abi.encodeCall(ILiens.release, (ReleaseLien(lien, uint32(a.lienSeq), 1, deadline, 0), sig));
        }
        ReleaseTokens memory m = ReleaseTokens(lien, uint32(a.lienSeq), _named(w, a), deadline, 0);
        return abi.encodeCall(ILiens.releaseTokens, (m, sigs));
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

    function _commissioning(World memory w, Act memory a, bytes memory sig) private pure returns (bytes memory) {
        Run memory run = w.runs[a.run];
        Lot memory lot = w.lots[run.lot];
        CommissionRun memory m;
        m.gtin = w.products[lot.product].gtin;
        (m.lotCode, m.lotSeq, m.expiry, m.markets) = (lot.code, uint32(a.lotSeq), EXPIRY, lot.markets);
        (m.count, m.unitsPerCase, m.casesPerPallet) = (run.count, run.unitsPerCase, run.casesPerPallet);
        (m.codec, m.serials, m.deadline) = (1, "serials", uint64(a.deadline));
        return abi.encodeCall(ICatalogue.commission, (m, sig));
    }

    function _destinations(Act memory a) private pure returns (uint24[] memory all) {
        all = new uint24[](a.destinations.length);
        for (uint256 i = 0; i < all.length; ++i) {
            all[i] = uint24(a.destinations[i]);
        }
    }

    function _recall(World memory w, Act memory a, bytes memory sig) private pure returns (bytes memory) {
        if (a.scope == 1) {
            RecallProduct memory product;
            (product.partner, product.seq, product.class) = (uint24(a.partner), uint32(a.partnerSeq), uint8(a.class));
            (product.gtin, product.destinations) = (w.products[a.target].gtin, _destinations(a));
            (product.reason, product.deadline) = ("recall", uint64(a.deadline));
            return abi.encodeCall(IRecalls.recallProduct, (product, sig));
        }
        if (a.scope == 2) {
            RecallLot memory lot;
            (lot.partner, lot.seq, lot.class) = (uint24(a.partner), uint32(a.partnerSeq), uint8(a.class));
            (lot.gtin, lot.lotCode) = (w.products[w.lots[a.target].product].gtin, w.lots[a.target].code);
            (lot.destinations, lot.reason, lot.deadline) = (_destinations(a), "recall", uint64(a.deadline));
            return abi.encodeCall(IRecalls.recallLot, (lot, sig));
        }
        if (a.scope == 3) {
            RecallRange memory range;
            (range.partner, range.seq, range.class) = (uint24(a.partner), uint32(a.partnerSeq), uint8(a.class));
            (range.run, range.first, range.last) = (uint32(a.target), uint32(a.first), uint32(a.last));
            (range.destinations, range.reason, range.deadline) = (_destinations(a), "recall", uint64(a.deadline));
            return abi.encodeCall(IRecalls.recallRange, (range, sig));
        }
        RecallToken memory token;
        (token.partner, token.seq, token.class) = (uint24(a.partner), uint32(a.partnerSeq), uint8(a.class));
        (token.token, token.destinations) = (w.nodes[a.target].id, _destinations(a));
        (token.reason, token.deadline) = ("recall", uint64(a.deadline));
        return abi.encodeCall(IRecalls.recallToken, (token, sig));
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
