// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {TokenSeq} from "../interfaces/Messages.sol";
import {Overage, Resolution, ShipmentException} from "../interfaces/ShippingMessages.sol";

/// @title How EIP-712 structs are hashed here
/// @dev In calldata a message has one word per field, which is EIP-712's encodeData except where a field is dynamic or a
/// struct. So the words are copied as they are and those fields' hashes put in their places. In assembly, since
/// encoding field by field took 1,500 gas more per message and 200 more per token that it names. Words are not cleaned:
/// one with dirty upper bits changes the digest, and the reader of the field refuses it.
library Sealing {
    bytes32 private constant TOKEN_SEQ_TYPE = keccak256("TokenSeq(uint64 token,uint32 seq)");
    bytes32 private constant SHIPMENT_EXCEPTION_TYPE =
        keccak256("ShipmentException(uint64 token,uint32 seq,uint8 kind,uint16 reason)");
    bytes32 private constant OVERAGE_TYPE =
        keccak256("Overage(uint64 token,uint32 count,uint16 reason)");
    bytes32 private constant RESOLUTION_TYPE =
        keccak256("Resolution(uint64 token,uint32 seq,uint32 hold,uint8 outcome)");

    /// @notice The key of a lot in the lot table: 8 bytes of GTIN, then the code.
    function lotIdentity(uint64 gtin, string calldata lotCode) internal pure returns (bytes32 identity) {
        assembly ("memory-safe") {
            let free := mload(0x40)
            mstore(free, shl(192, gtin))
            calldatacopy(add(free, 8), lotCode.offset, lotCode.length)
            identity := keccak256(free, add(8, lotCode.length))
        }
    }

    /// @notice keccak256 of bytes in calldata, leaving no copy in memory: what comes after needs no more memory.
    function hash(bytes calldata data) internal pure returns (bytes32 result) {
        assembly ("memory-safe") {
            let free := mload(0x40)
            calldatacopy(free, data.offset, data.length)
            result := keccak256(free, data.length)
        }
    }

    /// @dev keccak256 of the type and `words` words of calldata.
    function seal(
        bytes32 typeHash,
        uint256 start,
        uint256 words
    ) internal pure returns (bytes32 result) {
        assembly ("memory-safe") {
            let free := mload(0x40)
            mstore(free, typeHash)
            calldatacopy(add(free, 32), start, shl(5, words))
            result := keccak256(free, add(32, shl(5, words)))
        }
    }

    /// @dev The same with the word of one field replaced.
    function seal(
        bytes32 typeHash,
        uint256 start,
        uint256 words,
        uint256 field1,
        bytes32 hash1
    ) internal pure returns (bytes32 result) {
        assembly ("memory-safe") {
            let free := mload(0x40)
            mstore(free, typeHash)
            calldatacopy(add(free, 32), start, shl(5, words))
            mstore(add(add(free, 32), shl(5, field1)), hash1)
            result := keccak256(free, add(32, shl(5, words)))
        }
    }

    /// @dev The same with two replaced.
    function seal(
        bytes32 typeHash,
        uint256 start,
        uint256 words,
        uint256 field1,
        bytes32 hash1,
        uint256 field2,
        bytes32 hash2
    ) internal pure returns (bytes32 result) {
        assembly ("memory-safe") {
            let free := mload(0x40)
            mstore(free, typeHash)
            calldatacopy(add(free, 32), start, shl(5, words))
            mstore(add(add(free, 32), shl(5, field1)), hash1)
            mstore(add(add(free, 32), shl(5, field2)), hash2)
            result := keccak256(free, add(32, shl(5, words)))
        }
    }

    /// @dev The same with three replaced.
    function seal(
        bytes32 typeHash,
        uint256 start,
        uint256 words,
        uint256 field1,
        bytes32 hash1,
        uint256 field2,
        bytes32 hash2,
        uint256 field3,
        bytes32 hash3
    ) internal pure returns (bytes32 result) {
        assembly ("memory-safe") {
            let free := mload(0x40)
            mstore(free, typeHash)
            calldatacopy(add(free, 32), start, shl(5, words))
            mstore(add(add(free, 32), shl(5, field1)), hash1)
            mstore(add(add(free, 32), shl(5, field2)), hash2)
            mstore(add(add(free, 32), shl(5, field3)), hash3)
            result := keccak256(free, add(32, shl(5, words)))
        }
    }

    function hash(TokenSeq calldata t) internal pure returns (bytes32 result) {
        bytes32 typeHash = TOKEN_SEQ_TYPE;
        assembly ("memory-safe") {
            let free := mload(0x40)
            mstore(free, typeHash)
            calldatacopy(add(free, 32), t, 64)
            result := keccak256(free, 96)
        }
    }

    function hash(TokenSeq[] calldata list) internal pure returns (bytes32 result) {
        bytes32 typeHash = TOKEN_SEQ_TYPE;
        assembly ("memory-safe") {
            // Three words to hash each item in, then the hashes.
            let free := mload(0x40)
            let hashes := add(free, 96)
            let size := shl(5, list.length)
            mstore(free, typeHash)
            let start := list.offset
            for { let to := hashes } lt(to, add(hashes, size)) { to := add(to, 32) } {
                calldatacopy(add(free, 32), start, 64)
                mstore(to, keccak256(free, 96))
                start := add(start, 64)
            }
            result := keccak256(hashes, size)
        }
    }

    function hash(ShipmentException[] calldata list) internal pure returns (bytes32) {
        uint256 start;
        assembly ("memory-safe") {
            start := list.offset
        }
        return _each(SHIPMENT_EXCEPTION_TYPE, start, list.length, 4);
    }

    function hash(Overage[] calldata list) internal pure returns (bytes32) {
        uint256 start;
        assembly ("memory-safe") {
            start := list.offset
        }
        return _each(OVERAGE_TYPE, start, list.length, 3);
    }

    function hash(Resolution[] calldata list) internal pure returns (bytes32) {
        uint256 start;
        assembly ("memory-safe") {
            start := list.offset
        }
        return _each(RESOLUTION_TYPE, start, list.length, 4);
    }

    /// @dev keccak256 of the hashes of `count` static structs of `words` words each.
    function _each(
        bytes32 typeHash,
        uint256 start,
        uint256 count,
        uint256 words
    ) private pure returns (bytes32 result) {
        assembly ("memory-safe") {
            let free := mload(0x40)
            let size := shl(5, words)
            let hashes := add(add(free, 32), size)
            mstore(free, typeHash)
            let end := add(hashes, shl(5, count))
            for { let to := hashes } lt(to, end) { to := add(to, 32) } {
                calldatacopy(add(free, 32), start, size)
                mstore(to, keccak256(free, add(32, size)))
                start := add(start, size)
            }
            result := keccak256(hashes, shl(5, count))
        }
    }

    function hash(uint64[] calldata list) internal pure returns (bytes32 result) {
        assembly ("memory-safe") {
            let free := mload(0x40)
            let size := shl(5, list.length)
            calldatacopy(free, list.offset, size)
            result := keccak256(free, size)
        }
    }

    function hash(uint24[] calldata list) internal pure returns (bytes32 result) {
        assembly ("memory-safe") {
            let free := mload(0x40)
            let size := shl(5, list.length)
            calldatacopy(free, list.offset, size)
            result := keccak256(free, size)
        }
    }
}
