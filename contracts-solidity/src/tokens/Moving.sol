// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {PledgeTokens, TokenSeq, TransferTokens} from "../interfaces/Messages.sol";
import {Hashing} from "../libraries/Hashing.sol";
import {TokenWord} from "../libraries/TokenWord.sol";
import {LienWord, PartnerWord} from "../libraries/PartyWords.sol";
import {Movements} from "./Movements.sol";

/// @title Transfer and pledge: held tokens only, signed by every party
abstract contract Moving is Movements {
    using TokenWord for uint256;

    /// @dev See ITokens.
    function transfer(TransferTokens calldata message, bytes[] calldata signatures) external {
        _checkDeadline(message.deadline);
        _checkCount(message.tokens.length);
        bytes32 digest = _hashTypedDataV4(Hashing.hash(message));
        uint64 first = message.tokens[0].token;
        uint256 firstSlot = _loadHeld(first);
        Movement memory movement = _movement(
            message.owner,
            message.custodian,
            message.newOwner,
            message.newCustodian
        );
        _checkConsent(
            digest,
            _transferSigners(message, movement),
            first,
            firstSlot,
            movement.titleTo != 0 ? 0 : LienWord.MAY_MOVE_CUSTODY,
            signatures
        );
        (uint32 lien, ) = _lienOf(firstSlot);
        TokenSeq[] calldata named = message.tokens;
        for (uint256 i = 0; i < named.length; ++i) {
            _transferOne(message, named[i], movement, lien);
        }
        emit Applied(digest, message.document);
    }

    /// @dev See ITokens.
    function pledge(PledgeTokens calldata message, bytes[] calldata signatures) external returns (uint32 lien) {
        _checkDeadline(message.deadline);
        _checkCount(message.tokens.length);
        if (message.debtor == message.financier || message.maturity <= block.timestamp) {
            revert Tokens_PledgeInvalid(message.debtor, message.financier, message.maturity);
        }
        bytes32 digest = _hashTypedDataV4(Hashing.hash(message));
        _checkActive(message.debtor, _partners[message.debtor]);
        uint256 financier = _partners[message.financier];
        _checkActive(message.financier, financier);
        _checkRole(message.financier, financier, PartnerWord.FINANCIER);
        Signers memory signers;
        _addSigner(signers, message.debtor);
        _addSigner(signers, message.financier);
        _checkConsent(digest, signers, 0, 0, 0, signatures);

        lien = uint32(uint256(digest));
        while (lien == 0 || _liens[lien] != 0) {
            unchecked {
                ++lien;
            }
        }
        uint256 word = LienWord.make(
            message.financier,
            message.debtor,
            message.policy,
            message.maturity,
            message.noticeSeconds
        );
        _liens[lien] = word;
        emit LienCreated(lien, message.debtor, message.financier, word, message.terms);
        TokenSeq[] calldata named = message.tokens;
        for (uint256 i = 0; i < named.length; ++i) {
            _pledgeOne(named[i], message.debtor, lien);
        }
        emit Applied(digest, message.document);
    }

    function _transferSigners(
        TransferTokens calldata message,
        Movement memory movement
    ) private view returns (Signers memory signers) {
        if (movement.titleTo != 0 || !_mandated(message.owner, message.custodian)) _addSigner(signers, message.owner);
        if (movement.titleTo != 0) _addSigner(signers, message.newOwner);
        if (movement.custodyTo != 0) {
            _addSigner(signers, message.custodian);
            _addSigner(signers, message.newCustodian);
        }
    }

    function _transferOne(
        TransferTokens calldata message,
        TokenSeq calldata named,
        Movement memory movement,
        uint32 lien
    ) private {
        uint64 token = named.token;
        uint256 slot = _loadMovable(named, message.owner, message.custodian, lien, movement);
        slot = _raise(token, slot, true).asHeld(message.newOwner, message.newCustodian, lien);
        _tokens[token] = slot;
        _moveTitle(message.owner, message.newOwner, token, lien);
        emit Transferred(
            token,
            message.newOwner,
            message.newCustodian,
            message.owner,
            message.custodian,
            slot
        );
    }

    function _pledgeOne(TokenSeq calldata named, uint24 debtor, uint32 lien) private {
        uint64 token = named.token;
        uint256 slot = _loadHeld(token);
        _checkSeq(token, named.seq, slot);
        if (slot.owner() != debtor) revert Tokens_WrongOwner(token, debtor, slot.owner());
        (uint32 own, uint256 word) = _lienOf(slot);
        if (own != 0) revert Tokens_Pledged(token, own, LienWord.financier(word));
        Movement memory nowhere;
        _checkMovable(token, slot, nowhere);
        slot = _raise(token, slot, true).withLien(lien);
        _tokens[token] = slot;
        emit Pledged(token, lien, slot);
    }
}
