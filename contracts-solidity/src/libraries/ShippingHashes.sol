// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {
    CancelShipment,
    CorrectReceipt,
    DestroyTokens,
    ExportTokens,
    ReceiveShipment,
    ReinstateTokens,
    ReportMissing,
    ResolveDispute,
    ShipTokens,
    TransformUnits
} from "../interfaces/ShippingMessages.sol";
import {ModuleHashes} from "./ModuleHashes.sol";
import {Sealing} from "./Sealing.sol";

/// @title EIP-712 hashStruct of messages
/// @dev The messages about shipments, and those that end or suspend tokens. See Sealing for how.
library ShippingHashes {
    bytes32 private constant SHIP_TOKENS_TYPE =
        keccak256(
            "ShipTokens(TokenSeq[] tokens,uint24 owner,uint24 custodian,uint24 newOwner,uint24 newCustodian,uint24 carrier,uint40 until,uint32 disputeSeconds,uint64 deadline,bytes32 document)TokenSeq(uint64 token,uint32 seq)"
        );
    bytes32 private constant RECEIVE_SHIPMENT_TYPE =
        keccak256(
            "ReceiveShipment(uint32 shipment,uint32 seq,uint64[] tokens,uint16 accepted,ShipmentException[] exceptions,Overage[] overages,uint64 deadline,bytes32 document)Overage(uint64 token,uint32 count,uint16 reason)ShipmentException(uint64 token,uint32 seq,uint8 kind,uint16 reason)"
        );
    bytes32 private constant CORRECT_RECEIPT_TYPE =
        keccak256(
            "CorrectReceipt(uint32 shipment,uint32 seq,ShipmentException[] exceptions,uint64 deadline,bytes32 document)ShipmentException(uint64 token,uint32 seq,uint8 kind,uint16 reason)"
        );
    bytes32 private constant CANCEL_SHIPMENT_TYPE =
        keccak256(
            "CancelShipment(uint32 shipment,uint32 seq,uint64[] tokens,uint64 deadline,bytes32 document)"
        );
    bytes32 private constant RESOLVE_DISPUTE_TYPE =
        keccak256(
            "ResolveDispute(uint32 shipment,uint32 seq,Resolution[] resolutions,uint64 deadline,bytes32 document)Resolution(uint64 token,uint32 seq,uint32 hold,uint8 outcome)"
        );
    bytes32 private constant DESTROY_TOKENS_TYPE =
        keccak256(
            "DestroyTokens(TokenSeq[] tokens,uint64 deadline,bytes32 document)TokenSeq(uint64 token,uint32 seq)"
        );
    bytes32 private constant EXPORT_TOKENS_TYPE =
        keccak256(
            "ExportTokens(TokenSeq[] tokens,uint16 country,uint64 deadline,bytes32 document)TokenSeq(uint64 token,uint32 seq)"
        );
    bytes32 private constant REPORT_MISSING_TYPE =
        keccak256(
            "ReportMissing(TokenSeq[] tokens,uint8 status,uint64 deadline,bytes32 document)TokenSeq(uint64 token,uint32 seq)"
        );
    bytes32 private constant REINSTATE_TOKENS_TYPE =
        keccak256(
            "ReinstateTokens(TokenSeq[] tokens,uint64 deadline,bytes32 document)TokenSeq(uint64 token,uint32 seq)"
        );
    bytes32 private constant TRANSFORM_UNITS_TYPE =
        keccak256(
            "TransformUnits(TokenSeq[] tokens,CommissionRun output,uint64 deadline,bytes32 document)CommissionRun(uint64 gtin,string lotCode,uint32 lotSeq,uint32 expiry,uint256 markets,uint32 count,uint16 unitsPerCase,uint16 casesPerPallet,uint64 firstCaseSscc,uint64 firstPalletSscc,uint8 codec,bytes serials,uint64 deadline,bytes32 document)TokenSeq(uint64 token,uint32 seq)"
        );

    function hash(ShipTokens calldata m) internal pure returns (bytes32) {
        uint256 start;
        assembly ("memory-safe") {
            start := m
        }
        return Sealing.seal(SHIP_TOKENS_TYPE, start, 10, 0, Sealing.hash(m.tokens));
    }

    function hash(ReceiveShipment calldata m) internal pure returns (bytes32) {
        uint256 start;
        assembly ("memory-safe") {
            start := m
        }
        return Sealing.seal(RECEIVE_SHIPMENT_TYPE, start, 8, 2, Sealing.hash(m.tokens), 4, Sealing.hash(m.exceptions), 5, Sealing.hash(m.overages));
    }

    function hash(CorrectReceipt calldata m) internal pure returns (bytes32) {
        uint256 start;
        assembly ("memory-safe") {
            start := m
        }
        return Sealing.seal(CORRECT_RECEIPT_TYPE, start, 5, 2, Sealing.hash(m.exceptions));
    }

    function hash(CancelShipment calldata m) internal pure returns (bytes32) {
        uint256 start;
        assembly ("memory-safe") {
            start := m
        }
        return Sealing.seal(CANCEL_SHIPMENT_TYPE, start, 5, 2, Sealing.hash(m.tokens));
    }

    function hash(ResolveDispute calldata m) internal pure returns (bytes32) {
        uint256 start;
        assembly ("memory-safe") {
            start := m
        }
        return Sealing.seal(RESOLVE_DISPUTE_TYPE, start, 5, 2, Sealing.hash(m.resolutions));
    }

    function hash(DestroyTokens calldata m) internal pure returns (bytes32) {
        uint256 start;
        assembly ("memory-safe") {
            start := m
        }
        return Sealing.seal(DESTROY_TOKENS_TYPE, start, 3, 0, Sealing.hash(m.tokens));
    }

    function hash(ExportTokens calldata m) internal pure returns (bytes32) {
        uint256 start;
        assembly ("memory-safe") {
            start := m
        }
        return Sealing.seal(EXPORT_TOKENS_TYPE, start, 4, 0, Sealing.hash(m.tokens));
    }

    function hash(ReportMissing calldata m) internal pure returns (bytes32) {
        uint256 start;
        assembly ("memory-safe") {
            start := m
        }
        return Sealing.seal(REPORT_MISSING_TYPE, start, 4, 0, Sealing.hash(m.tokens));
    }

    function hash(ReinstateTokens calldata m) internal pure returns (bytes32) {
        uint256 start;
        assembly ("memory-safe") {
            start := m
        }
        return Sealing.seal(REINSTATE_TOKENS_TYPE, start, 3, 0, Sealing.hash(m.tokens));
    }

    function hash(TransformUnits calldata m) internal pure returns (bytes32) {
        uint256 start;
        assembly ("memory-safe") {
            start := m
        }
        return Sealing.seal(TRANSFORM_UNITS_TYPE, start, 4, 0, Sealing.hash(m.tokens), 1, ModuleHashes.hash(m.output));
    }
}
