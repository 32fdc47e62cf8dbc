// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Module} from "./base/Module.sol";
import {GrantMandate, RotateAccount} from "./interfaces/Messages.sol";
import {IPartners} from "./interfaces/IPartners.sol";
import {ITokens} from "./interfaces/ITokens.sol";
import {Gs1} from "./libraries/Gs1.sol";
import {ModuleHashes} from "./libraries/ModuleHashes.sol";
import {PartnerWord} from "./libraries/PartyWords.sol";

/// @title Partners
/// @notice See IPartners. The words of partners are in Tokens, which reads them with every act.
contract Partners is Module, IPartners {
    uint256 private constant MAX_NAME_BYTES = 128;
    uint256 private constant GLN_DIGITS = 13;
    uint256 private constant URGENT_SECONDS = 7 days;

    /// @notice The only administrator.
    address public immutable council;

    mapping(address account => uint24) private _partnerOf;
    /// @inheritdoc IPartners
    uint24 public partnerCount;

    modifier onlyCouncil() {
        if (msg.sender != council) revert Partners_NotTheCouncil(msg.sender);
        _;
    }

    constructor(ITokens tokens_, address council_) Module(tokens_) {
        council = council_;
    }

    /// @inheritdoc IPartners
    function admit(
        address account,
        uint16 roles,
        uint256 markets,
        uint64 gln,
        bytes32 identityKey,
        string calldata name
    ) external onlyCouncil returns (uint24 partner) {
        _checkRoles(roles);
        _checkName(name);
        if (gln != 0 && !Gs1.isKey(gln, GLN_DIGITS)) revert Partners_GlnInvalid(gln);
        if (partnerCount == type(uint24).max) revert Partners_Full(type(uint24).max);
        partner = ++partnerCount;
        _claim(account, partner);
        tokens.setPartner(partner, account, roles, PartnerWord.ACTIVE, 0);
        if (markets != 0) tokens.setPartnerMarkets(partner, markets);
        emit PartnerAdmitted(partner, account, roles, markets, gln, identityKey, name, _word(partner));
    }

    /// @inheritdoc IPartners
    function suspend(uint24 partner, uint40 until) external onlyCouncil {
        _suspend(partner, until);
    }

    /// @inheritdoc IPartners
    function suspendUrgently(uint24 partner) external onlyCouncil {
        uint40 until = uint40(block.timestamp + URGENT_SECONDS);
        uint256 word = _load(partner);
        // It never shortens a longer suspension.
        if (PartnerWord.suspended(word) && PartnerWord.until(word) > until) until = PartnerWord.until(word);
        _suspend(partner, until);
    }

    /// @inheritdoc IPartners
    function reinstate(uint24 partner) external onlyCouncil {
        uint256 word = _load(partner);
        if (PartnerWord.status(word) != PartnerWord.SUSPENDED) revert Partners_NotSuspended(partner);
        tokens.setPartner(partner, PartnerWord.account(word), PartnerWord.roles(word), PartnerWord.ACTIVE, 0);
        emit PartnerReinstated(partner, _word(partner));
    }

    /// @inheritdoc IPartners
    function setRoles(uint24 partner, uint16 roles) external onlyCouncil {
        uint256 word = _load(partner);
        _checkRoles(roles);
        _set(partner, PartnerWord.account(word), roles, word);
        emit RolesChanged(partner, roles, _word(partner));
    }

    /// @inheritdoc IPartners
    function setMarkets(uint24 partner, uint256 markets) external onlyCouncil {
        _load(partner);
        tokens.setPartnerMarkets(partner, markets);
        emit MarketsChanged(partner, markets, _word(partner));
    }

    /// @inheritdoc IPartners
    function setIdentityKey(uint24 partner, bytes32 identityKey) external onlyCouncil {
        uint256 word = _load(partner);
        _set(partner, PartnerWord.account(word), PartnerWord.roles(word), word);
        emit IdentityKeyChanged(partner, identityKey, _word(partner));
    }

    /// @inheritdoc IPartners
    function recover(uint24 partner, address account) external onlyCouncil {
        _changeAccount(partner, _load(partner), account, true);
    }

    /// @inheritdoc IPartners
    function nameMarket(uint8 market, string calldata name) external onlyCouncil {
        _checkName(name);
        emit MarketNamed(market, name);
    }

    /// @inheritdoc IPartners
    function rotate(RotateAccount calldata message, bytes[] calldata signatures) external {
        _checkDeadline(message.deadline);
        bytes32 digest = _hashTypedDataV4(ModuleHashes.hash(message));
        uint256 word = _load(message.partner);
        _checkActive(message.partner, word);
        if (PartnerWord.seq(word) != message.seq) {
            revert Partners_StaleSeq(message.partner, message.seq, PartnerWord.seq(word));
        }
        if (signatures.length != 2) revert Messages_SignatureCount(2, signatures.length);
        _checkSignature(digest, message.partner, PartnerWord.account(word), signatures[0], 0);
        _checkSignature(digest, message.partner, message.account, signatures[1], 1);
        _changeAccount(message.partner, word, message.account, false);
        emit Applied(digest, message.document);
    }

    /// @inheritdoc IPartners
    function mandate(GrantMandate calldata message, bytes calldata signature) external {
        _checkDeadline(message.deadline);
        bytes32 digest = _hashTypedDataV4(ModuleHashes.hash(message));
        uint256 word = _load(message.owner);
        if (PartnerWord.seq(word) != message.seq) {
            revert Partners_StaleSeq(message.owner, message.seq, PartnerWord.seq(word));
        }
        _checkSigner(digest, message.owner, word, signature);
        _load(message.agent);
        tokens.setMandate(message.owner, message.agent, message.until);
        emit Applied(digest, message.document);
    }

    /// @inheritdoc IPartners
    function partnerOf(address account) external view returns (uint24 partner) {
        return _partnerOf[account];
    }

    function _changeAccount(uint24 partner, uint256 word, address account, bool recovered) private {
        _claim(account, partner);
        _set(partner, account, PartnerWord.roles(word), word);
        emit AccountChanged(partner, PartnerWord.account(word), account, recovered, _word(partner));
    }

    /// @dev An account serves one partner, once.
    function _claim(address account, uint24 partner) private {
        if (account == address(0) || _partnerOf[account] != 0) {
            revert Partners_AccountTaken(account, _partnerOf[account]);
        }
        _partnerOf[account] = partner;
    }

    function _suspend(uint24 partner, uint40 until) private {
        uint256 word = _load(partner);
        if (until <= block.timestamp) revert Partners_UntilInvalid(until, block.timestamp);
        tokens.setPartner(
            partner,
            PartnerWord.account(word),
            PartnerWord.roles(word),
            PartnerWord.SUSPENDED,
            until
        );
        emit PartnerSuspended(partner, until, _word(partner));
    }

    /// @dev Keeps the suspension as it is.
    function _set(uint24 partner, address account, uint16 roles, uint256 word) private {
        tokens.setPartner(partner, account, roles, PartnerWord.status(word), PartnerWord.until(word));
    }

    function _load(uint24 partner) private view returns (uint256 word) {
        word = _word(partner);
        if (word == 0) revert Partners_Unknown(partner);
    }

    function _word(uint24 partner) private view returns (uint256) {
        return tokens.partnerSlotOf(partner);
    }

    function _checkRoles(uint16 roles) private pure {
        if (roles == 0 || roles & ~PartnerWord.ALL != 0) revert Partners_RolesInvalid(roles);
    }

    function _checkName(string calldata name) private pure {
        uint256 length = bytes(name).length;
        if (length == 0 || length > MAX_NAME_BYTES) revert Partners_NameInvalid(length, MAX_NAME_BYTES);
    }
}
