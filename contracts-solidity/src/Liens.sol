// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Module} from "./base/Module.sol";
import {ILiens} from "./interfaces/ILiens.sol";
import {ReleaseLien, ReleaseTokens} from "./interfaces/Messages.sol";
import {ITokens} from "./interfaces/ITokens.sol";
import {Hashing} from "./libraries/Hashing.sol";
import {LienWord, PartnerWord} from "./libraries/Words.sol";

/// @title Liens
/// @notice See ILiens. A financier may release while it is suspended: that harms nobody else.
contract Liens is Module, ILiens {
    constructor(ITokens tokens_) Module(tokens_) {}

    /// @inheritdoc ILiens
    function release(ReleaseLien calldata message, bytes calldata signature) external {
        _checkDeadline(message.deadline);
        bytes32 digest = _hashTypedDataV4(Hashing.hash(message));
        _checkFinancier(digest, message.lien, signature);
        tokens.releaseLien(message.lien, message.seq);
        emit Applied(digest, message.document);
    }

    /// @inheritdoc ILiens
    function releaseTokens(ReleaseTokens calldata message, bytes calldata signature) external {
        _checkDeadline(message.deadline);
        bytes32 digest = _hashTypedDataV4(Hashing.hash(message));
        _checkFinancier(digest, message.lien, signature);
        tokens.releaseTokens(message.lien, message.seq, message.tokens);
        emit Applied(digest, message.document);
    }

    function _checkFinancier(bytes32 digest, uint32 lien, bytes calldata signature) private view {
        uint256 word = tokens.lienSlotOf(lien);
        if (word == 0) revert Liens_Unknown(lien);
        uint24 financier = LienWord.financier(word);
        _checkSignature(digest, financier, PartnerWord.account(tokens.partnerSlotOf(financier)), signature, 0);
    }
}
