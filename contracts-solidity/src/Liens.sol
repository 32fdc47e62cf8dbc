// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Module} from "./base/Module.sol";
import {ILiens} from "./interfaces/ILiens.sol";
import {ReleaseLien, ReleaseTokens} from "./interfaces/Messages.sol";
import {ITokens} from "./interfaces/ITokens.sol";
import {Hashing} from "./libraries/Hashing.sol";
import {ClaimWord, LienWord, PartnerWord} from "./libraries/PartyWords.sol";

/// @title Liens
/// @notice See ILiens. A financier may release while it is suspended: that harms nobody else.
contract Liens is Module, ILiens {
    constructor(ITokens tokens_) Module(tokens_) {}

    /// @inheritdoc ILiens
    function release(ReleaseLien calldata message, bytes calldata signature) external {
        _checkDeadline(message.deadline);
        bytes32 digest = _hashTypedDataV4(Hashing.hash(message));
        uint256 word = tokens.lienSlotOf(message.lien);
        if (word == 0) revert Liens_Unknown(message.lien);
        _checkFinancier(digest, _financierOf(message.lien, word, message.rank), signature, 0);
        tokens.releaseLien(message.lien, message.seq, message.rank);
        emit Applied(digest, message.document);
    }

    /// @inheritdoc ILiens
    function releaseTokens(ReleaseTokens calldata message, bytes[] calldata signatures) external {
        _checkDeadline(message.deadline);
        bytes32 digest = _hashTypedDataV4(Hashing.hash(message));
        _checkFinanciers(digest, message.lien, signatures);
        tokens.releaseTokens(message.lien, message.seq, message.tokens);
        emit Applied(digest, message.document);
    }

    /// @dev The financier of each claim has signed, by rank. No two are the same partner: addClaim takes none twice.
    function _checkFinanciers(bytes32 digest, uint32 lien, bytes[] calldata signatures) private view {
        uint256 word = tokens.lienSlotOf(lien);
        if (word == 0) revert Liens_Unknown(lien);
        uint256 count = LienWord.juniors(word) + 1;
        if (signatures.length != count) revert Messages_SignatureCount(count, signatures.length);
        for (uint8 i = 0; i < count; ++i) {
            _checkFinancier(digest, _financierOf(lien, word, i + 1), signatures[i], i);
        }
    }

    function _financierOf(uint32 lien, uint256 word, uint8 rank) private view returns (uint24) {
        return rank == 1 ? LienWord.financier(word) : ClaimWord.financier(tokens.claimOf(lien, rank));
    }

    function _checkFinancier(bytes32 digest, uint24 financier, bytes calldata signature, uint256 index) private view {
        _checkSignature(digest, financier, PartnerWord.account(tokens.partnerSlotOf(financier)), signature, index);
    }
}
