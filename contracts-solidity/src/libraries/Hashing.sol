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
library Hashing {
    string private constant TOKEN_SEQ = "TokenSeq(uint64 token,uint32 seq)";
    bytes32 private constant TOKEN_SEQ_TYPE = keccak256(bytes(TOKEN_SEQ));
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
    function lotIdentity(uint64 gtin, string calldata lotCode) internal pure returns (bytes32) {
        return keccak256(abi.encodePacked(gtin, lotCode));
    }

    function hash(TransferTokens calldata m) internal pure returns (bytes32) {
        return
            keccak256(
                abi.encode(
                    TRANSFER_TYPE,
                    _hash(m.tokens),
                    m.owner,
                    m.custodian,
                    m.newOwner,
                    m.newCustodian,
                    m.deadline,
                    m.document
                )
            );
    }

    function hash(PackTokens calldata m) internal pure returns (bytes32) {
        return keccak256(abi.encode(PACK_TYPE, _hash(m.tokens), _hash(m.container), m.deadline, m.document));
    }

    function hash(UnpackTokens calldata m) internal pure returns (bytes32) {
        return keccak256(abi.encode(UNPACK_TYPE, _hash(m.tokens), _hash(m.root), m.deadline, m.document));
    }

    function hash(DispenseTokens calldata m) internal pure returns (bytes32) {
        return keccak256(abi.encode(DISPENSE_TYPE, _hash(m.tokens), m.deadline, m.document));
    }

    function hash(DispenseRange calldata m) internal pure returns (bytes32) {
        return
            keccak256(
                abi.encode(DISPENSE_RANGE_TYPE, _hash(m.root), m.run, m.first, m.last, m.deadline, m.document)
            );
    }

    function hash(TouchToken calldata m) internal pure returns (bytes32) {
        return keccak256(abi.encode(TOUCH_TYPE, _hash(m.token), m.partner, m.deadline, m.document));
    }

    function hash(PledgeTokens calldata m) internal pure returns (bytes32) {
        return
            keccak256(
                abi.encode(
                    PLEDGE_TYPE,
                    _hash(m.tokens),
                    m.debtor,
                    m.financier,
                    m.policy,
                    m.maturity,
                    m.noticeSeconds,
                    m.terms,
                    m.deadline,
                    m.document
                )
            );
    }

    function hash(ReleaseLien calldata m) internal pure returns (bytes32) {
        return keccak256(abi.encode(RELEASE_LIEN_TYPE, m.lien, m.seq, m.deadline, m.document));
    }

    function hash(ReleaseTokens calldata m) internal pure returns (bytes32) {
        return keccak256(abi.encode(RELEASE_TOKENS_TYPE, m.lien, m.seq, _hash(m.tokens), m.deadline, m.document));
    }

    function hash(RegisterProduct calldata m) internal pure returns (bytes32) {
        return
            keccak256(
                abi.encode(REGISTER_TYPE, m.gtin, m.seq, m.issuer, keccak256(bytes(m.name)), m.deadline, m.document)
            );
    }

    /// @param serials keccak256 of the serial list, which the caller needs too
    function hash(CommissionRun calldata m, bytes32 serials) internal pure returns (bytes32) {
        // In two halves, so that no more than sixteen values are on the stack; the encoding is one run of words.
        return
            keccak256(
                bytes.concat(
                    abi.encode(
                        COMMISSION_TYPE,
                        m.gtin,
                        keccak256(bytes(m.lotCode)),
                        m.lotSeq,
                        m.expiry,
                        m.markets,
                        m.count,
                        m.unitsPerCase
                    ),
                    abi.encode(
                        m.casesPerPallet,
                        m.firstCaseSscc,
                        m.firstPalletSscc,
                        m.codec,
                        serials,
                        m.deadline,
                        m.document
                    )
                )
            );
    }

    function hash(RecallProduct calldata m) internal pure returns (bytes32) {
        return
            keccak256(
                abi.encode(
                    RECALL_PRODUCT_TYPE,
                    m.partner,
                    m.seq,
                    m.gtin,
                    m.class,
                    _hash(m.destinations),
                    keccak256(bytes(m.reason)),
                    m.deadline,
                    m.document
                )
            );
    }

    function hash(RecallLot calldata m) internal pure returns (bytes32) {
        return
            keccak256(
                abi.encode(
                    RECALL_LOT_TYPE,
                    m.partner,
                    m.seq,
                    m.gtin,
                    keccak256(bytes(m.lotCode)),
                    m.class,
                    _hash(m.destinations),
                    keccak256(bytes(m.reason)),
                    m.deadline,
                    m.document
                )
            );
    }

    function hash(RecallRange calldata m) internal pure returns (bytes32) {
        return
            keccak256(
                abi.encode(
                    RECALL_RANGE_TYPE,
                    m.partner,
                    m.seq,
                    m.run,
                    m.first,
                    m.last,
                    m.class,
                    _hash(m.destinations),
                    keccak256(bytes(m.reason)),
                    m.deadline,
                    m.document
                )
            );
    }

    function hash(RecallToken calldata m) internal pure returns (bytes32) {
        return
            keccak256(
                abi.encode(
                    RECALL_TOKEN_TYPE,
                    m.partner,
                    m.seq,
                    m.token,
                    m.class,
                    _hash(m.destinations),
                    keccak256(bytes(m.reason)),
                    m.deadline,
                    m.document
                )
            );
    }

    function hash(LiftRecall calldata m) internal pure returns (bytes32) {
        return keccak256(abi.encode(LIFT_TYPE, m.partner, m.hold, m.seq, m.deadline, m.document));
    }

    function hash(RotateAccount calldata m) internal pure returns (bytes32) {
        return keccak256(abi.encode(ROTATE_TYPE, m.partner, m.seq, m.account, m.deadline, m.document));
    }

    function hash(CouncilAct calldata m) internal pure returns (bytes32) {
        return keccak256(abi.encode(COUNCIL_ACT_TYPE, m.target, keccak256(m.data), m.salt, m.deadline, m.document));
    }

    function _hash(TokenSeq calldata t) private pure returns (bytes32) {
        return keccak256(abi.encode(TOKEN_SEQ_TYPE, t.token, t.seq));
    }

    function _hash(TokenSeq[] calldata list) private pure returns (bytes32) {
        bytes32[] memory hashes = new bytes32[](list.length);
        for (uint256 i = 0; i < list.length; ++i) {
            hashes[i] = _hash(list[i]);
        }
        return keccak256(abi.encodePacked(hashes));
    }

    function _hash(uint24[] calldata list) private pure returns (bytes32) {
        bytes32[] memory words = new bytes32[](list.length);
        for (uint256 i = 0; i < list.length; ++i) {
            words[i] = bytes32(uint256(list[i]));
        }
        return keccak256(abi.encodePacked(words));
    }
}
