// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Module} from "./base/Module.sol";
import {ICatalogue} from "./interfaces/ICatalogue.sol";
import {IRecalls} from "./interfaces/IRecalls.sol";
import {ClearTokens, LiftRecall, RecallLot, RecallProduct, RecallRange, RecallToken} from "./interfaces/Messages.sol";
import {ITokens} from "./interfaces/ITokens.sol";
import {ModuleHashes} from "./libraries/ModuleHashes.sol";
import {Sealing} from "./libraries/Sealing.sol";
import {HoldWord} from "./libraries/Words.sol";
import {PartnerWord} from "./libraries/PartyWords.sol";

/// @title Recalls
/// @notice See IRecalls.
contract Recalls is Module, IRecalls {
    uint256 private constant MAX_DESTINATIONS = 4;
    uint256 private constant MAX_REASON_BYTES = 256;
    uint8 private constant CATALOGUE = 1;

    constructor(ITokens tokens_) Module(tokens_) {}

    /// @inheritdoc IRecalls
    function recallProduct(RecallProduct calldata message, bytes calldata signature) external returns (uint32 hold) {
        _checkDeadline(message.deadline);
        uint24[] calldata destinations = message.destinations;
        string calldata reason = message.reason;
        bytes32 digest = _hashTypedDataV4(ModuleHashes.hash(message, destinations, reason));
        uint256 slot = ICatalogue(tokens.moduleOf(CATALOGUE)).productOf(message.gtin);
        if (slot == 0) revert Recalls_GtinUnknown(message.gtin);
        uint24 partner = message.partner;
        uint256 order = _order(HoldWord.PRODUCT, partner, message.class, destinations);
        uint256 partnerSlot;
        (hold, partnerSlot, ) = tokens.placeHold(order, message.seq, uint32(slot >> 32), digest);
        _checkOrder(digest, partner, partnerSlot, uint24(slot >> 64), signature);
        _applied(hold, digest, reason, message.document);
    }

    /// @inheritdoc IRecalls
    function recallLot(RecallLot calldata message, bytes calldata signature) external returns (uint32 hold) {
        _checkDeadline(message.deadline);
        string calldata lotCode = message.lotCode;
        uint24[] calldata destinations = message.destinations;
        string calldata reason = message.reason;
        bytes32 digest = _hashTypedDataV4(ModuleHashes.hash(message, lotCode, destinations, reason));
        uint24 partner = message.partner;
        uint256 order = _order(HoldWord.LOT, partner, message.class, destinations);
        uint256 identity = uint256(Sealing.lotIdentity(message.gtin, lotCode));
        uint256 partnerSlot;
        uint24 issuer;
        (hold, partnerSlot, issuer) = tokens.placeHold(order, message.seq, identity, digest);
        if (hold == 0) revert Recalls_LotUnknown(message.gtin, lotCode);
        _checkOrder(digest, partner, partnerSlot, issuer, signature);
        _applied(hold, digest, reason, message.document);
    }

    /// @inheritdoc IRecalls
    function recallRange(RecallRange calldata message, bytes calldata signature) external returns (uint32 hold) {
        _checkDeadline(message.deadline);
        uint24[] calldata destinations = message.destinations;
        string calldata reason = message.reason;
        bytes32 digest = _hashTypedDataV4(ModuleHashes.hash(message, destinations, reason));
        uint24 partner = message.partner;
        uint256 order = _order(HoldWord.RANGE, partner, message.class, destinations);
        uint256 range = message.run | (uint256(message.first) << 32) | (uint256(message.last) << 64);
        uint256 partnerSlot;
        uint24 issuer;
        (hold, partnerSlot, issuer) = tokens.placeHold(order, message.seq, range, digest);
        if (hold == 0) revert Recalls_RunUnknown(message.run);
        _checkOrder(digest, partner, partnerSlot, issuer, signature);
        _applied(hold, digest, reason, message.document);
    }

    /// @inheritdoc IRecalls
    function recallToken(RecallToken calldata message, bytes calldata signature) external returns (uint32 hold) {
        _checkDeadline(message.deadline);
        uint24[] calldata destinations = message.destinations;
        string calldata reason = message.reason;
        bytes32 digest = _hashTypedDataV4(ModuleHashes.hash(message, destinations, reason));
        uint24 partner = message.partner;
        uint256 order = _order(HoldWord.TOKEN, partner, message.class, destinations);
        uint256 partnerSlot;
        uint24 issuer;
        // A free container may hold anyone's products: it has no issuer, and only a regulator recalls it.
        (hold, partnerSlot, issuer) = tokens.placeHold(order, message.seq, message.token, digest);
        _checkOrder(digest, partner, partnerSlot, issuer, signature);
        _applied(hold, digest, reason, message.document);
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

    /// @dev The word that is asked of Tokens.
    function _order(
        uint256 scope,
        uint24 partner,
        uint8 class,
        uint24[] calldata destinations
    ) private pure returns (uint256) {
        if (class == 0 || class > 3) revert Recalls_ClassInvalid(class);
        uint256 count = destinations.length;
        if (count > MAX_DESTINATIONS) revert Recalls_TooManyDestinations(count, MAX_DESTINATIONS);
        uint256 list = 0;
        unchecked {
            for (uint256 i = 0; i < count; ++i) {
                uint24 destination = destinations[i];
                if (destination == 0) revert Partners_Unknown(0);
                list |= uint256(destination) << (24 * i);
            }
        }
        return HoldWord.make(HoldWord.RECALL, class, scope, partner, 0, uint96(list), 0);
    }

    /// @dev An issuer or regulator has signed. Comes after the hold was placed, which tells the words of both in the same
    /// call: two calls less.
    function _checkOrder(
        bytes32 digest,
        uint24 partner,
        uint256 partnerSlot,
        uint24 issuer,
        bytes calldata signature
    ) private view {
        _checkSigner(digest, partner, partnerSlot, signature);
        bool allowed = PartnerWord.roles(partnerSlot) & PartnerWord.REGULATOR != 0 || (issuer != 0 && partner == issuer);
        if (!allowed) revert Recalls_NotAllowed(partner, issuer);
    }

    function _applied(uint32 hold, bytes32 digest, string calldata reason, bytes32 document) private {
        uint256 length = bytes(reason).length;
        if (length == 0 || length > MAX_REASON_BYTES) revert Recalls_ReasonInvalid(length, MAX_REASON_BYTES);
        emit Recalled(hold, reason);
        emit Applied(digest, document);
    }
}
