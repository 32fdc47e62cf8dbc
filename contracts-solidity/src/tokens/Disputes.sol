// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IShipping} from "../interfaces/IShipping.sol";
import {CorrectReceipt, Resolution, ResolveDispute, ShipmentException} from "../interfaces/ShippingMessages.sol";
import {ShippingHashes} from "../libraries/ShippingHashes.sol";
import {TokenWord} from "../libraries/TokenWord.sol";
import {HoldWord} from "../libraries/Words.sol";
import {ShipmentWord} from "../libraries/PartyWords.sol";
import {Detaching} from "./Detaching.sol";
import {Movements} from "./Movements.sol";

/// @title Disputes about shipped goods: opened by receipts and corrections, ended by both sides or by time
abstract contract Disputes is Movements, Detaching, IShipping {
    using TokenWord for uint256;

    uint8 internal constant REFUSED = 1;
    uint8 internal constant MISSING = 2;
    uint8 internal constant DAMAGED = 3;

    uint8 private constant RETURNED = 1;
    uint8 private constant ACCEPTED = 2;
    uint8 private constant LOST = 3;
    uint8 private constant LAPSED = 4;

    /// @inheritdoc IShipping
    function correctReceipt(CorrectReceipt calldata message, bytes[] calldata signatures) external {
        _checkDeadline(message.deadline);
        _checkCount(message.exceptions.length);
        bytes32 digest = _hashTypedDataV4(ShippingHashes.hash(message));
        uint32 shipment = message.shipment;
        uint256 word = _loadShipment(shipment, message.seq, ShipmentWord.RECEIVED);
        ShipmentException[] calldata exceptions = message.exceptions;
        uint256 rootSlot = _locate(exceptions[0].token).rootSlot;
        _checkConsent(digest, _receivers(word), exceptions[0].token, rootSlot, 0, signatures);
        (uint32 lien, ) = _lienOf(rootSlot);
        for (uint256 i = 0; i < exceptions.length; ++i) {
            uint256 hold = _disputeWord(shipment, word, exceptions[i], 1);
            _correctOne(shipment, word, exceptions[i], _nextHold(_entropy(digest, i)), hold, lien);
        }
        word = _addDisputes(shipment, word, exceptions.length) + 1;
        _shipments[shipment] = word;
        emit ReceiptCorrected(shipment, word);
        emit Applied(digest, message.document);
    }

    /// @inheritdoc IShipping
    function resolveDispute(ResolveDispute calldata message, bytes[] calldata signatures) external {
        _checkDeadline(message.deadline);
        _checkCount(message.resolutions.length);
        bytes32 digest = _hashTypedDataV4(ShippingHashes.hash(message));
        uint32 shipment = message.shipment;
        uint256 word = _loadShipment(shipment, message.seq, ShipmentWord.RECEIVED);
        Signers memory signers;
        _addSigner(signers, ShipmentWord.owner(word));
        _addSigner(signers, ShipmentWord.custodian(word));
        _addSigner(signers, ShipmentWord.newOwner(word));
        _addSigner(signers, ShipmentWord.newCustodian(word));
        _checkSignatures(digest, signers, signatures);
        Resolution[] calldata resolutions = message.resolutions;
        for (uint256 i = 0; i < resolutions.length; ++i) {
            word = _resolveOne(shipment, word, resolutions[i]);
        }
        _shipments[shipment] = word;
        emit Applied(digest, message.document);
    }

    /// @inheritdoc IShipping
    function lapseDisputes(uint32[] calldata holds) external {
        _checkCount(holds.length);
        for (uint256 i = 0; i < holds.length; ++i) {
            uint32 hold = holds[i];
            uint256 word = _holds[hold];
            uint64 token = HoldWord.token(word);
            _checkDispute(hold, word, token);
            if (block.timestamp <= HoldWord.lapses(word)) revert Tokens_DisputeOpen(hold, HoldWord.lapses(word));
            uint256 slot = _loadHeld(token);
            uint256 ended = _endHold(token, slot, hold, word);
            // A correction that nobody agreed to is dropped; what a receipt counted as missing is gone.
            if (HoldWord.class(word) == MISSING && HoldWord.generation(word) == 0) {
                ended = ended.withStatus(TokenWord.LOST);
            }
            _tokens[token] = ended;
            uint32 shipment = HoldWord.target(word);
            uint256 shipmentSlot = _shipments[shipment] - ShipmentWord.ONE_DISPUTE + 1;
            _shipments[shipment] = shipmentSlot;
            emit DisputeEnded(token, shipment, hold, LAPSED, slot.owner(), ended, _holds[hold], shipmentSlot);
        }
    }

    /// @dev The word of a shipment in a status, at the seq that a message names.
    function _loadShipment(uint32 shipment, uint32 seq, uint256 status) internal view returns (uint256 word) {
        word = _shipments[shipment];
        if (ShipmentWord.status(word) != status) revert Tokens_ShipmentNotOpen(shipment, ShipmentWord.status(word));
        if (ShipmentWord.seq(word) != seq) revert Tokens_StaleShipment(shipment, seq, ShipmentWord.seq(word));
    }

    function _receivers(uint256 word) internal pure returns (Signers memory signers) {
        _addSigner(signers, ShipmentWord.newCustodian(word));
        _addSigner(signers, ShipmentWord.newOwner(word));
    }

    /// @dev Where the id of the i-th hold of a message starts from.
    function _entropy(bytes32 digest, uint256 i) internal pure returns (bytes32) {
        unchecked {
            return bytes32(uint256(digest) + i);
        }
    }

    function _disputeWord(
        uint32 shipment,
        uint256 word,
        ShipmentException calldata exception,
        uint256 generation
    ) internal view returns (uint256) {
        uint8 kind = exception.kind;
        if (kind < REFUSED || kind > DAMAGED) revert Tokens_KindInvalid(exception.token, kind);
        uint256 lapses = block.timestamp + ShipmentWord.disputeSeconds(word);
        if (lapses > type(uint32).max) lapses = type(uint32).max;
        return
            HoldWord.make(
                HoldWord.DISPUTE,
                kind,
                HoldWord.TOKEN,
                ShipmentWord.newCustodian(word),
                0,
                uint96(exception.token | (lapses << 64)),
                shipment
            ) | HoldWord.ofGeneration(generation);
    }

    /// @dev Puts a held token under a dispute. `place` has its word as it should be but for seq and hold.
    function _dispute(
        uint32 shipment,
        ShipmentException calldata exception,
        Place memory place,
        uint32 hold,
        uint256 holdSlot
    ) internal {
        _holds[hold] = holdSlot;
        uint256 slot = _addHold(place, hold);
        emit Disputed(place.token, shipment, hold, exception.kind, exception.reason, slot, holdSlot);
    }

    /// @dev The shipment's word with more disputes.
    function _addDisputes(uint32 shipment, uint256 word, uint256 count) internal pure returns (uint256) {
        if (ShipmentWord.disputes(word) + count > type(uint16).max) revert Tokens_CounterFull(shipment);
        return word + count * ShipmentWord.ONE_DISPUTE;
    }

    /// @dev The place of a token that was nested and is held now, with the word `slot`.
    function _heldPlace(uint64 token, uint256 slot) internal pure returns (Place memory place) {
        place.token = token;
        place.slot = slot;
        place.root = token;
        place.rootSlot = slot;
    }

    function _correctOne(
        uint32 shipment,
        uint256 word,
        ShipmentException calldata exception,
        uint32 hold,
        uint256 holdSlot,
        uint32 lien
    ) private {
        Place memory place = _locate(exception.token);
        uint64 token = place.token;
        uint256 rootSlot = place.rootSlot;
        _checkSeq(token, exception.seq, place.slot);
        _checkActiveStatus(place.root, rootSlot);
        _checkNoDispute(place.root, rootSlot.hold());
        if (rootSlot.owner() != ShipmentWord.newOwner(word)) {
            revert Tokens_WrongOwner(token, ShipmentWord.newOwner(word), rootSlot.owner());
        }
        if (rootSlot.custodian() != ShipmentWord.newCustodian(word)) {
            revert Tokens_WrongCustodian(token, ShipmentWord.newCustodian(word), rootSlot.custodian());
        }
        Holding memory holding = _holdingOf(rootSlot);
        if (holding.lien != lien) revert Tokens_LienDiffers(token, holding.lien, lien);
        if (place.parent != 0) place = _heldPlace(token, _detach(place, holding));
        _dispute(shipment, exception, place, hold, holdSlot);
    }

    function _resolveOne(
        uint32 shipment,
        uint256 word,
        Resolution calldata resolution
    ) private returns (uint256) {
        uint64 token = resolution.token;
        uint32 hold = resolution.hold;
        uint256 holdWord = _holds[hold];
        _checkDispute(hold, holdWord, token);
        if (HoldWord.target(holdWord) != shipment) revert Tokens_NotInDispute(token, hold);
        uint256 slot = _loadHeld(token);
        _checkSeq(token, resolution.seq, slot);
        uint24 owner = slot.owner();
        uint256 ended = _endHold(token, slot, hold, holdWord);
        uint8 outcome = resolution.outcome;
        if (outcome == LOST) {
            ended = ended.withStatus(TokenWord.LOST);
        } else if (outcome == RETURNED) {
            ended = _settle(token, ended, ShipmentWord.owner(word), ShipmentWord.custodian(word), false);
        } else if (outcome == ACCEPTED) {
            ended = _settle(token, ended, ShipmentWord.newOwner(word), ShipmentWord.newCustodian(word), true);
        } else {
            revert Tokens_KindInvalid(token, outcome);
        }
        _tokens[token] = ended;
        _moveTitle(owner, ended.owner(), token, ended.lien());
        word = word - ShipmentWord.ONE_DISPUTE + 1;
        emit DisputeEnded(token, shipment, hold, outcome, owner, ended, _holds[hold], word);
        return word;
    }

    /// @dev The word of a token that goes where a resolution says. What else binds it stops it as it stops a transfer;
    /// who accepts must be one who could receive it now, while what goes back was the sender's before.
    function _settle(
        uint64 token,
        uint256 slot,
        uint24 newOwner,
        uint24 newCustodian,
        bool accepted
    ) private view returns (uint256) {
        uint24 owner = slot.owner();
        uint24 custodian = slot.custodian();
        if (owner == newOwner && custodian == newCustodian) return slot;
        Movement memory movement;
        if (accepted) {
            movement = _movement(owner, custodian, newOwner, newCustodian);
        } else if (owner == newOwner) {
            movement.receiver = newCustodian;
        }
        _checkMovable(token, slot, movement);
        (uint32 lien, ) = _lienOf(slot);
        return slot.asHeld(newOwner, newCustodian, lien);
    }

    function _checkDispute(uint32 hold, uint256 word, uint64 token) private pure {
        if (
            HoldWord.kind(word) != HoldWord.DISPUTE ||
            HoldWord.status(word) != HoldWord.ACTIVE ||
            HoldWord.token(word) != token
        ) revert Tokens_NotInDispute(token, hold);
    }

    /// @dev Ends a dispute. Returns the token's word with its seq raised, and without a list of which nothing binds any more.
    function _endHold(uint64 token, uint256 slot, uint32 hold, uint256 word) private returns (uint256) {
        _holds[hold] = HoldWord.asLifted(word);
        slot = _raise(token, slot, true);
        return _hasActive(slot.hold(), token) ? slot : slot.withHold(0);
    }
}
