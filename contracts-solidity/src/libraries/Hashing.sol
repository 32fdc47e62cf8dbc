// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {
    AddClaim,
    CureLien,
    DeclareDefault,
    DispenseRange,
    DispenseTokens,
    ForecloseTokens,
    PackTokens,
    PledgeTokens,
    ReleaseLien,
    ReleaseTokens,
    TouchToken,
    TransferTokens,
    UnpackTokens
} from "../interfaces/Messages.sol";
import {Sealing} from "./Sealing.sol";

/// @title EIP-712 hashStruct of messages
/// @dev The messages about tokens in the core, and about liens. See Sealing for how.
library Hashing {
    bytes32 private constant TRANSFER_TYPE =
        keccak256(
            "TransferTokens(TokenSeq[] tokens,uint24 owner,uint24 custodian,uint24 newOwner,uint24 newCustodian,uint64 deadline,bytes32 document)TokenSeq(uint64 token,uint32 seq)"
        );
    bytes32 private constant PACK_TYPE =
        keccak256(
            "PackTokens(TokenSeq[] tokens,TokenSeq container,uint64 deadline,bytes32 document)TokenSeq(uint64 token,uint32 seq)"
        );
    bytes32 private constant UNPACK_TYPE =
        keccak256(
            "UnpackTokens(TokenSeq[] tokens,TokenSeq root,uint64 deadline,bytes32 document)TokenSeq(uint64 token,uint32 seq)"
        );
    bytes32 private constant DISPENSE_TYPE =
        keccak256(
            "DispenseTokens(TokenSeq[] tokens,uint64 deadline,bytes32 document)TokenSeq(uint64 token,uint32 seq)"
        );
    bytes32 private constant DISPENSE_RANGE_TYPE =
        keccak256(
            "DispenseRange(TokenSeq root,uint32 run,uint32 first,uint32 last,uint64 deadline,bytes32 document)TokenSeq(uint64 token,uint32 seq)"
        );
    bytes32 private constant TOUCH_TYPE =
        keccak256(
            "TouchToken(TokenSeq token,uint24 partner,uint64 deadline,bytes32 document)TokenSeq(uint64 token,uint32 seq)"
        );
    bytes32 private constant PLEDGE_TYPE =
        keccak256(
            "PledgeTokens(TokenSeq[] tokens,uint24 debtor,uint24 financier,uint16 policy,uint40 maturity,uint32 noticeSeconds,bytes32 terms,uint64 deadline,bytes32 document)TokenSeq(uint64 token,uint32 seq)"
        );
    bytes32 private constant ADD_CLAIM_TYPE =
        keccak256(
            "AddClaim(uint32 lien,uint32 seq,uint24 debtor,uint24 financier,uint40 maturity,uint32 noticeSeconds,bytes32 terms,uint64 deadline,bytes32 document)"
        );
    bytes32 private constant DECLARE_DEFAULT_TYPE =
        keccak256(
            "DeclareDefault(uint32 lien,uint32 seq,uint8 rank,uint64 deadline,bytes32 document)"
        );
    bytes32 private constant CURE_LIEN_TYPE =
        keccak256(
            "CureLien(uint32 lien,uint32 seq,uint40 maturity,uint64 deadline,bytes32 document)"
        );
    bytes32 private constant FORECLOSE_TOKENS_TYPE =
        keccak256(
            "ForecloseTokens(uint32 lien,uint32 seq,uint64[] tokens,uint64 deadline,bytes32 document)"
        );
    bytes32 private constant RELEASE_LIEN_TYPE =
        keccak256("ReleaseLien(uint32 lien,uint32 seq,uint8 rank,uint64 deadline,bytes32 document)");
    bytes32 private constant RELEASE_TOKENS_TYPE =
        keccak256(
            "ReleaseTokens(uint32 lien,uint32 seq,TokenSeq[] tokens,uint64 deadline,bytes32 document)TokenSeq(uint64 token,uint32 seq)"
        );

    function hash(TransferTokens calldata m) internal pure returns (bytes32) {
        uint256 start;
        assembly ("memory-safe") {
            start := m
        }
        return Sealing.seal(TRANSFER_TYPE, start, 7, 0, Sealing.hash(m.tokens));
    }

    function hash(PackTokens calldata m) internal pure returns (bytes32) {
        uint256 start;
        assembly ("memory-safe") {
            start := add(m, 32)
        }
        return Sealing.seal(PACK_TYPE, start, 4, 0, Sealing.hash(m.tokens), 1, Sealing.hash(m.container));
    }

    function hash(UnpackTokens calldata m) internal pure returns (bytes32) {
        uint256 start;
        assembly ("memory-safe") {
            start := add(m, 32)
        }
        return Sealing.seal(UNPACK_TYPE, start, 4, 0, Sealing.hash(m.tokens), 1, Sealing.hash(m.root));
    }

    function hash(DispenseTokens calldata m) internal pure returns (bytes32) {
        uint256 start;
        assembly ("memory-safe") {
            start := m
        }
        return Sealing.seal(DISPENSE_TYPE, start, 3, 0, Sealing.hash(m.tokens));
    }

    function hash(DispenseRange calldata m) internal pure returns (bytes32) {
        uint256 start;
        assembly ("memory-safe") {
            start := add(m, 32)
        }
        return Sealing.seal(DISPENSE_RANGE_TYPE, start, 6, 0, Sealing.hash(m.root));
    }

    function hash(TouchToken calldata m) internal pure returns (bytes32) {
        uint256 start;
        assembly ("memory-safe") {
            start := add(m, 32)
        }
        return Sealing.seal(TOUCH_TYPE, start, 4, 0, Sealing.hash(m.token));
    }

    function hash(PledgeTokens calldata m) internal pure returns (bytes32) {
        uint256 start;
        assembly ("memory-safe") {
            start := m
        }
        return Sealing.seal(PLEDGE_TYPE, start, 9, 0, Sealing.hash(m.tokens));
    }

    function hash(AddClaim calldata m) internal pure returns (bytes32) {
        uint256 start;
        assembly ("memory-safe") {
            start := m
        }
        return Sealing.seal(ADD_CLAIM_TYPE, start, 9);
    }

    function hash(DeclareDefault calldata m) internal pure returns (bytes32) {
        uint256 start;
        assembly ("memory-safe") {
            start := m
        }
        return Sealing.seal(DECLARE_DEFAULT_TYPE, start, 5);
    }

    function hash(CureLien calldata m) internal pure returns (bytes32) {
        uint256 start;
        assembly ("memory-safe") {
            start := m
        }
        return Sealing.seal(CURE_LIEN_TYPE, start, 5);
    }

    function hash(ForecloseTokens calldata m) internal pure returns (bytes32) {
        uint256 start;
        assembly ("memory-safe") {
            start := m
        }
        return Sealing.seal(FORECLOSE_TOKENS_TYPE, start, 5, 2, Sealing.hash(m.tokens));
    }

    function hash(ReleaseLien calldata m) internal pure returns (bytes32) {
        uint256 start;
        assembly ("memory-safe") {
            start := m
        }
        return Sealing.seal(RELEASE_LIEN_TYPE, start, 5);
    }

    function hash(ReleaseTokens calldata m) internal pure returns (bytes32) {
        uint256 start;
        assembly ("memory-safe") {
            start := m
        }
        return Sealing.seal(RELEASE_TOKENS_TYPE, start, 5, 2, Sealing.hash(m.tokens));
    }
}
