// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICatalogue} from "../../../src/interfaces/ICatalogue.sol";
import {IEndings} from "../../../src/interfaces/IEndings.sol";
import {IHandling} from "../../../src/interfaces/IHandling.sol";
import "../../../src/interfaces/Messages.sol";
import "../../../src/interfaces/ShippingMessages.sol";
import {ITokens} from "../../../src/interfaces/ITokens.sol";
import {LedgerTest} from "../../support/LedgerTest.sol";
import {Act, Kind, Lot, Run, World} from "../World.sol";

/// @title Calls that move, nest, end and begin tokens
abstract contract TokensCalls is LedgerTest {
    function _named(World memory w, Act memory a) internal pure returns (TokenSeq[] memory all) {
        all = new TokenSeq[](a.tokens.length);
        for (uint256 i = 0; i < all.length; ++i) {
            all[i] = TokenSeq(w.nodes[a.tokens[i]].id, uint32(a.seqs[i]));
        }
    }

    function _ids(World memory w, uint256[] memory list) internal pure returns (uint64[] memory all) {
        all = new uint64[](list.length);
        for (uint256 i = 0; i < all.length; ++i) {
            all[i] = w.nodes[list[i]].id;
        }
    }

    /// @dev The signature of a message that takes one.
    function _one(bytes[] memory sigs) internal pure returns (bytes memory) {
        return sigs.length == 0 ? bytes("") : sigs[0];
    }

    function _tokensMessage(World memory w, Act memory a, bytes[] memory sigs) internal pure returns (bytes memory) {
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
        return abi.encodeCall(IHandling.touch, (touched, _one(sigs)));
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
        (m.policy, m.maturity, m.noticeSeconds) = (uint16(a.policy), uint40(a.maturity), uint32(a.notice));
        m.deadline = uint64(a.deadline);
        return abi.encodeCall(ITokens.pledge, (m, sigs));
    }

    // ---- ends and beginnings ----

    function _endingsMessage(World memory w, Act memory a, bytes[] memory sigs) internal pure returns (bytes memory) {
        uint64 deadline = uint64(a.deadline);
        if (a.kind == Kind.Destroy) {
            return abi.encodeCall(IEndings.destroy, (DestroyTokens(_named(w, a), deadline, 0), sigs));
        }
        if (a.kind == Kind.Export) {
            ExportTokens memory m = ExportTokens(_named(w, a), uint16(a.value), deadline, 0);
            return abi.encodeCall(IEndings.exportUnits, (m, sigs));
        }
        if (a.kind == Kind.Missing) {
            ReportMissing memory m = ReportMissing(_named(w, a), uint8(a.value), deadline, 0);
            return abi.encodeCall(IEndings.reportMissing, (m, _one(sigs)));
        }
        if (a.kind == Kind.Reinstate) {
            return abi.encodeCall(IEndings.reinstateTokens, (ReinstateTokens(_named(w, a), deadline, 0), sigs));
        }
        TransformUnits memory made = TransformUnits(_named(w, a), _commissionOf(w, a), deadline, 0);
        return abi.encodeCall(IEndings.transform, (made, sigs));
    }

    function _commissionOf(World memory w, Act memory a) private pure returns (CommissionRun memory m) {
        Run memory run = w.runs[a.run];
        Lot memory lot = w.lots[run.lot];
        m.gtin = w.products[lot.product].gtin;
        (m.lotCode, m.lotSeq, m.expiry, m.markets) = (lot.code, uint32(a.lotSeq), EXPIRY, lot.markets);
        (m.count, m.unitsPerCase, m.casesPerPallet) = (run.count, run.unitsPerCase, run.casesPerPallet);
        (m.codec, m.serials, m.deadline) = (1, "serials", uint64(a.deadline));
    }

    function _commissioning(World memory w, Act memory a, bytes memory sig) internal pure returns (bytes memory) {
        return abi.encodeCall(ICatalogue.commission, (_commissionOf(w, a), sig));
    }
}
