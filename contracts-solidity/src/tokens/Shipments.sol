// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IShipping} from "../interfaces/IShipping.sol";
import {TokenSeq} from "../interfaces/Messages.sol";
import {CancelShipment, ShipTokens} from "../interfaces/ShippingMessages.sol";
import {ShippingHashes} from "../libraries/ShippingHashes.sol";
import {TokenWord} from "../libraries/TokenWord.sol";
import {LienWord, PartnerWord, ShipmentWord} from "../libraries/PartyWords.sol";
import {Receipts} from "./Receipts.sol";

/// @title Departures, and shipments that turn back
abstract contract Shipments is Receipts {
    using TokenWord for uint256;

    /// @dev Longest transit and dispute: nobody keeps goods from a financier for ever.
    uint256 private constant MAX_SECONDS = 366 days;

    /// @inheritdoc IShipping
    function ship(ShipTokens calldata message, bytes[] calldata signatures) external {
        _checkDeadline(message.deadline);
        _checkCount(message.tokens.length);
        if (
            message.newOwner == 0 ||
            message.newCustodian == 0 ||
            message.until <= block.timestamp ||
            message.until > block.timestamp + MAX_SECONDS ||
            message.disputeSeconds > MAX_SECONDS
        ) {
            revert Tokens_ShipmentInvalid(message.until, message.disputeSeconds);
        }
        bytes32 digest = _hashTypedDataV4(ShippingHashes.hash(message));
        Movement memory movement = _movement(
            message.owner,
            message.custodian,
            message.newOwner,
            message.newCustodian
        );
        if (message.carrier != 0) _checkReceiver(message.carrier, PartnerWord.CARRIER);
        uint64 first = message.tokens[0].token;
        uint256 firstSlot = _loadHeld(first);
        _checkConsent(
            digest,
            _shipSigners(message, movement),
            first,
            firstSlot,
            movement.titleTo != 0 ? 0 : LienWord.MAY_MOVE_CUSTODY,
            signatures
        );
        uint32 shipment = _nextShipment(digest);
        (uint32 lien, ) = _lienOf(firstSlot);
        bytes32 manifest = _depart(message, movement, shipment, lien);
        _open(message, shipment, manifest);
        emit Applied(digest, message.document);
    }

    /// @inheritdoc IShipping
    function cancelShipment(CancelShipment calldata message, bytes calldata signature) external {
        _checkDeadline(message.deadline);
        bytes32 digest = _hashTypedDataV4(ShippingHashes.hash(message));
        uint256 word = _loadShipment(message.shipment, message.seq, ShipmentWord.IN_TRANSIT);
        // Who is suspended now may still take its goods back.
        uint24 sender = ShipmentWord.custodian(word);
        _checkSignature(digest, sender, PartnerWord.account(_partners[sender]), signature, 0);
        _turnBack(message.shipment, word, message.tokens, ShipmentWord.CANCELLED);
        emit Applied(digest, message.document);
    }

    /// @inheritdoc IShipping
    function expireShipment(uint32 shipment, uint64[] calldata tokens) external {
        uint256 word = _shipments[shipment];
        uint8 status = ShipmentWord.status(word);
        if (status != ShipmentWord.IN_TRANSIT) revert Tokens_ShipmentNotOpen(shipment, status);
        uint40 until = ShipmentWord.until(word);
        if (block.timestamp <= until) revert Tokens_ShipmentUntil(shipment, until, block.timestamp);
        _turnBack(shipment, word, tokens, ShipmentWord.EXPIRED);
    }

    function _shipSigners(
        ShipTokens calldata message,
        Movement memory movement
    ) private view returns (Signers memory signers) {
        if (movement.titleTo != 0 || !_mandated(message.owner, message.custodian)) _addSigner(signers, message.owner);
        _addSigner(signers, message.custodian);
        if (message.carrier != 0) _addSigner(signers, message.carrier);
    }

    /// @dev The first free id of a shipment from the digest of the message that opens it.
    function _nextShipment(bytes32 digest) private view returns (uint32 shipment) {
        shipment = uint32(uint256(digest));
        while (shipment == 0 || _shipments[shipment] != 0) {
            unchecked {
                ++shipment;
            }
        }
    }

    function _depart(
        ShipTokens calldata message,
        Movement memory movement,
        uint32 shipment,
        uint32 lien
    ) private returns (bytes32) {
        TokenSeq[] calldata named = message.tokens;
        uint24 keeper = message.carrier == 0 ? message.custodian : message.carrier;
        uint64[] memory manifest = new uint64[](named.length);
        for (uint256 i = 0; i < named.length; ++i) {
            uint64 token = named[i].token;
            uint256 slot = _loadMovable(named[i], message.owner, message.custodian, lien, movement);
            slot = _raise(token, slot, true).asHeld(message.owner, keeper, lien).withStatus(TokenWord.IN_TRANSIT);
            _tokens[token] = slot;
            emit Departed(token, shipment, slot);
            manifest[i] = token;
        }
        return keccak256(abi.encodePacked(manifest));
    }

    function _open(ShipTokens calldata message, uint32 shipment, bytes32 manifest) private {
        uint256 word = ShipmentWord.make(
            message.owner,
            message.custodian,
            message.newOwner,
            message.newCustodian,
            message.carrier,
            message.until,
            message.disputeSeconds
        );
        _shipments[shipment] = word;
        _manifests[shipment] = manifest;
        emit ShipmentDeparted(shipment, message.custodian, message.newCustodian, word, manifest);
    }

    /// @dev The tokens are the sender's as before.
    function _turnBack(uint32 shipment, uint256 word, uint64[] calldata tokens, uint256 status) private {
        _checkManifest(shipment, tokens);
        for (uint256 i = 0; i < tokens.length; ++i) {
            uint64 token = tokens[i];
            uint256 slot = _landed(token, _tokens[token], ShipmentWord.owner(word), ShipmentWord.custodian(word));
            _tokens[token] = slot;
            emit TurnedBack(token, shipment, slot);
        }
        word = ShipmentWord.withStatus(word, status);
        _shipments[shipment] = word;
        emit ShipmentClosed(shipment, uint8(status), word);
    }
}
