// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {
    AnchorBatch,
    AttestCondition,
    ClearTokens,
    CommissionRun,
    CouncilAct,
    GrantMandate,
    LiftRecall,
    QuarantineTokens,
    RecallLot,
    RecallProduct,
    RecallRange,
    RecallToken,
    RegisterProduct,
    ReleaseQuarantine,
    RotateAccount
} from "../interfaces/Messages.sol";
import {Sealing} from "./Sealing.sol";

/// @title EIP-712 hashStruct of messages
/// @dev The messages of Catalogue, Recalls, Conditions, Partners and Council. See Sealing for how.
library ModuleHashes {
    bytes32 private constant REGISTER_TYPE =
        keccak256(
            "RegisterProduct(uint64 gtin,uint32 seq,uint24 issuer,string name,uint64 deadline,bytes32 document)"
        );
    bytes32 private constant COMMISSION_TYPE =
        keccak256(
            "CommissionRun(uint64 gtin,string lotCode,uint32 lotSeq,uint32 expiry,uint256 markets,uint32 count,uint16 unitsPerCase,uint16 casesPerPallet,uint64 firstCaseSscc,uint64 firstPalletSscc,uint8 codec,bytes serials,uint64 deadline,bytes32 document)"
        );
    bytes32 internal constant RECALL_PRODUCT_TYPE =
        keccak256(
            "RecallProduct(uint24 partner,uint32 seq,uint64 gtin,uint8 class,uint24[] destinations,string reason,uint64 deadline,bytes32 document)"
        );
    bytes32 internal constant RECALL_LOT_TYPE =
        keccak256(
            "RecallLot(uint24 partner,uint32 seq,uint64 gtin,string lotCode,uint8 class,uint24[] destinations,string reason,uint64 deadline,bytes32 document)"
        );
    bytes32 internal constant RECALL_RANGE_TYPE =
        keccak256(
            "RecallRange(uint24 partner,uint32 seq,uint32 run,uint32 first,uint32 last,uint8 class,uint24[] destinations,string reason,uint64 deadline,bytes32 document)"
        );
    bytes32 internal constant RECALL_TOKEN_TYPE =
        keccak256(
            "RecallToken(uint24 partner,uint32 seq,uint64 token,uint8 class,uint24[] destinations,string reason,uint64 deadline,bytes32 document)"
        );
    bytes32 private constant LIFT_TYPE =
        keccak256("LiftRecall(uint24 partner,uint32 hold,uint32 seq,uint64 deadline,bytes32 document)");
    bytes32 private constant CLEAR_TOKENS_TYPE =
        keccak256(
            "ClearTokens(uint24 partner,uint32 hold,uint32 seq,TokenSeq[] tokens,uint64 deadline,bytes32 document)TokenSeq(uint64 token,uint32 seq)"
        );
    bytes32 private constant ATTEST_CONDITION_TYPE =
        keccak256(
            "AttestCondition(uint24 partner,uint32 seq,uint64[] tokens,uint16 kind,uint8 severity,bytes32 dataHash,uint64 deadline,bytes32 document)"
        );
    bytes32 private constant QUARANTINE_TOKENS_TYPE =
        keccak256(
            "QuarantineTokens(uint24 partner,uint32 seq,uint64[] tokens,string reason,uint64 deadline,bytes32 document)"
        );
    bytes32 private constant RELEASE_QUARANTINE_TYPE =
        keccak256(
            "ReleaseQuarantine(uint24 partner,uint32 hold,uint32 seq,uint64 deadline,bytes32 document)"
        );
    bytes32 private constant ANCHOR_BATCH_TYPE =
        keccak256(
            "AnchorBatch(uint24 partner,uint32 seq,bytes32 merkleRoot,uint32 count,uint64 deadline,bytes32 document)"
        );
    bytes32 private constant GRANT_MANDATE_TYPE =
        keccak256(
            "GrantMandate(uint24 owner,uint32 seq,uint24 agent,uint40 until,uint64 deadline,bytes32 document)"
        );
    bytes32 private constant ROTATE_TYPE =
        keccak256("RotateAccount(uint24 partner,uint32 seq,address account,uint64 deadline,bytes32 document)");
    bytes32 private constant COUNCIL_ACT_TYPE =
        keccak256("CouncilAct(address target,bytes data,bytes32 salt,uint64 deadline,bytes32 document)");

    function hash(RegisterProduct calldata m) internal pure returns (bytes32) {
        uint256 start;
        assembly ("memory-safe") {
            start := m
        }
        return Sealing.seal(REGISTER_TYPE, start, 6, 3, Sealing.hash(bytes(m.name)));
    }

    function hash(CommissionRun calldata m) internal pure returns (bytes32) {
        return hash(m, Sealing.hash(bytes(m.lotCode)), Sealing.hash(m.serials));
    }

    /// @param lotCode hash of the lot code
    /// @param serials hash of the serial list, which the caller needs too
    function hash(CommissionRun calldata m, bytes32 lotCode, bytes32 serials) internal pure returns (bytes32) {
        uint256 start;
        assembly ("memory-safe") {
            start := m
        }
        return Sealing.seal(COMMISSION_TYPE, start, 14, 1, lotCode, 11, serials);
    }

    function hash(RecallProduct calldata m) internal pure returns (bytes32) {
        uint256 start;
        assembly ("memory-safe") {
            start := m
        }
        return Sealing.seal(RECALL_PRODUCT_TYPE, start, 8, 4, Sealing.hash(m.destinations), 5, Sealing.hash(bytes(m.reason)));
    }

    function hash(RecallLot calldata m) internal pure returns (bytes32) {
        uint256 start;
        assembly ("memory-safe") {
            start := m
        }
        return
            Sealing.seal(
                RECALL_LOT_TYPE,
                start,
                9,
                3,
                Sealing.hash(bytes(m.lotCode)),
                5,
                Sealing.hash(m.destinations),
                6,
                Sealing.hash(bytes(m.reason))
            );
    }

    function hash(RecallRange calldata m) internal pure returns (bytes32) {
        uint256 start;
        assembly ("memory-safe") {
            start := m
        }
        return Sealing.seal(RECALL_RANGE_TYPE, start, 10, 6, Sealing.hash(m.destinations), 7, Sealing.hash(bytes(m.reason)));
    }

    function hash(RecallToken calldata m) internal pure returns (bytes32) {
        uint256 start;
        assembly ("memory-safe") {
            start := m
        }
        return Sealing.seal(RECALL_TOKEN_TYPE, start, 8, 4, Sealing.hash(m.destinations), 5, Sealing.hash(bytes(m.reason)));
    }

    function hash(LiftRecall calldata m) internal pure returns (bytes32) {
        uint256 start;
        assembly ("memory-safe") {
            start := m
        }
        return Sealing.seal(LIFT_TYPE, start, 5);
    }

    function hash(ClearTokens calldata m) internal pure returns (bytes32) {
        uint256 start;
        assembly ("memory-safe") {
            start := m
        }
        return Sealing.seal(CLEAR_TOKENS_TYPE, start, 6, 3, Sealing.hash(m.tokens));
    }

    function hash(AttestCondition calldata m) internal pure returns (bytes32) {
        uint256 start;
        assembly ("memory-safe") {
            start := m
        }
        return Sealing.seal(ATTEST_CONDITION_TYPE, start, 8, 2, Sealing.hash(m.tokens));
    }

    function hash(QuarantineTokens calldata m) internal pure returns (bytes32) {
        uint256 start;
        assembly ("memory-safe") {
            start := m
        }
        return Sealing.seal(QUARANTINE_TOKENS_TYPE, start, 6, 2, Sealing.hash(m.tokens), 3, Sealing.hash(bytes(m.reason)));
    }

    function hash(ReleaseQuarantine calldata m) internal pure returns (bytes32) {
        uint256 start;
        assembly ("memory-safe") {
            start := m
        }
        return Sealing.seal(RELEASE_QUARANTINE_TYPE, start, 5);
    }

    function hash(AnchorBatch calldata m) internal pure returns (bytes32) {
        uint256 start;
        assembly ("memory-safe") {
            start := m
        }
        return Sealing.seal(ANCHOR_BATCH_TYPE, start, 6);
    }

    function hash(GrantMandate calldata m) internal pure returns (bytes32) {
        uint256 start;
        assembly ("memory-safe") {
            start := m
        }
        return Sealing.seal(GRANT_MANDATE_TYPE, start, 6);
    }

    function hash(RotateAccount calldata m) internal pure returns (bytes32) {
        uint256 start;
        assembly ("memory-safe") {
            start := m
        }
        return Sealing.seal(ROTATE_TYPE, start, 5);
    }

    function hash(CouncilAct calldata m) internal pure returns (bytes32) {
        uint256 start;
        assembly ("memory-safe") {
            start := m
        }
        return Sealing.seal(COUNCIL_ACT_TYPE, start, 5, 1, Sealing.hash(m.data));
    }
}
