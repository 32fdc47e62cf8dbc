// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {IMessages} from "../interfaces/IMessages.sol";
import {PartnerWord} from "../libraries/PartyWords.sol";

/// @title Deadlines, digests and signatures
abstract contract SignedMessages is EIP712, IMessages {
    constructor() EIP712("Ledger", "1") {}

    /// @inheritdoc IMessages
    function domainSeparator() external view returns (bytes32) {
        return _domainSeparatorV4();
    }

    function _checkDeadline(uint64 deadline) internal view {
        if (block.timestamp > deadline) revert Messages_DeadlinePassed(deadline, block.timestamp);
    }

    /// @dev An account without code signs by ECDSA, a contract by EIP-1271 (a static call: it can't re-enter to write).
    /// Recovery comes first because it saves reading the account's code; a key can't collide with a contract's address.
    function _checkSignature(
        bytes32 digest,
        uint24 partner,
        address account,
        bytes calldata signature,
        uint256 index
    ) internal view {
        // 0 is what a fault gives.
        (address recovered, , ) = ECDSA.tryRecoverCalldata(digest, signature);
        if (recovered == account) {
            if (recovered != address(0)) return;
        }
        if (
            account.code.length == 0 ||
            !SignatureChecker.isValidERC1271SignatureNowCalldata(account, digest, signature)
        ) revert Messages_WrongSigner(partner, account, index);
    }

    /// @dev For a message with one signer: admitted, not suspended, signed. `word` is the partner's.
    function _checkSigner(
        bytes32 digest,
        uint24 partner,
        uint256 word,
        bytes calldata signature
    ) internal view {
        _checkActive(partner, word);
        _checkSignature(digest, partner, PartnerWord.account(word), signature, 0);
    }

    function _checkActive(uint24 partner, uint256 word) internal view {
        if (word == 0) revert Partners_Unknown(partner);
        if (PartnerWord.suspended(word)) revert Partners_Suspended(partner, PartnerWord.until(word));
    }

    function _checkRole(uint24 partner, uint256 word, uint16 wanted) internal pure {
        if (PartnerWord.roles(word) & wanted == 0) revert Partners_RoleMissing(partner, wanted);
    }
}
