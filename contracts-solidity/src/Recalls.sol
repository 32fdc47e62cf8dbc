// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Module} from "./base/Module.sol";
import {ICatalogue} from "./interfaces/ICatalogue.sol";
import {IRecalls} from "./interfaces/IRecalls.sol";
import {ClearTokens, LiftRecall, RecallLot, RecallProduct, RecallRange, RecallToken} from "./interfaces/Messages.sol";
import {IHolding} from "./interfaces/IHolding.sol";
import {ITokens} from "./interfaces/ITokens.sol";
import {ModuleHashes} from "./libraries/ModuleHashes.sol";
import {RecallReading} from "./libraries/RecallReading.sol";
import {Sealing} from "./libraries/Sealing.sol";
import {HoldWord} from "./libraries/Words.sol";
import {PartnerWord} from "./libraries/PartyWords.sol";

/// @title Recalls
/// @notice See IRecalls.
contract Recalls is Module, IRecalls {
    uint8 private constant CATALOGUE = 1;

    constructor(ITokens tokens_) Module(tokens_) {}

    /// @inheritdoc IRecalls
    function recallProduct(RecallProduct calldata message, bytes calldata signature) external returns (uint32 hold) {
        (uint256 order, bytes32 digest, string calldata reason) = _read(
            ModuleHashes.RECALL_PRODUCT_TYPE,
            _startOf(message),
            8,
            HoldWord.PRODUCT,
            0
        );
        uint256 slot = ICatalogue(tokens.moduleOf(CATALOGUE)).productOf(message.gtin);
        if (slot == 0) revert Recalls_GtinUnknown(message.gtin);
        (uint256 placed, uint256 partnerSlot) = _recallGoods(order, uint32(slot >> 32), digest, reason);
        _checkOrder(digest, order, partnerSlot, uint24(slot >> 64), signature);
        emit Applied(digest, message.document);
        hold = uint32(placed);
    }

    /// @inheritdoc IRecalls
    function recallLot(RecallLot calldata message, bytes calldata signature) external returns (uint32 hold) {
        string calldata lotCode = _lotCodeOf(message);
        (uint256 order, bytes32 digest, string calldata reason) = _read(
            ModuleHashes.RECALL_LOT_TYPE,
            _startOf(message),
            9,
            HoldWord.LOT,
            Sealing.hash(bytes(lotCode))
        );
        uint256 identity = uint256(Sealing.lotIdentity(message.gtin, lotCode));
        (uint256 placed, uint256 partnerSlot) = _recallGoods(order, identity, digest, reason);
        if (placed == 0) revert Recalls_LotUnknown(message.gtin, lotCode);
        _checkOrder(digest, order, partnerSlot, uint24(placed >> 32), signature);
        emit Applied(digest, message.document);
        hold = uint32(placed);
    }

    /// @inheritdoc IRecalls
    function recallRange(RecallRange calldata message, bytes calldata signature) external returns (uint32 hold) {
        (uint256 order, bytes32 digest, string calldata reason) = _read(
            ModuleHashes.RECALL_RANGE_TYPE,
            _startOf(message),
            10,
            HoldWord.RANGE,
            0
        );
        uint256 range = message.run | (uint256(message.first) << 32) | (uint256(message.last) << 64);
        (uint256 placed, uint256 partnerSlot) = _recallGoods(order, range, digest, reason);
        if (placed == 0) revert Recalls_RunUnknown(message.run);
        _checkOrder(digest, order, partnerSlot, uint24(placed >> 32), signature);
        emit Applied(digest, message.document);
        hold = uint32(placed);
    }

    /// @inheritdoc IRecalls
    function recallToken(RecallToken calldata message, bytes calldata signature) external returns (uint32 hold) {
        (uint256 order, bytes32 digest, string calldata reason) = _read(
            ModuleHashes.RECALL_TOKEN_TYPE,
            _startOf(message),
            8,
            HoldWord.TOKEN,
            0
        );
        // A free container may hold anyone's products: it has no issuer, and only a regulator recalls it.
        (uint256 placed, uint256 partnerSlot) = _recallGoods(order, message.token, digest, reason);
        _checkOrder(digest, order, partnerSlot, uint24(placed >> 32), signature);
        emit Applied(digest, message.document);
        hold = uint32(placed);
    }

    /// @inheritdoc IRecalls
    function lift(LiftRecall calldata message, bytes calldata signature) external {
        _checkDeadline(message.deadline);
        bytes32 digest = _hashTypedDataV4(ModuleHashes.hash(message));
        _checkPlacer(digest, message.partner, message.hold, signature);
        tokens.liftHold(message.hold, message.seq);
        emit RecallLifted(message.hold, message.partner);
        emit Applied(digest, message.document);
    }

    /// @inheritdoc IRecalls
    function clear(ClearTokens calldata message, bytes calldata signature) external {
        _checkDeadline(message.deadline);
        bytes32 digest = _hashTypedDataV4(ModuleHashes.hash(message));
        _checkPlacer(digest, message.partner, message.hold, signature);
        tokens.clearTokens(message.hold, message.seq, message.tokens);
        emit Applied(digest, message.document);
    }

    /// @dev Who placed a recall, or a regulator, has signed.
    function _checkPlacer(bytes32 digest, uint24 partner, uint32 hold, bytes calldata signature) private view {
        uint256 slot = tokens.holdSlotOf(hold);
        if (HoldWord.kind(slot) != HoldWord.RECALL) revert Recalls_Unknown(hold);
        uint256 word = tokens.partnerSlotOf(partner);
        _checkSigner(digest, partner, word, signature);
        if (partner != HoldWord.partner(slot) && PartnerWord.roles(word) & PartnerWord.REGULATOR == 0) {
            revert Recalls_NotAllowed(partner, HoldWord.partner(slot));
        }
    }

    /// @dev An issuer or regulator has signed. Comes after the hold was placed, which tells the words of both in the same
    /// call: two calls less.
    function _checkOrder(
        bytes32 digest,
        uint256 order,
        uint256 partnerSlot,
        uint24 issuer,
        bytes calldata signature
    ) private view {
        uint24 partner = HoldWord.partner(order);
        _checkSigner(digest, partner, partnerSlot, signature);
        if (PartnerWord.roles(partnerSlot) & PartnerWord.REGULATOR == 0) {
            if (partner != issuer) revert Recalls_NotAllowed(partner, issuer);
        }
    }

    /// @dev As RecallReading, with the digest that is signed.
    function _read(
        bytes32 typeHash,
        uint256 start,
        uint256 words,
        uint256 scope,
        bytes32 lotCode
    ) private view returns (uint256 order, bytes32 digest, string calldata reason) {
        (order, digest, reason) = RecallReading.read(typeHash, start, words, scope, lotCode);
        digest = _hashTypedDataV4(digest);
    }

    /// @dev tokens.recallGoods: in assembly, since what the compiler makes of call and answer takes 250 gas more. Both words of
    /// the answer fit where memory is for scratch.
    function _recallGoods(
        uint256 order,
        uint256 target,
        bytes32 digest,
        string calldata reason
    ) private returns (uint256 placed, uint256 partnerSlot) {
        address core = address(tokens);
        bytes4 selector = IHolding.recallGoods.selector;
        assembly ("memory-safe") {
            let data := mload(0x40)
            mstore(data, selector)
            mstore(add(data, 4), order)
            mstore(add(data, 36), target)
            mstore(add(data, 68), digest)
            mstore(add(data, 100), 128)
            mstore(add(data, 132), reason.length)
            calldatacopy(add(data, 164), reason.offset, reason.length)
            if iszero(call(gas(), core, 0, data, add(164, reason.length), 0, 64)) {
                returndatacopy(data, 0, returndatasize())
                revert(data, returndatasize())
            }
            placed := mload(0)
            partnerSlot := mload(32)
        }
    }

    // Where a message is in calldata.

    function _startOf(RecallProduct calldata message) private pure returns (uint256 start) {
        assembly ("memory-safe") {
            start := message
        }
    }

    function _startOf(RecallLot calldata message) private pure returns (uint256 start) {
        assembly ("memory-safe") {
            start := message
        }
    }

    function _startOf(RecallRange calldata message) private pure returns (uint256 start) {
        assembly ("memory-safe") {
            start := message
        }
    }

    function _startOf(RecallToken calldata message) private pure returns (uint256 start) {
        assembly ("memory-safe") {
            start := message
        }
    }

    /// @dev Found as RecallReading finds the reason.
    function _lotCodeOf(RecallLot calldata message) private pure returns (string calldata lotCode) {
        assembly ("memory-safe") {
            let at := add(message, calldataload(add(message, 96)))
            lotCode.offset := add(at, 32)
            lotCode.length := calldataload(at)
        }
    }
}
