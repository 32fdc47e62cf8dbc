// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IMessages} from "../interfaces/IMessages.sol";
import {IRecalls} from "../interfaces/IRecalls.sol";

/// @title What the four messages that place a recall share
/// @dev They begin with `partner` and `seq`, and end with `class`, `destinations`, `reason`, `deadline` and `document`. Read
/// and hashed here in one pass of assembly, since field by field it took 1,000 gas more. Where a field is isn't held against
/// the size of calldata: what is read is what is hashed and signed, and beyond calldata there are zeros.
library RecallReading {
    uint256 private constant MAX_DESTINATIONS = 4;
    uint256 private constant MAX_REASON_BYTES = 256;

    /// @param typeHash of the message's type
    /// @param start where its words are in calldata
    /// @param words how many it has
    /// @param scope see HoldWord
    /// @param lotCode the hash of field 3 if that is a lot code, else 0
    /// @return order what is asked of Tokens, see IHolding
    /// @return structHash see EIP-712
    /// @return reason where it is in calldata
    function read(
        bytes32 typeHash,
        uint256 start,
        uint256 words,
        uint256 scope,
        bytes32 lotCode
    ) internal view returns (uint256 order, bytes32 structHash, string calldata reason) {
        uint256 list;
        uint256 count;
        uint256 class;
        uint256 deadline;
        uint256 dirty;
        assembly ("memory-safe") {
            let tail := add(start, shl(5, sub(words, 5)))
            class := calldataload(tail)
            list := add(start, calldataload(add(tail, 32)))
            count := calldataload(list)
            list := add(list, 32)
            reason.offset := add(start, calldataload(add(tail, 64)))
            reason.length := calldataload(reason.offset)
            reason.offset := add(reason.offset, 32)
            deadline := calldataload(add(tail, 96))
            let partner := calldataload(start)
            let seq := calldataload(add(start, 32))
            dirty := or(or(shr(24, partner), shr(32, seq)), shr(64, deadline))
            order := or(or(seq, shl(56, partner)), or(shl(36, class), shl(40, scope)))
        }
        uint256 length = bytes(reason).length;
        if (block.timestamp > deadline) revert IMessages.Messages_DeadlinePassed(uint64(deadline), block.timestamp);
        unchecked {
            if (class - 1 > 2) revert IRecalls.Recalls_ClassInvalid(uint8(class));
            if (length - 1 >= MAX_REASON_BYTES) revert IRecalls.Recalls_ReasonInvalid(length, MAX_REASON_BYTES);
            if (count > MAX_DESTINATIONS) revert IRecalls.Recalls_TooManyDestinations(count, MAX_DESTINATIONS);
            for (uint256 i = 0; i < count; ++i) {
                uint256 destination;
                assembly ("memory-safe") {
                    destination := calldataload(add(list, shl(5, i)))
                }
                if (destination == 0) revert IMessages.Partners_Unknown(0);
                dirty |= destination >> 24;
                order |= destination << (112 + 24 * i);
            }
        }
        assembly ("memory-safe") {
            // As the compiler refuses them.
            if dirty {
                revert(0, 0)
            }
        }
        structHash = _seal(typeHash, start, words, lotCode, list, count, reason);
    }

    /// @dev As Sealing does it.
    function _seal(
        bytes32 typeHash,
        uint256 start,
        uint256 words,
        bytes32 lotCode,
        uint256 list,
        uint256 count,
        string calldata reason
    ) private pure returns (bytes32 structHash) {
        assembly ("memory-safe") {
            let free := mload(0x40)
            calldatacopy(free, list, shl(5, count))
            let destinations := keccak256(free, shl(5, count))
            calldatacopy(free, reason.offset, reason.length)
            let text := keccak256(free, reason.length)
            let end := add(free, shl(5, words))
            mstore(free, typeHash)
            calldatacopy(add(free, 32), start, shl(5, words))
            if lotCode {
                mstore(add(free, 128), lotCode)
            }
            mstore(sub(end, 96), destinations)
            mstore(sub(end, 64), text)
            structHash := keccak256(free, add(32, shl(5, words)))
        }
    }
}
