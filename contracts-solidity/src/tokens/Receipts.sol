// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IShipping} from "../interfaces/IShipping.sol";
import {Overage, ReceiveShipment, ShipmentException} from "../interfaces/ShippingMessages.sol";
import {Ids} from "../libraries/Ids.sol";
import {Sealing} from "../libraries/Sealing.sol";
import {ShippingHashes} from "../libraries/ShippingHashes.sol";
import {TokenWord} from "../libraries/TokenWord.sol";
import {HoldWord, LotWord, RunWord} from "../libraries/Words.sol";
import {PartnerWord, ShipmentWord} from "../libraries/PartyWords.sol";
import {Disputes} from "./Disputes.sol";

/// @title Counted receipts
abstract contract Receipts is Disputes {
    using Ids for uint64;
    using TokenWord for uint256;

    /// @dev This code's own address, also while Tokens runs it.
    address private immutable _code = address(this);

    /// @dev What of a manifest is accepted, and which of that goes into quarantine.
    struct Count {
        bool[] quarantined;
        uint256 accepted;
        uint256 held;
        /// The issuer of all that goes into quarantine, 0 if there are several.
        uint24 issuer;
    }

    /// @inheritdoc IShipping
    function receiveShipment(ReceiveShipment calldata message, bytes[] calldata signatures) external {
        _checkDeadline(message.deadline);
        bytes32 digest = _hashTypedDataV4(ShippingHashes.hash(message));
        uint32 shipment = message.shipment;
        uint256 word = _loadShipment(shipment, message.seq, ShipmentWord.IN_TRANSIT);
        if (block.timestamp > ShipmentWord.until(word)) {
            revert Tokens_ShipmentUntil(shipment, ShipmentWord.until(word), block.timestamp);
        }
        _checkManifest(shipment, message.tokens);
        // Who is suspended now may still say what has arrived.
        _checkSignatures(digest, _receivers(word), signatures);
        _takeOut(message, word, digest);
        _accept(message, word, digest);
        _report(shipment, message.overages);
        word = ShipmentWord.withStatus(_addDisputes(shipment, word, message.exceptions.length), ShipmentWord.RECEIVED);
        _shipments[shipment] = word;
        emit ShipmentClosed(shipment, uint8(ShipmentWord.RECEIVED), word);
        emit Applied(digest, message.document);
    }

    /// @notice Reverts if a hold or the markets of its lots keep a token, with the word `slot`, from the partners to whom
    /// title and custody go, 0 where they don't move. For the call that this code makes to itself.
    function checkArrival(uint64 token, uint256 slot, uint24 titleTo, uint24 custodyTo) external view {
        Movement memory movement;
        movement.receiver = titleTo == 0 ? custodyTo : 0;
        (movement.titleTo, movement.custodyTo) = (titleTo, custodyTo);
        _checkMovable(token, slot, movement);
    }

    function _checkManifest(uint32 shipment, uint64[] calldata tokens) internal view {
        bytes32 actual = Sealing.hash(tokens);
        bytes32 expected = _manifests[shipment];
        if (actual != expected) revert Tokens_ManifestDiffers(shipment, expected, actual);
    }

    /// @dev The word of a token of a shipment that is where its shipment ends: active again, its seq raised.
    function _landed(
        uint64 token,
        uint256 slot,
        uint24 owner,
        uint24 custodian
    ) internal view returns (uint256) {
        (uint32 lien, ) = _lienOf(slot);
        return _raise(token, slot, true).asHeld(owner, custodian, lien).withStatus(TokenWord.ACTIVE);
    }

    function _takeOut(ReceiveShipment calldata message, uint256 word, bytes32 digest) private {
        ShipmentException[] calldata exceptions = message.exceptions;
        if (exceptions.length > MAX_TOKENS) revert Tokens_Count(exceptions.length, MAX_TOKENS);
        for (uint256 i = 0; i < exceptions.length; ++i) {
            _takeOutOne(message, word, exceptions[i], _nextHold(_entropy(digest, i)));
        }
    }

    function _takeOutOne(
        ReceiveShipment calldata message,
        uint256 word,
        ShipmentException calldata exception,
        uint32 hold
    ) private {
        uint256 holdSlot = _disputeWord(message.shipment, word, exception, 0);
        Place memory place = _locate(exception.token);
        uint64 token = place.token;
        if (place.rootSlot.status() != TokenWord.IN_TRANSIT || !_isAmong(message.tokens, place.root)) {
            revert Tokens_NotInShipment(token, message.shipment);
        }
        _checkSeq(token, exception.seq, place.slot);
        Holding memory holding = _holdingOf(place.rootSlot);
        // What is damaged has come all the same.
        holding.custodian = exception.kind == DAMAGED ? ShipmentWord.newCustodian(word) : ShipmentWord.custodian(word);
        if (place.parent == 0) {
            place.slot = place.slot.asHeld(holding.owner, holding.custodian, holding.lien).withStatus(TokenWord.ACTIVE);
        } else {
            place = _heldPlace(token, _detach(place, holding));
        }
        _dispute(message.shipment, exception, place, hold, holdSlot);
    }

    function _isAmong(uint64[] calldata tokens, uint64 token) private pure returns (bool) {
        for (uint256 i = 0; i < tokens.length; ++i) {
            if (tokens[i] == token) return true;
        }
        return false;
    }

    /// @dev Everything is judged before anything moves: who may end the quarantine depends on all that goes into it.
    function _accept(ReceiveShipment calldata message, uint256 word, bytes32 digest) private {
        uint64[] calldata tokens = message.tokens;
        Count memory count = _judge(tokens, word);
        if (count.accepted != message.accepted) {
            revert Tokens_AcceptedDiffers(message.shipment, message.accepted, count.accepted);
        }
        uint32 quarantine;
        if (count.held != 0) {
            quarantine = _nextHold(_entropy(digest, message.exceptions.length));
            uint256 holdSlot = HoldWord.make(
                HoldWord.QUARANTINE,
                0,
                HoldWord.TOKEN,
                ShipmentWord.newCustodian(word),
                0,
                count.issuer,
                0
            );
            _holds[quarantine] = holdSlot;
            emit QuarantinePlaced(quarantine, holdSlot, 0);
        }
        for (uint256 i = 0; i < tokens.length; ++i) {
            uint256 slot = _tokens[tokens[i]];
            if (slot.status() != TokenWord.IN_TRANSIT) continue;
            _arrive(message.shipment, word, tokens[i], slot, count.quarantined[i] ? quarantine : 0);
        }
    }

    /// @dev What the exceptions left in transit is accepted.
    function _judge(uint64[] calldata tokens, uint256 word) private returns (Count memory count) {
        uint24 titleTo = ShipmentWord.newOwner(word) == ShipmentWord.owner(word) ? 0 : ShipmentWord.newOwner(word);
        uint24 custodyTo = ShipmentWord.newCustodian(word) == ShipmentWord.custodian(word)
            ? 0
            : ShipmentWord.newCustodian(word);
        bool barred = (titleTo != 0 && !_mayReceive(titleTo, TITLE_ROLES)) ||
            (custodyTo != 0 && !_mayReceive(custodyTo, CUSTODY_ROLES));
        count.quarantined = new bool[](tokens.length);
        for (uint256 i = 0; i < tokens.length; ++i) {
            uint64 token = tokens[i];
            uint256 slot = _tokens[token];
            if (slot.status() != TokenWord.IN_TRANSIT) continue;
            ++count.accepted;
            if (!barred && !_isBound(token, slot.withStatus(TokenWord.ACTIVE), titleTo, custodyTo)) continue;
            count.quarantined[i] = true;
            uint24 issuer = _issuerOf(token, slot);
            count.issuer = count.held == 0 || count.issuer == issuer ? issuer : 0;
            ++count.held;
        }
    }

    /// @dev Whether checkArrival refuses, by calling it: one set of rules says what holds and markets forbid, and it says so by reverting.
    /// Nobody makes it fail by giving little gas: the 64th that would be left doesn't pay for the rest of a receipt.
    function _isBound(uint64 token, uint256 slot, uint24 titleTo, uint24 custodyTo) private returns (bool) {
        (bool done, ) = _code.delegatecall(
            abi.encodeCall(Receipts.checkArrival, (token, slot, titleTo, custodyTo))
        );
        return !done;
    }

    /// @dev Whether a partner still is one who receives: not suspended, with a role for it.
    function _mayReceive(uint24 partner, uint16 roles) private view returns (bool) {
        uint256 word = _partners[partner];
        return !PartnerWord.suspended(word) && PartnerWord.roles(word) & roles != 0;
    }

    function _arrive(uint32 shipment, uint256 word, uint64 token, uint256 slot, uint32 quarantine) private {
        uint24 owner = slot.owner();
        uint24 newOwner = quarantine == 0 ? ShipmentWord.newOwner(word) : owner;
        slot = _landed(token, slot, newOwner, ShipmentWord.newCustodian(word));
        _tokens[token] = slot;
        _moveTitle(owner, newOwner, token, slot.lien());
        emit Arrived(token, shipment, quarantine, owner, slot);
        if (quarantine != 0) emit Quarantined(token, quarantine, _addHold(_heldPlace(token, slot), quarantine));
    }

    /// @dev The issuer of everything inside a token, 0 if there are several.
    function _issuerOf(uint64 token, uint256 slot) private view returns (uint24 issuer) {
        if (!token.isFree()) return RunWord.issuer(_runs[token.run()]);
        uint256 lots = slot.lots();
        uint256 entries;
        for (uint256 i = 0; i < lots; ++i) {
            entries = i & 3 == 0 ? _contents[(uint256(token) << 8) | (i >> 2)] : entries >> 64;
            uint24 its = LotWord.issuer(_lots[uint32(entries)]);
            if (i != 0 && its != issuer) return 0;
            issuer = its;
        }
    }

    function _report(uint32 shipment, Overage[] calldata overages) private {
        if (overages.length > MAX_TOKENS) revert Tokens_Count(overages.length, MAX_TOKENS);
        for (uint256 i = 0; i < overages.length; ++i) {
            Overage calldata overage = overages[i];
            emit OverageReported(shipment, overage.token, overage.count, overage.reason);
        }
    }
}
