// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IEndings} from "../interfaces/IEndings.sol";
import {TokenSeq} from "../interfaces/Messages.sol";
import {DestroyTokens, ExportTokens, ReinstateTokens, ReportMissing} from "../interfaces/ShippingMessages.sol";
import {Ids} from "../libraries/Ids.sol";
import {ShippingHashes} from "../libraries/ShippingHashes.sol";
import {TokenWord} from "../libraries/TokenWord.sol";
import {RunWord} from "../libraries/Words.sol";
import {UnitChecks} from "./UnitChecks.sol";

/// @title Destroyed, exported, lost, stolen, reinstated
abstract contract Fates is UnitChecks, IEndings {
    using Ids for uint64;
    using TokenWord for uint256;

    /// @dev Greatest ISO 3166-1 numeric code.
    uint16 private constant MAX_COUNTRY = 999;

    /// @inheritdoc IEndings
    function destroy(DestroyTokens calldata message, bytes[] calldata signatures) external {
        _checkDeadline(message.deadline);
        _checkCount(message.tokens.length);
        bytes32 digest = _hashTypedDataV4(ShippingHashes.hash(message));
        TokenSeq[] calldata named = message.tokens;
        uint256 first = _loadHeld(named[0].token);
        // Not even a lien that lets units be dispensed lets the pledged goods perish.
        _checkParties(digest, named[0].token, first, 0, signatures);
        for (uint256 i = 0; i < named.length; ++i) {
            _destroyOne(named[i], first);
        }
        emit Applied(digest, message.document);
    }

    /// @inheritdoc IEndings
    function exportUnits(ExportTokens calldata message, bytes[] calldata signatures) external {
        _checkDeadline(message.deadline);
        _checkCount(message.tokens.length);
        uint16 country = message.country;
        if (country == 0 || country > MAX_COUNTRY) revert Tokens_CountryInvalid(country);
        bytes32 digest = _hashTypedDataV4(ShippingHashes.hash(message));
        TokenSeq[] calldata named = message.tokens;
        Place memory place = _locateNamed(named[0].token, named[0].seq);
        uint256 first = place.rootSlot;
        _checkParties(digest, place.token, first, 0, signatures);
        for (uint256 i = 0; ; ) {
            _endOne(named[i], place, first, TokenWord.EXPORTED, country);
            if (++i == named.length) break;
            place = _locateNamed(named[i].token, named[i].seq);
        }
        emit Applied(digest, message.document);
    }

    /// @inheritdoc IEndings
    function reportMissing(ReportMissing calldata message, bytes calldata signature) external {
        _checkDeadline(message.deadline);
        _checkCount(message.tokens.length);
        bytes32 digest = _hashTypedDataV4(ShippingHashes.hash(message));
        TokenSeq[] calldata named = message.tokens;
        uint8 status = message.status;
        if (status != TokenWord.LOST && status != TokenWord.STOLEN) {
            revert Tokens_KindInvalid(named[0].token, status);
        }
        uint24 owner = _loadHeld(named[0].token).owner();
        _checkSigner(digest, owner, _partners[owner], signature);
        for (uint256 i = 0; i < named.length; ++i) {
            uint64 token = named[i].token;
            uint256 slot = _loadOwned(named[i], owner);
            _checkActiveStatus(token, slot);
            _checkNoDispute(token, slot.hold());
            _setStatus(token, slot, status);
        }
        emit Applied(digest, message.document);
    }

    /// @inheritdoc IEndings
    function reinstateTokens(ReinstateTokens calldata message, bytes[] calldata signatures) external {
        _checkDeadline(message.deadline);
        _checkCount(message.tokens.length);
        bytes32 digest = _hashTypedDataV4(ShippingHashes.hash(message));
        TokenSeq[] calldata named = message.tokens;
        uint24 owner = _loadHeld(named[0].token).owner();
        uint24 issuer = _issuerOf(named[0].token);
        _checkActive(owner, _partners[owner]);
        _checkActive(issuer, _partners[issuer]);
        Signers memory signers;
        _addSigner(signers, owner);
        _addSigner(signers, issuer);
        _checkSignatures(digest, signers, signatures);
        for (uint256 i = 0; i < named.length; ++i) {
            uint64 token = named[i].token;
            uint256 slot = _loadOwned(named[i], owner);
            if (slot.status() != TokenWord.LOST && slot.status() != TokenWord.STOLEN) {
                revert Tokens_NotMissing(token, slot.status());
            }
            uint24 other = _issuerOf(token);
            if (other != issuer) revert Tokens_IssuerDiffers(token, other, issuer);
            _setStatus(token, slot, TokenWord.ACTIVE);
        }
        emit Applied(digest, message.document);
    }

    /// @dev Ends a unit with a record that says how, which `dispense` leaves out for the gas.
    function _endOne(
        TokenSeq calldata named,
        Place memory place,
        uint256 first,
        uint8 status,
        uint32 detail
    ) internal {
        _checkUnit(named, place, first);
        uint256 slot = _raise(place.token, place.slot, true).asTerminal(status);
        _save(place.token, slot);
        (uint256 parentSlot, uint256 rootSlot) = _depart(place, slot);
        emit Ended(place.token, place.parent, place.root, status, detail, slot, parentSlot, rootSlot);
    }

    /// @dev Whatever is inside ends with it: walks find the final status above it.
    function _destroyOne(TokenSeq calldata named, uint256 first) private {
        uint64 token = named.token;
        uint256 slot = _loadHeld(token);
        _checkSeq(token, named.seq, slot);
        _checkActiveStatus(token, slot);
        _checkSame(token, slot, first);
        _checkNoDispute(token, slot.hold());
        uint24 owner = slot.owner();
        slot = _raise(token, slot, true).asTerminal(TokenWord.DESTROYED);
        _tokens[token] = slot;
        _move(owner, NOBODY, token);
        emit Ended(token, 0, token, TokenWord.DESTROYED, 0, slot, 0, slot);
    }

    function _loadOwned(TokenSeq calldata named, uint24 owner) private view returns (uint256 slot) {
        slot = _loadHeld(named.token);
        _checkSeq(named.token, named.seq, slot);
        if (slot.owner() != owner) revert Tokens_WrongOwner(named.token, owner, slot.owner());
    }

    function _setStatus(uint64 token, uint256 slot, uint8 status) private {
        slot = _raise(token, slot, true).withStatus(status);
        _tokens[token] = slot;
        emit StatusSet(token, status, slot);
    }

    /// @dev Who made it: the run's issuer, or the partner whose id a free container carries.
    function _issuerOf(uint64 token) private view returns (uint24) {
        return token.isFree() ? uint24(token.run()) : RunWord.issuer(_runs[token.run()]);
    }
}
