// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IConditions} from "../../../src/interfaces/IConditions.sol";
import "../../../src/interfaces/Messages.sol";
import {IRecalls} from "../../../src/interfaces/IRecalls.sol";
import {Act, Kind, World} from "../World.sol";
import {ShippingCalls} from "./ShippingCalls.sol";

/// @title Calls that place, lift and clear recalls, and those of Conditions
abstract contract HoldsCalls is ShippingCalls {
    function _recallsMessage(World memory w, Act memory a, bytes memory sig) internal pure returns (bytes memory) {
        uint32 hold = w.holds[a.hold].id;
        if (a.kind == Kind.Lift) {
            LiftRecall memory m = LiftRecall(uint24(a.partner), hold, uint32(a.holdSeq), uint64(a.deadline), 0);
            return abi.encodeCall(IRecalls.lift, (m, sig));
        }
        if (a.kind == Kind.Clear) {
            ClearTokens memory m;
            (m.partner, m.hold, m.seq) = (uint24(a.partner), hold, uint32(a.holdSeq));
            (m.tokens, m.deadline) = (_named(w, a), uint64(a.deadline));
            return abi.encodeCall(IRecalls.clear, (m, sig));
        }
        return _recall(w, a, sig);
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

    // ---- conditions ----

    function _conditionsMessage(World memory w, Act memory a, bytes memory sig) internal pure returns (bytes memory) {
        (uint24 partner, uint32 seq, uint64 deadline) = (uint24(a.partner), uint32(a.partnerSeq), uint64(a.deadline));
        if (a.kind == Kind.Attest) {
            AttestCondition memory m;
            (m.partner, m.seq, m.tokens, m.deadline) = (partner, seq, _ids(w, a.tokens), deadline);
            (m.kind, m.severity, m.dataHash) = (uint16(a.class), uint8(a.value), keccak256("data"));
            return abi.encodeCall(IConditions.attest, (m, sig));
        }
        if (a.kind == Kind.Quarantine) {
            QuarantineTokens memory m = QuarantineTokens(partner, seq, _ids(w, a.tokens), "broken", deadline, 0);
            return abi.encodeCall(IConditions.quarantine, (m, sig));
        }
        if (a.kind == Kind.Unquarantine) {
            ReleaseQuarantine memory m;
            (m.partner, m.hold, m.seq, m.deadline) = (partner, w.holds[a.hold].id, uint32(a.holdSeq), deadline);
            return abi.encodeCall(IConditions.release, (m, sig));
        }
        AnchorBatch memory anchored = AnchorBatch(partner, seq, keccak256(abi.encode(a.value)), 7, deadline, 0);
        return abi.encodeCall(IConditions.anchor, (anchored, sig));
    }
}
