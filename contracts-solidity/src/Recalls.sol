// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Module} from "./base/Module.sol";
import {ICatalogue} from "./interfaces/ICatalogue.sol";
import {IRecalls} from "./interfaces/IRecalls.sol";
import {LiftRecall, RecallLot, RecallProduct, RecallRange, RecallToken} from "./interfaces/Messages.sol";
import {HoldOpening, ITokens} from "./interfaces/ITokens.sol";
import {Hashing} from "./libraries/Hashing.sol";
import {Ids} from "./libraries/Ids.sol";
import {HoldWord, LotWord, PartnerWord, RunWord} from "./libraries/Words.sol";

/// @title Recalls
/// @notice See IRecalls.
contract Recalls is Module, IRecalls {
    using Ids for uint64;

    uint256 private constant MAX_DESTINATIONS = 4;
    uint256 private constant MAX_REASON_BYTES = 256;
    uint8 private constant CATALOGUE = 1;

    /// @dev What the four kinds of recall have in common.
    struct Order {
        bytes32 digest;
        uint24 partner;
        uint32 seq;
        uint8 class;
        uint64 deadline;
        bytes32 document;
    }

    constructor(ITokens tokens_) Module(tokens_) {}

    /// @inheritdoc IRecalls
    function recallProduct(RecallProduct calldata message, bytes calldata signature) external returns (uint32 hold) {
        Order memory order = Order(
            _hashTypedDataV4(Hashing.hash(message)),
            message.partner,
            message.seq,
            message.class,
            message.deadline,
            message.document
        );
        uint256 slot = ICatalogue(tokens.moduleOf(CATALOGUE)).productOf(message.gtin);
        if (slot == 0) revert Recalls_GtinUnknown(message.gtin);
        _checkOrder(order, uint24(slot >> 64), signature);
        HoldOpening memory opening = _opening(order, HoldWord.PRODUCT, uint32(slot >> 32));
        return _place(order, opening, message.destinations, message.reason);
    }

    /// @inheritdoc IRecalls
    function recallLot(RecallLot calldata message, bytes calldata signature) external returns (uint32 hold) {
        Order memory order = Order(
            _hashTypedDataV4(Hashing.hash(message)),
            message.partner,
            message.seq,
            message.class,
            message.deadline,
            message.document
        );
        (uint32 lot, uint256 slot) = tokens.findLot(Hashing.lotIdentity(message.gtin, message.lotCode));
        if (slot == 0) revert Recalls_LotUnknown(message.gtin, message.lotCode);
        _checkOrder(order, LotWord.issuer(slot), signature);
        HoldOpening memory opening = _opening(order, HoldWord.LOT, lot);
        return _place(order, opening, message.destinations, message.reason);
    }

    /// @inheritdoc IRecalls
    function recallRange(RecallRange calldata message, bytes calldata signature) external returns (uint32 hold) {
        Order memory order = Order(
            _hashTypedDataV4(Hashing.hash(message)),
            message.partner,
            message.seq,
            message.class,
            message.deadline,
            message.document
        );
        uint256 slot = tokens.runSlotOf(message.run);
        if (slot == 0) revert Recalls_RunUnknown(message.run);
        _checkOrder(order, RunWord.issuer(slot), signature);
        HoldOpening memory opening = _opening(order, HoldWord.RANGE, message.run);
        opening.first = message.first;
        opening.last = message.last;
        return _place(order, opening, message.destinations, message.reason);
    }

    /// @inheritdoc IRecalls
    function recallToken(RecallToken calldata message, bytes calldata signature) external returns (uint32 hold) {
        Order memory order = Order(
            _hashTypedDataV4(Hashing.hash(message)),
            message.partner,
            message.seq,
            message.class,
            message.deadline,
            message.document
        );
        // A free container may hold anyone's products: only a regulator recalls it.
        uint24 issuer = message.token.isFree() ? 0 : RunWord.issuer(tokens.runSlotOf(message.token.run()));
        _checkOrder(order, issuer, signature);
        HoldOpening memory opening = _opening(order, HoldWord.TOKEN, message.token);
        return _place(order, opening, message.destinations, message.reason);
    }

    /// @inheritdoc IRecalls
    function lift(LiftRecall calldata message, bytes calldata signature) external {
        _checkDeadline(message.deadline);
        bytes32 digest = _hashTypedDataV4(Hashing.hash(message));
        uint256 slot = tokens.holdSlotOf(message.hold);
        if (HoldWord.kind(slot) != HoldWord.RECALL) revert Recalls_Unknown(message.hold);
        uint256 word = tokens.partnerSlotOf(message.partner);
        _checkSigner(digest, message.partner, word, signature);
        if (message.partner != HoldWord.partner(slot) && PartnerWord.roles(word) & PartnerWord.REGULATOR == 0) {
            revert Recalls_NotAllowed(message.partner, HoldWord.partner(slot));
        }
        tokens.liftHold(message.hold, message.seq);
        emit RecallLifted(message.hold, message.partner);
        emit Applied(digest, message.document);
    }

    function _opening(Order memory order, uint256 scope, uint64 target) private pure returns (HoldOpening memory o) {
        o.partner = order.partner;
        o.seq = order.seq;
        o.kind = uint8(HoldWord.RECALL);
        o.class = order.class;
        o.scope = uint8(scope);
        o.target = target;
        o.entropy = order.digest;
    }

    function _checkOrder(Order memory order, uint24 issuer, bytes calldata signature) private view {
        _checkDeadline(order.deadline);
        uint256 word = tokens.partnerSlotOf(order.partner);
        _checkSigner(order.digest, order.partner, word, signature);
        bool allowed = PartnerWord.roles(word) & PartnerWord.REGULATOR != 0 ||
            (issuer != 0 && order.partner == issuer);
        if (!allowed) revert Recalls_NotAllowed(order.partner, issuer);
        if (order.class == 0 || order.class > 3) revert Recalls_ClassInvalid(order.class);
    }

    function _place(
        Order memory order,
        HoldOpening memory opening,
        uint24[] calldata destinations,
        string calldata reason
    ) private returns (uint32 hold) {
        if (destinations.length > MAX_DESTINATIONS) {
            revert Recalls_TooManyDestinations(destinations.length, MAX_DESTINATIONS);
        }
        uint256 length = bytes(reason).length;
        if (length == 0 || length > MAX_REASON_BYTES) revert Recalls_ReasonInvalid(length, MAX_REASON_BYTES);
        for (uint256 i = 0; i < destinations.length; ++i) {
            if (destinations[i] == 0) revert Partners_Unknown(0);
            opening.destinations |= uint96(destinations[i]) << uint96(24 * i);
        }
        hold = tokens.placeHold(opening);
        emit Recalled(hold, reason);
        emit Applied(order.digest, order.document);
    }
}
