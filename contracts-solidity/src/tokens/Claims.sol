// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILending} from "../interfaces/ILending.sol";
import {AddClaim, CureLien, DeclareDefault, ForecloseTokens} from "../interfaces/Messages.sol";
import {Hashing} from "../libraries/Hashing.sol";
import {TokenWord} from "../libraries/TokenWord.sol";
import {ClaimWord, LienWord, PartnerWord} from "../libraries/PartyWords.sol";
import {Releasing} from "./Releasing.sol";

/// @title Junior claims, default, cure and foreclosure
abstract contract Claims is Releasing {
    using TokenWord for uint256;

    /// @dev Most claims behind the first.
    uint256 private constant MAX_JUNIORS = 3;

    /// @inheritdoc ILending
    function addClaim(AddClaim calldata message, bytes[] calldata signatures) external {
        _checkDeadline(message.deadline);
        bytes32 digest = _hashTypedDataV4(Hashing.hash(message));
        uint32 lien = message.lien;
        uint256 word = _loadLien(lien, message.seq);
        if (LienWord.status(word) != LienWord.ACTIVE) revert Tokens_LienNotActive(lien);
        uint256 juniors = LienWord.juniors(word);
        uint256 rank = juniors + 2;
        if (juniors == MAX_JUNIORS) revert Tokens_RankInvalid(lien, uint8(rank));
        uint24 debtor = message.debtor;
        uint24 financier = message.financier;
        _checkMaturity(lien, message.maturity);

        Signers memory signers;
        _addSigner(signers, debtor);
        _addSigner(signers, financier);
        _addFinanciers(signers, lien, word, rank - 1);
        // One that is named twice, as debtor or with a claim already, is on the list once.
        if (debtor != LienWord.debtor(word) || LienWord.moved(word) || signers.count != rank + 1) {
            revert Tokens_ClaimInvalid(lien, debtor, financier);
        }
        _checkRole(financier, _partners[financier], PartnerWord.FINANCIER);
        _checkActiveSignatures(digest, signers, signatures);

        uint256 claim = ClaimWord.make(financier, message.maturity, message.noticeSeconds);
        _claims[(uint256(lien) << 8) | rank] = claim;
        word = LienWord.withJuniors(word, juniors + 1) + 1;
        _liens[lien] = word;
        emit ClaimAdded(lien, financier, uint8(rank), claim, word, message.terms);
        emit Applied(digest, message.document);
    }

    /// @inheritdoc ILending
    function declareDefault(DeclareDefault calldata message, bytes calldata signature) external {
        _checkDeadline(message.deadline);
        bytes32 digest = _hashTypedDataV4(Hashing.hash(message));
        uint32 lien = message.lien;
        uint8 rank = message.rank;
        uint256 word = _loadLien(lien, message.seq);
        if (LienWord.status(word) != LienWord.ACTIVE) revert Tokens_LienNotActive(lien);
        if (rank == 0 || rank > LienWord.juniors(word) + 1) revert Tokens_RankInvalid(lien, rank);
        uint256 claim = _termsOf(lien, word, rank);
        uint40 maturity = ClaimWord.maturity(claim);
        if (block.timestamp < maturity) revert Tokens_NotMatured(lien, maturity, block.timestamp);
        uint24 financier = ClaimWord.financier(claim);
        _checkSigner(digest, financier, _partners[financier], signature);

        uint40 ends = uint40(block.timestamp) + ClaimWord.noticeSeconds(claim);
        word = LienWord.withStatus(LienWord.withDefault(word, rank, ends), LienWord.DEFAULTED) + 1;
        _liens[lien] = word;
        emit LienDefaulted(lien, financier, rank, ends, word);
        emit Applied(digest, message.document);
    }

    /// @inheritdoc ILending
    function cure(CureLien calldata message, bytes calldata signature) external {
        _checkDeadline(message.deadline);
        bytes32 digest = _hashTypedDataV4(Hashing.hash(message));
        uint32 lien = message.lien;
        uint256 word = _loadLien(lien, message.seq);
        if (LienWord.status(word) != LienWord.DEFAULTED) revert Tokens_NotDefaulted(lien, LienWord.status(word));
        _checkMaturity(lien, message.maturity);
        uint256 rank = LienWord.defaulted(word);
        uint256 claim = _termsOf(lien, word, rank);
        uint24 financier = ClaimWord.financier(claim);
        _checkSigner(digest, financier, _partners[financier], signature);

        claim = ClaimWord.make(financier, message.maturity, ClaimWord.noticeSeconds(claim));
        if (rank == 1) {
            word = LienWord.withClaim(word, financier, message.maturity, ClaimWord.noticeSeconds(claim));
            claim = 0;
        } else {
            _claims[(uint256(lien) << 8) | rank] = claim;
        }
        word = LienWord.withStatus(LienWord.withDefault(word, 0, 0), LienWord.ACTIVE) + 1;
        _liens[lien] = word;
        emit LienCured(lien, financier, uint8(rank), claim, word);
        emit Applied(digest, message.document);
    }

    /// @inheritdoc ILending
    function foreclose(ForecloseTokens calldata message, bytes[] calldata signatures) external {
        _checkDeadline(message.deadline);
        _checkCount(message.tokens.length);
        bytes32 digest = _hashTypedDataV4(Hashing.hash(message));
        uint32 lien = message.lien;
        uint256 word = _loadLien(lien, message.seq);
        uint256 rank = LienWord.defaulted(word);
        if (rank == 0) revert Tokens_NotDefaulted(lien, LienWord.status(word));
        uint40 ends = LienWord.noticeEnds(word);
        if (block.timestamp <= ends) revert Tokens_NoticeRuns(lien, ends, block.timestamp);
        uint24 financier = ClaimWord.financier(_termsOf(lien, word, rank));
        Signers memory signers;
        _addSigner(signers, financier);
        _addFinanciers(signers, lien, word, rank - 1);
        _checkActiveSignatures(digest, signers, signatures);

        word = LienWord.withStatus(word, LienWord.FORECLOSED);
        for (uint256 i = 0; i < message.tokens.length; ++i) {
            _forecloseOne(message.tokens[i], lien, financier, ++word);
        }
        _liens[lien] = word;
        emit Applied(digest, message.document);
    }

    /// @dev Title of what was reported lost or stolen is taken too: a report is the owner's alone, and would keep it.
    function _forecloseOne(uint64 token, uint32 lien, uint24 financier, uint256 word) private {
        uint256 slot = _loadHeld(token);
        if (slot.lien() != lien) revert Tokens_NotUnderLien(token, lien);
        uint8 status = slot.status();
        bool missing = status == TokenWord.LOST || status == TokenWord.STOLEN;
        _checkNoDispute(token, slot.hold());
        Movement memory nowhere;
        _checkMovable(token, missing ? slot.withStatus(TokenWord.ACTIVE) : slot, nowhere);
        uint24 owner = slot.owner();
        slot = _raise(token, slot, true).asHeld(financier, slot.custodian(), 0);
        _tokens[token] = slot;
        _move(owner, financier, token);
        emit Foreclosed(token, lien, financier, owner, slot, word);
    }

    /// @dev A claim of any rank as a claim's word.
    function _termsOf(uint32 lien, uint256 word, uint256 rank) private view returns (uint256) {
        if (rank != 1) return _claim(lien, rank);
        return ClaimWord.make(LienWord.financier(word), LienWord.maturity(word), LienWord.noticeSeconds(word));
    }

    function _checkMaturity(uint32 lien, uint40 maturity) private view {
        if (maturity <= block.timestamp) revert Tokens_NotMatured(lien, maturity, block.timestamp);
    }

    /// @dev Everyone on the list is active and has signed, in its order.
    function _checkActiveSignatures(bytes32 digest, Signers memory signers, bytes[] calldata signatures) private view {
        for (uint256 i = 0; i < signers.count; ++i) {
            _checkActive(signers.list[i], _partners[signers.list[i]]);
        }
        _checkSignatures(digest, signers, signatures);
    }
}
