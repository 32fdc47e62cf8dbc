// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {
    CommissionRun,
    DispenseRange,
    DispenseTokens,
    LiftRecall,
    PackTokens,
    PledgeTokens,
    RecallLot,
    RecallProduct,
    RecallRange,
    RecallToken,
    RegisterProduct,
    ReleaseLien,
    ReleaseTokens,
    RotateAccount,
    CouncilAct,
    TokenSeq,
    TouchToken,
    TransferTokens,
    UnpackTokens
} from "../interfaces/Messages.sol";

/// @title EIP-712 hashStruct of every message
/// @dev In calldata a message has one word per field, which is EIP-712's encodeData except where a field is dynamic or a
/// struct. So the words are copied as they are and those fields' hashes put in their places. In assembly, since
/// encoding field by field took 1,500 gas more per message and 200 more per token that it names. Words are not cleaned:
/// one with dirty upper bits changes the digest, and the reader of the field refuses it.
library Hashing {
    bytes32 private constant TOKEN_SEQ_TYPE = keccak256("TokenSeq(uint64 token,uint32 seq)");
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
    bytes32 private constant RELEASE_LIEN_TYPE =
        keccak256("ReleaseLien(uint32 lien,uint32 seq,uint64 deadline,bytes32 document)");
    bytes32 private constant RELEASE_TOKENS_TYPE =
        keccak256(
            "ReleaseTokens(uint32 lien,uint32 seq,TokenSeq[] tokens,uint64 deadline,bytes32 document)TokenSeq(uint64 token,uint32 seq)"
        );
    bytes32 private constant REGISTER_TYPE =
        keccak256(
            "RegisterProduct(uint64 gtin,uint32 seq,uint24 issuer,string name,uint64 deadline,bytes32 document)"
        );
    bytes32 private constant COMMISSION_TYPE =
        keccak256(
            "CommissionRun(uint64 gtin,string lotCode,uint32 lotSeq,uint32 expiry,uint256 markets,uint32 count,uint16 unitsPerCase,uint16 casesPerPallet,uint64 firstCaseSscc,uint64 firstPalletSscc,uint8 codec,bytes serials,uint64 deadline,bytes32 document)"
        );
    bytes32 private constant RECALL_PRODUCT_TYPE =
        keccak256(
            "RecallProduct(uint24 partner,uint32 seq,uint64 gtin,uint8 class,uint24[] destinations,string reason,uint64 deadline,bytes32 document)"
        );
    bytes32 private constant RECALL_LOT_TYPE =
        keccak256(
            "RecallLot(uint24 partner,uint32 seq,uint64 gtin,string lotCode,uint8 class,uint24[] destinations,string reason,uint64 deadline,bytes32 document)"
        );
    bytes32 private constant RECALL_RANGE_TYPE =
        keccak256(
            "RecallRange(uint24 partner,uint32 seq,uint32 run,uint32 first,uint32 last,uint8 class,uint24[] destinations,string reason,uint64 deadline,bytes32 document)"
        );
    bytes32 private constant RECALL_TOKEN_TYPE =
        keccak256(
            "RecallToken(uint24 partner,uint32 seq,uint64 token,uint8 class,uint24[] destinations,string reason,uint64 deadline,bytes32 document)"
        );
    bytes32 private constant LIFT_TYPE =
        keccak256("LiftRecall(uint24 partner,uint32 hold,uint32 seq,uint64 deadline,bytes32 document)");
    bytes32 private constant ROTATE_TYPE =
        keccak256("RotateAccount(uint24 partner,uint32 seq,address account,uint64 deadline,bytes32 document)");
    bytes32 private constant COUNCIL_ACT_TYPE =
        keccak256("CouncilAct(address target,bytes data,bytes32 salt,uint64 deadline,bytes32 document)");

    /// @notice The key of a lot in the lot table: 8 bytes of GTIN, then the code.
    function lotIdentity(uint64 gtin, string calldata lotCode) internal pure returns (bytes32 identity) {
        assembly ("memory-safe") {
            let free := mload(0x40)
            mstore(free, shl(192, gtin))
            calldatacopy(add(free, 8), lotCode.offset, lotCode.length)
            identity := keccak256(free, add(8, lotCode.length))
        }
    }

    function hash(TransferTokens calldata m) internal pure returns (bytes32) {
        uint256 start;
        assembly ("memory-safe") {
            start := m
        }
        return _seal(TRANSFER_TYPE, start, 7, 0, _hash(m.tokens));
    }

    function hash(PackTokens calldata m) internal pure returns (bytes32) {
        uint256 start;
        assembly ("memory-safe") {
            start := add(m, 32)
        }
        return _seal(PACK_TYPE, start, 4, 0, _hash(m.tokens), 1, _hash(m.container));
    }

    function hash(UnpackTokens calldata m) internal pure returns (bytes32) {
        uint256 start;
        assembly ("memory-safe") {
            start := add(m, 32)
        }
        return _seal(UNPACK_TYPE, start, 4, 0, _hash(m.tokens), 1, _hash(m.root));
    }

    function hash(DispenseTokens calldata m) internal pure returns (bytes32) {
        uint256 start;
        assembly ("memory-safe") {
            start := m
        }
        return _seal(DISPENSE_TYPE, start, 3, 0, _hash(m.tokens));
    }

    function hash(DispenseRange calldata m) internal pure returns (bytes32) {
        uint256 start;
        assembly ("memory-safe") {
            start := add(m, 32)
        }
        return _seal(DISPENSE_RANGE_TYPE, start, 6, 0, _hash(m.root));
    }

    function hash(TouchToken calldata m) internal pure returns (bytes32) {
        uint256 start;
        assembly ("memory-safe") {
            start := add(m, 32)
        }
        return _seal(TOUCH_TYPE, start, 4, 0, _hash(m.token));
    }

    function hash(PledgeTokens calldata m) internal pure returns (bytes32) {
        uint256 start;
        assembly ("memory-safe") {
            start := m
        }
        return _seal(PLEDGE_TYPE, start, 9, 0, _hash(m.tokens));
    }

    function hash(ReleaseLien calldata m) internal pure returns (bytes32) {
        uint256 start;
        assembly ("memory-safe") {
            start := m
        }
        return _seal(RELEASE_LIEN_TYPE, start, 4);
    }

    function hash(ReleaseTokens calldata m) internal pure returns (bytes32) {
        uint256 start;
        assembly ("memory-safe") {
            start := m
        }
        return _seal(RELEASE_TOKENS_TYPE, start, 5, 2, _hash(m.tokens));
    }

    function hash(RegisterProduct calldata m) internal pure returns (bytes32) {
        uint256 start;
        assembly ("memory-safe") {
            start := m
        }
        return _seal(REGISTER_TYPE, start, 6, 3, hash(bytes(m.name)));
    }

    /// @param serials hash of the serial list, which the caller needs too
    function hash(CommissionRun calldata m, bytes32 serials) internal pure returns (bytes32) {
        uint256 start;
        assembly ("memory-safe") {
            start := m
        }
        return _seal(COMMISSION_TYPE, start, 14, 1, hash(bytes(m.lotCode)), 11, serials);
    }

    function hash(RecallProduct calldata m) internal pure returns (bytes32) {
        uint256 start;
        assembly ("memory-safe") {
            start := m
        }
        return _seal(RECALL_PRODUCT_TYPE, start, 8, 4, _hash(m.destinations), 5, hash(bytes(m.reason)));
    }

    function hash(RecallLot calldata m) internal pure returns (bytes32) {
        uint256 start;
        assembly ("memory-safe") {
            start := m
        }
        return
            _seal(
                RECALL_LOT_TYPE,
                start,
                9,
                3,
                hash(bytes(m.lotCode)),
                5,
                _hash(m.destinations),
                6,
                hash(bytes(m.reason))
            );
    }

    function hash(RecallRange calldata m) internal pure returns (bytes32) {
        uint256 start;
        assembly ("memory-safe") {
            start := m
        }
        return _seal(RECALL_RANGE_TYPE, start, 10, 6, _hash(m.destinations), 7, hash(bytes(m.reason)));
    }

    function hash(RecallToken calldata m) internal pure returns (bytes32) {
        uint256 start;
        assembly ("memory-safe") {
            start := m
        }
        return _seal(RECALL_TOKEN_TYPE, start, 8, 4, _hash(m.destinations), 5, hash(bytes(m.reason)));
    }

    function hash(LiftRecall calldata m) internal pure returns (bytes32) {
        uint256 start;
        assembly ("memory-safe") {
            start := m
        }
        return _seal(LIFT_TYPE, start, 5);
    }

    function hash(RotateAccount calldata m) internal pure returns (bytes32) {
        uint256 start;
        assembly ("memory-safe") {
            start := m
        }
        return _seal(ROTATE_TYPE, start, 5);
    }

    function hash(CouncilAct calldata m) internal pure returns (bytes32) {
        uint256 start;
        assembly ("memory-safe") {
            start := m
        }
        return _seal(COUNCIL_ACT_TYPE, start, 5, 1, hash(m.data));
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
    function _seal(
        bytes32 typeHash,
        uint256 start,
        uint256 words
    ) private pure returns (bytes32 result) {
        assembly ("memory-safe") {
            let free := mload(0x40)
            mstore(free, typeHash)
            calldatacopy(add(free, 32), start, shl(5, words))
            result := keccak256(free, add(32, shl(5, words)))
        }
    }

    /// @dev The same with the word of one field replaced.
    function _seal(
        bytes32 typeHash,
        uint256 start,
        uint256 words,
        uint256 field1,
        bytes32 hash1
    ) private pure returns (bytes32 result) {
        assembly ("memory-safe") {
            let free := mload(0x40)
            mstore(free, typeHash)
            calldatacopy(add(free, 32), start, shl(5, words))
            mstore(add(add(free, 32), shl(5, field1)), hash1)
            result := keccak256(free, add(32, shl(5, words)))
        }
    }

    /// @dev The same with two replaced.
    function _seal(
        bytes32 typeHash,
        uint256 start,
        uint256 words,
        uint256 field1,
        bytes32 hash1,
        uint256 field2,
        bytes32 hash2
    ) private pure returns (bytes32 result) {
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
    function _seal(
        bytes32 typeHash,
        uint256 start,
        uint256 words,
        uint256 field1,
        bytes32 hash1,
        uint256 field2,
        bytes32 hash2,
        uint256 field3,
        bytes32 hash3
    ) private pure returns (bytes32 result) {
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

    function _hash(TokenSeq calldata t) private pure returns (bytes32 result) {
        bytes32 typeHash = TOKEN_SEQ_TYPE;
        assembly ("memory-safe") {
            let free := mload(0x40)
            mstore(free, typeHash)
            calldatacopy(add(free, 32), t, 64)
            result := keccak256(free, 96)
        }
    }

    function _hash(TokenSeq[] calldata list) private pure returns (bytes32 result) {
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

    function _hash(uint24[] calldata list) private pure returns (bytes32 result) {
        assembly ("memory-safe") {
            let free := mload(0x40)
            let size := shl(5, list.length)
            calldatacopy(free, list.offset, size)
            result := keccak256(free, size)
        }
    }
}
