// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILending} from "../interfaces/ILending.sol";
import {TokenSeq} from "../interfaces/Messages.sol";
import {TokenWord} from "../libraries/TokenWord.sol";
import {ClaimWord, LienWord} from "../libraries/PartyWords.sol";
import {Contents} from "./Contents.sol";

/// @title Releases of claims and of single tokens, for the module Liens
abstract contract Releasing is Contents, ILending {
    using TokenWord for uint256;

    /// @inheritdoc ILending
    function releaseLien(uint32 lien, uint32 seq, uint8 rank) external onlyModule(LIENS) {
        uint256 word = _loadLien(lien, seq);
        uint256 juniors = LienWord.juniors(word);
        if (rank == 0 || rank > juniors + 1) revert Tokens_RankInvalid(lien, rank);
        if (juniors == 0) {
            word = LienWord.asReleased(word);
            _liens[lien] = word;
            emit LienReleased(lien, word);
            return;
        }
        uint24 financier = rank == 1 ? LienWord.financier(word) : ClaimWord.financier(_claim(lien, rank));
        if (rank == 1) {
            uint256 next = _claim(lien, 2);
            word = LienWord.withClaim(
                word,
                ClaimWord.financier(next),
                ClaimWord.maturity(next),
                ClaimWord.noticeSeconds(next)
            );
        }
        for (uint256 i = rank == 1 ? 2 : rank; i <= juniors; ++i) {
            _setClaim(lien, i, _claim(lien, i + 1));
        }
        _setClaim(lien, juniors + 1, 0);
        word = LienWord.withJuniors(word, juniors - 1) + 1;
        uint256 defaulted = LienWord.defaulted(word);
        if (defaulted == rank) {
            word = LienWord.withStatus(LienWord.withDefault(word, 0, 0), LienWord.ACTIVE);
        } else if (defaulted > rank) {
            word = LienWord.withDefault(word, defaulted - 1, LienWord.noticeEnds(word));
        }
        _liens[lien] = word;
        emit ClaimReleased(lien, financier, rank, word);
    }

    /// @inheritdoc ILending
    function releaseTokens(uint32 lien, uint32 seq, TokenSeq[] calldata tokens) external onlyModule(LIENS) {
        _checkCount(tokens.length);
        uint256 word = _loadLien(lien, seq);
        for (uint256 i = 0; i < tokens.length; ++i) {
            uint64 token = tokens[i].token;
            uint256 slot = _loadHeld(token);
            _checkSeq(token, tokens[i].seq, slot);
            if (slot.lien() != lien) revert Tokens_NotUnderLien(token, lien);
            slot = _raise(token, slot, true).withLien(0);
            _tokens[token] = slot;
            ++word;
            emit TokenReleased(token, lien, slot, word);
        }
        _liens[lien] = word;
    }

    function _loadLien(uint32 lien, uint32 seq) internal view returns (uint256 word) {
        word = _liens[lien];
        if (!LienWord.alive(word)) revert Tokens_LienNotActive(lien);
        if (LienWord.seq(word) != seq) revert Tokens_StaleLien(lien, seq, LienWord.seq(word));
    }

    function _claim(uint32 lien, uint256 rank) internal view returns (uint256) {
        return _claims[(uint256(lien) << 8) | rank];
    }

    function _setClaim(uint32 lien, uint256 rank, uint256 claim) private {
        _claims[(uint256(lien) << 8) | rank] = claim;
        emit ClaimSet(lien, uint8(rank), claim);
    }
}
