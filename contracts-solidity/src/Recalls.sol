// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Module} from "./base/Module.sol";
import {ICatalogue} from "./interfaces/ICatalogue.sol";
import {IRecalls} from "./interfaces/IRecalls.sol";
import {ClearTokens, LiftRecall, RecallLot, RecallProduct, RecallRange, RecallToken} from "./interfaces/Messages.sol";
import {HoldOpening} from "./interfaces/IHolding.sol";
import {ITokens} from "./interfaces/ITokens.sol";
import {ModuleHashes} from "./libraries/ModuleHashes.sol";
import {Sealing} from "./libraries/Sealing.sol";
import {Ids} from "./libraries/Ids.sol";
import {HoldWord, LotWord, RunWord} from "./libraries/Words.sol";
import {PartnerWord} from "./libraries/PartyWords.sol";

/// @title Recalls
/// @notice See IRecalls.
contract Recalls is Module, IRecalls {
    using Ids for uint64;

    uint256 private constant MAX_DESTINATIONS = 4;
    uint256 private constant MAX_REASON_BYTES = 256;
    uint8 private constant CATALOGUE = 1;

    constructor(ITokens tokens_) Module(tokens_) {}

    /// @inheritdoc IRecalls
    function recallProduct(RecallProduct calldata message, bytes calldata signature) external returns (uint32 hold) {
        _checkDeadline(message.deadline);
        HoldOpening memory opening;
        opening.partner = message.partner;
        opening.seq = message.seq;
        opening.class = message.class;
        opening.entropy = _hashTypedDataV4(ModuleHashes.hash(message));
        uint256 slot = ICatalogue(tokens.moduleOf(CATALOGUE)).productOf(message.gtin);
        if (slot == 0) revert Recalls_GtinUnknown(message.gtin);
        _checkOrder(opening, uint24(slot >> 64), signature);
        opening.scope = uint8(HoldWord.PRODUCT);
        opening.target = uint32(slot >> 32);
        return _place(opening, message.destinations, message.reason, message.document);
    }

    /// @inheritdoc IRecalls
    function recallLot(RecallLot calldata message, bytes calldata signature) external returns (uint32 hold) {
        _checkDeadline(message.deadline);
        HoldOpening memory opening;
        opening.partner = message.partner;
        opening.seq = message.seq;
        opening.class = message.class;
        opening.entropy = _hashTypedDataV4(ModuleHashes.hash(message));
        (uint32 lot, uint256 slot) = tokens.findLot(Sealing.lotIdentity(message.gtin, message.lotCode));
        if (slot == 0) revert Recalls_LotUnknown(message.gtin, message.lotCode);
        _checkOrder(opening, LotWord.issuer(slot), signature);
        opening.scope = uint8(HoldWord.LOT);
        opening.target = lot;
        return _place(opening, message.destinations, message.reason, message.document);
    }

    /// @inheritdoc IRecalls
    function recallRange(RecallRange calldata message, bytes calldata signature) external returns (uint32 hold) {
        _checkDeadline(message.deadline);
        HoldOpening memory opening;
        opening.partner = message.partner;
        opening.seq = message.seq;
        opening.class = message.class;
        opening.entropy = _hashTypedDataV4(ModuleHashes.hash(message));
        uint256 slot = tokens.runSlotOf(message.run);
        if (slot == 0) revert Recalls_RunUnknown(message.run);
        _checkOrder(opening, RunWord.issuer(slot), signature);
        opening.scope = uint8(HoldWord.RANGE);
        opening.target = message.run;
        opening.first = message.first;
        opening.last = message.last;
        return _place(opening, message.destinations, message.reason, message.document);
    }

    /// @inheritdoc IRecalls
    function recallToken(RecallToken calldata message, bytes calldata signature) external returns (uint32 hold) {
        _checkDeadline(message.deadline);
        HoldOpening memory opening;
        opening.partner = message.partner;
        opening.seq = message.seq;
        opening.class = message.class;
        opening.entropy = _hashTypedDataV4(ModuleHashes.hash(message));
        uint64 token = message.token;
        // A free container may hold anyone's products: only a regulator recalls it.
        uint24 issuer = token.isFree() ? 0 : RunWord.issuer(tokens.runSlotOf(token.run()));
        _checkOrder(opening, issuer, signature);
        opening.scope = uint8(HoldWord.TOKEN);
        opening.target = token;
        return _place(opening, message.destinations, message.reason, message.document);
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

    /// @dev Checks class and signature of what is opened; its entropy is the message's digest.
    function _checkOrder(HoldOpening memory opening, uint24 issuer, bytes calldata signature) private view {
        uint24 partner = opening.partner;
        uint256 word = tokens.partnerSlotOf(partner);
        _checkSigner(opening.entropy, partner, word, signature);
        bool allowed = PartnerWord.roles(word) & PartnerWord.REGULATOR != 0 || (issuer != 0 && partner == issuer);
        if (!allowed) revert Recalls_NotAllowed(partner, issuer);
        if (opening.class == 0 || opening.class > 3) revert Recalls_ClassInvalid(opening.class);
    }

    function _place(
        HoldOpening memory opening,
        uint24[] calldata destinations,
        string calldata reason,
        bytes32 document
    ) private returns (uint32 hold) {
        if (destinations.length > MAX_DESTINATIONS) {
            revert Recalls_TooManyDestinations(destinations.length, MAX_DESTINATIONS);
        }
        uint256 length = bytes(reason).length;
        if (length == 0 || length > MAX_REASON_BYTES) revert Recalls_ReasonInvalid(length, MAX_REASON_BYTES);
        uint256 list = 0;
        for (uint256 i = 0; i < destinations.length; ++i) {
            uint24 destination = destinations[i];
            if (destination == 0) revert Partners_Unknown(0);
            list |= uint256(destination) << (24 * i);
        }
        opening.destinations = uint96(list);
        opening.kind = uint8(HoldWord.RECALL);
        hold = tokens.placeHold(opening);
        emit Recalled(hold, reason);
        emit Applied(opening.entropy, document);
    }
}
