// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICatalogue} from "../../src/interfaces/ICatalogue.sol";
import {IConditions} from "../../src/interfaces/IConditions.sol";
import {ILiens} from "../../src/interfaces/ILiens.sol";
import "../../src/interfaces/Messages.sol";
import {IPartners} from "../../src/interfaces/IPartners.sol";
import {IRecalls} from "../../src/interfaces/IRecalls.sol";
import {TokenMessages} from "./TokenMessages.sol";

/// @title One message of every type that a module takes
abstract contract ModuleMessages is TokenMessages {
    function addModuleMessages() internal {
        _addLiens();
        _addCatalogue();
        _addRecalls();
        _addConditions();
        _addPartners();
    }

    function _addLiens() private {
        TokenSeq[] memory tokenSeqs = two();
        bytes[] memory nobodys = new bytes[](0);
        {
            ReleaseLien memory m = ReleaseLien(3, 4, 5, passed, note);
            add(address(liens), "ReleaseLien(uint32 lien,uint32 seq,uint8 rank,uint64 deadline,bytes32 document)", abi.encode(m), abi.encodeCall(ILiens.release, (m, "")));
        }
        {
            ReleaseTokens memory m = ReleaseTokens(3, 4, tokenSeqs, passed, note);
            add(address(liens), string.concat("ReleaseTokens(uint32 lien,uint32 seq,TokenSeq[] tokens,uint64 deadline,bytes32 document)", TOKEN_SEQ), abi.encode(m), abi.encodeCall(ILiens.releaseTokens, (m, nobodys)));
        }
    }

    function _addCatalogue() private {
        {
            RegisterProduct memory m = RegisterProduct(3, 4, 5, "two words", passed, note);
            add(address(catalogue), "RegisterProduct(uint64 gtin,uint32 seq,uint24 issuer,string name,uint64 deadline,bytes32 document)", abi.encode(m), abi.encodeCall(ICatalogue.register, (m, "")));
        }
        {
            CommissionRun memory m = output();
            add(address(catalogue), COMMISSION_RUN, abi.encode(m), abi.encodeCall(ICatalogue.commission, (m, "")));
        }
    }

    function _addRecalls() private {
        uint24[] memory receivers = new uint24[](2);
        (receivers[0], receivers[1]) = (5, type(uint24).max);
        {
            RecallProduct memory m = RecallProduct(3, 4, 5, 6, receivers, "two words", passed, note);
            add(address(recalls), "RecallProduct(uint24 partner,uint32 seq,uint64 gtin,uint8 class,uint24[] destinations,string reason,uint64 deadline,bytes32 document)", abi.encode(m), abi.encodeCall(IRecalls.recallProduct, (m, "")));
        }
        {
            RecallLot memory m = RecallLot(3, 4, 5, "two words", 7, receivers, "two words", passed, note);
            add(address(recalls), "RecallLot(uint24 partner,uint32 seq,uint64 gtin,string lotCode,uint8 class,uint24[] destinations,string reason,uint64 deadline,bytes32 document)", abi.encode(m), abi.encodeCall(IRecalls.recallLot, (m, "")));
        }
        {
            RecallRange memory m = RecallRange(3, 4, 5, 6, 7, 8, receivers, "two words", passed, note);
            add(address(recalls), "RecallRange(uint24 partner,uint32 seq,uint32 run,uint32 first,uint32 last,uint8 class,uint24[] destinations,string reason,uint64 deadline,bytes32 document)", abi.encode(m), abi.encodeCall(IRecalls.recallRange, (m, "")));
        }
        {
            RecallToken memory m = RecallToken(3, 4, 5, 6, receivers, "two words", passed, note);
            add(address(recalls), "RecallToken(uint24 partner,uint32 seq,uint64 token,uint8 class,uint24[] destinations,string reason,uint64 deadline,bytes32 document)", abi.encode(m), abi.encodeCall(IRecalls.recallToken, (m, "")));
        }
        {
            LiftRecall memory m = LiftRecall(3, 4, 5, passed, note);
            add(address(recalls), "LiftRecall(uint24 partner,uint32 hold,uint32 seq,uint64 deadline,bytes32 document)", abi.encode(m), abi.encodeCall(IRecalls.lift, (m, "")));
        }
        {
            ClearTokens memory m = ClearTokens(3, 4, 5, two(), passed, note);
            add(address(recalls), string.concat("ClearTokens(uint24 partner,uint32 hold,uint32 seq,TokenSeq[] tokens,uint64 deadline,bytes32 document)", TOKEN_SEQ), abi.encode(m), abi.encodeCall(IRecalls.clear, (m, "")));
        }
    }

    function _addConditions() private {
        uint64[] memory ids = new uint64[](3);
        (ids[0], ids[1]) = (9, type(uint64).max);
        {
            AttestCondition memory m = AttestCondition(3, 4, ids, 6, 7, bytes32(uint256(6) << 200), passed, note);
            add(address(conditions), "AttestCondition(uint24 partner,uint32 seq,uint64[] tokens,uint16 kind,uint8 severity,bytes32 dataHash,uint64 deadline,bytes32 document)", abi.encode(m), abi.encodeCall(IConditions.attest, (m, "")));
        }
        {
            QuarantineTokens memory m = QuarantineTokens(3, 4, ids, "two words", passed, note);
            add(address(conditions), "QuarantineTokens(uint24 partner,uint32 seq,uint64[] tokens,string reason,uint64 deadline,bytes32 document)", abi.encode(m), abi.encodeCall(IConditions.quarantine, (m, "")));
        }
        {
            ReleaseQuarantine memory m = ReleaseQuarantine(3, 4, 5, passed, note);
            add(address(conditions), "ReleaseQuarantine(uint24 partner,uint32 hold,uint32 seq,uint64 deadline,bytes32 document)", abi.encode(m), abi.encodeCall(IConditions.release, (m, "")));
        }
        {
            AnchorBatch memory m = AnchorBatch(3, 4, bytes32(uint256(3) << 200), 6, passed, note);
            add(address(conditions), "AnchorBatch(uint24 partner,uint32 seq,bytes32 merkleRoot,uint32 count,uint64 deadline,bytes32 document)", abi.encode(m), abi.encodeCall(IConditions.anchor, (m, "")));
        }
    }

    function _addPartners() private {
        bytes[] memory nobodys = new bytes[](0);
        {
            GrantMandate memory m = GrantMandate(3, 4, 5, 6, passed, note);
            add(address(partners), "GrantMandate(uint24 owner,uint32 seq,uint24 agent,uint40 until,uint64 deadline,bytes32 document)", abi.encode(m), abi.encodeCall(IPartners.mandate, (m, "")));
        }
        {
            RotateAccount memory m = RotateAccount(3, 4, address(0xA11CE), passed, note);
            add(address(partners), "RotateAccount(uint24 partner,uint32 seq,address account,uint64 deadline,bytes32 document)", abi.encode(m), abi.encodeCall(IPartners.rotate, (m, nobodys)));
        }
    }
}
