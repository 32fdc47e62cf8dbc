// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILending} from "../../../src/interfaces/ILending.sol";
import {ILiens} from "../../../src/interfaces/ILiens.sol";
import "../../../src/interfaces/Messages.sol";
import "../../../src/interfaces/ShippingMessages.sol";
import {IShipping} from "../../../src/interfaces/IShipping.sol";
import {Act, Kind, World} from "../World.sol";
import {TokensCalls} from "./TokensCalls.sol";

/// @title Calls about shipments and liens
abstract contract ShippingCalls is TokensCalls {
    function _shippingMessage(World memory w, Act memory a, bytes[] memory sigs) internal pure returns (bytes memory) {
        uint32 id = w.shipments[a.shipment].id;
        if (a.kind == Kind.Ship) return _departure(w, a, sigs);
        if (a.kind == Kind.Receive) return _receipt(w, a, id, sigs);
        if (a.kind == Kind.Correct) {
            CorrectReceipt memory m;
            (m.shipment, m.seq, m.deadline) = (id, uint32(a.shipmentSeq), uint64(a.deadline));
            m.exceptions = _exceptions(w, a);
            return abi.encodeCall(IShipping.correctReceipt, (m, sigs));
        }
        if (a.kind == Kind.Cancel) {
            CancelShipment memory m;
            (m.shipment, m.seq, m.deadline) = (id, uint32(a.shipmentSeq), uint64(a.deadline));
            m.tokens = _ids(w, a.manifest);
            return abi.encodeCall(IShipping.cancelShipment, (m, _one(sigs)));
        }
        if (a.kind == Kind.Expire) return abi.encodeCall(IShipping.expireShipment, (id, _ids(w, a.manifest)));
        if (a.kind == Kind.Resolve) return _resolution(w, a, id, sigs);
        return abi.encodeCall(IShipping.lapseDisputes, (_holdIds(w, a.disputes)));
    }

    function _departure(World memory w, Act memory a, bytes[] memory sigs) private pure returns (bytes memory) {
        ShipTokens memory m;
        m.tokens = _named(w, a);
        (m.owner, m.custodian) = (uint24(a.owner), uint24(a.custodian));
        (m.newOwner, m.newCustodian) = (uint24(a.newOwner), uint24(a.newCustodian));
        (m.carrier, m.until) = (uint24(a.carrier), uint40(a.until));
        (m.disputeSeconds, m.deadline) = (uint32(a.disputeSeconds), uint64(a.deadline));
        return abi.encodeCall(IShipping.ship, (m, sigs));
    }

    function _receipt(
        World memory w,
        Act memory a,
        uint32 id,
        bytes[] memory sigs
    ) private pure returns (bytes memory) {
        ReceiveShipment memory m;
        (m.shipment, m.seq, m.deadline) = (id, uint32(a.shipmentSeq), uint64(a.deadline));
        (m.tokens, m.accepted) = (_ids(w, a.manifest), uint16(a.accepted));
        m.exceptions = _exceptions(w, a);
        m.overages = new Overage[](a.overages);
        for (uint256 i = 0; i < a.overages; ++i) {
            m.overages[i] = Overage(0, uint32(i + 1), 9);
        }
        return abi.encodeCall(IShipping.receiveShipment, (m, sigs));
    }

    function _exceptions(World memory w, Act memory a) private pure returns (ShipmentException[] memory all) {
        all = new ShipmentException[](a.tokens.length);
        for (uint256 i = 0; i < all.length; ++i) {
            all[i] = ShipmentException(w.nodes[a.tokens[i]].id, uint32(a.seqs[i]), uint8(a.kinds[i]), 5);
        }
    }

    function _resolution(
        World memory w,
        Act memory a,
        uint32 id,
        bytes[] memory sigs
    ) private pure returns (bytes memory) {
        ResolveDispute memory m;
        (m.shipment, m.seq, m.deadline) = (id, uint32(a.shipmentSeq), uint64(a.deadline));
        m.resolutions = new Resolution[](a.tokens.length);
        for (uint256 i = 0; i < a.tokens.length; ++i) {
            Resolution memory r = m.resolutions[i];
            (r.token, r.seq) = (w.nodes[a.tokens[i]].id, uint32(a.seqs[i]));
            (r.hold, r.outcome) = (w.holds[a.disputes[i]].id, uint8(a.kinds[i]));
        }
        return abi.encodeCall(IShipping.resolveDispute, (m, sigs));
    }

    function _holdIds(World memory w, uint256[] memory list) private pure returns (uint32[] memory all) {
        all = new uint32[](list.length);
        for (uint256 i = 0; i < all.length; ++i) {
            all[i] = w.holds[list[i]].id;
        }
    }

    // ---- liens ----

    function _lendingMessage(World memory w, Act memory a, bytes[] memory sigs) internal pure returns (bytes memory) {
        uint32 lien = w.liens[a.lien].id;
        (uint32 seq, uint64 deadline) = (uint32(a.lienSeq), uint64(a.deadline));
        if (a.kind == Kind.AddClaim) {
            AddClaim memory m;
            (m.lien, m.seq, m.deadline) = (lien, seq, deadline);
            (m.debtor, m.financier) = (uint24(a.owner), uint24(a.financier));
            (m.maturity, m.noticeSeconds) = (uint40(a.maturity), uint32(a.notice));
            return abi.encodeCall(ILending.addClaim, (m, sigs));
        }
        if (a.kind == Kind.Default) {
            DeclareDefault memory m = DeclareDefault(lien, seq, uint8(a.rank), deadline, 0);
            return abi.encodeCall(ILending.declareDefault, (m, _one(sigs)));
        }
        if (a.kind == Kind.Cure) {
            CureLien memory m = CureLien(lien, seq, uint40(a.maturity), deadline, 0);
            return abi.encodeCall(ILending.cure, (m, _one(sigs)));
        }
        ForecloseTokens memory taken = ForecloseTokens(lien, seq, _ids(w, a.tokens), deadline, 0);
        return abi.encodeCall(ILending.foreclose, (taken, sigs));
    }

    function _liensMessage(World memory w, Act memory a, bytes[] memory sigs) internal pure returns (bytes memory) {
        uint32 lien = w.liens[a.lien].id;
        uint64 deadline = uint64(a.deadline);
        if (a.kind == Kind.Release) {
            ReleaseLien memory one = ReleaseLien(lien, uint32(a.lienSeq), uint8(a.rank), deadline, 0);
            return abi.encodeCall(ILiens.release, (one, _one(sigs)));
        }
        ReleaseTokens memory m = ReleaseTokens(lien, uint32(a.lienSeq), _named(w, a), deadline, 0);
        return abi.encodeCall(ILiens.releaseTokens, (m, sigs));
    }
}
