// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IERC721Metadata} from "@openzeppelin/contracts/token/ERC721/extensions/IERC721Metadata.sol";
import {TokenWord} from "../libraries/TokenWord.sol";
import {Balances} from "./Balances.sol";

/// @title The views of Tokens that modules don't need: raw words, where a token is, and the ERC-721 face without approvals
abstract contract Views is Balances, IERC721Errors {
    using TokenWord for uint256;

    /// @dev See ITokens.
    function lotSlotOf(uint32 lot) external view returns (uint256) {
        return _lots[lot];
    }

    /// @dev See ITokens.
    function lotMarketsOf(uint32 lot) external view returns (uint256) {
        return _lotMarkets[lot];
    }

    /// @dev See ITokens.
    function productSlotOf(uint32 product) external view returns (uint256) {
        return _products[product];
    }

    /// @dev See ITokens.
    function claimOf(uint32 lien, uint8 rank) external view returns (uint256) {
        return _claims[(uint256(lien) << 8) | rank];
    }

    /// @dev See ITokens.
    function shipmentSlotOf(uint32 shipment) external view returns (uint256) {
        return _shipments[shipment];
    }

    /// @dev See ITokens.
    function manifestOf(uint32 shipment) external view returns (bytes32) {
        return _manifests[shipment];
    }

    /// @dev See ITokens.
    function sourcesOf(uint32 run, uint8 index) external view returns (uint256) {
        return _sources[(uint256(run) << 8) | index];
    }

    /// @dev See ITokens.
    function mandateOf(uint24 owner, uint24 agent) external view returns (uint40) {
        return uint40(_mandates[(uint48(owner) << 24) | agent]);
    }

    /// @dev See ITokens.
    function partnerMarketsOf(uint24 partner) external view returns (uint256) {
        return _partnerMarkets[partner];
    }

    /// @dev See ITokens.
    function rangeOf(uint32 run, uint8 index) external view returns (uint256) {
        return _ranges[(uint256(run) << 8) | index];
    }

    /// @dev See ITokens.
    function contentsOf(uint64 container, uint8 index) external view returns (uint256) {
        return _contents[(uint256(container) << 8) | index];
    }

    /// @dev See ITokens.
    function touchedOf(uint64 word) external view returns (uint256) {
        return _touched[word];
    }

    /// @dev See ITokens.
    function runCount() external view returns (uint32) {
        return uint32(_modules[CATALOGUE] >> 160);
    }

    /// @dev See ITokens.
    function parentOf(uint64 token) external view returns (uint64) {
        return _locate(token).parent;
    }

    /// @dev See ITokens.
    function titleOf(uint64 token) external view returns (uint24 partner) {
        return _locate(token).rootSlot.owner();
    }

    /// @dev See ITokens.
    function custodianOf(uint64 token) external view returns (uint24 partner) {
        return _locate(token).rootSlot.custodian();
    }

    /// @dev See ITokens.
    function addressOf(uint24 partner) external pure returns (address) {
        return _addressOf(partner);
    }

    /// @dev See ITokens.
    function ownerOf(uint256 tokenId) external view returns (address owner) {
        return _addressOf(_locate(_toId(tokenId)).rootSlot.owner());
    }

    /// @notice Held tokens of a partner's ERC-721 address, or tokens that were packed for the ledger's own address.
    function balanceOf(address account) external view returns (uint256) {
        uint24 partner = uint24(uint160(account));
        if (account == address(this)) {
            partner = 0;
        } else if (partner == 0 || account != _addressOf(partner)) {
            if (account == address(0)) revert ERC721InvalidOwner(account);
            return 0;
        }
        return uint32(_balances[partner >> 3] >> (uint256(partner & 7) * 32));
    }

    /// @notice No approvals: zero for every token that exists.
    function getApproved(uint256 tokenId) external view returns (address) {
        _locate(_toId(tokenId));
        return address(0);
    }

    /// @notice No operators.
    function isApprovedForAll(address, address) external pure returns (bool) {
        return false;
    }

    /// @notice Always reverts.
    function transferFrom(address, address, uint256) external pure {
        revert Tokens_UseSignedTransfer();
    }

    /// @notice Always reverts.
    function safeTransferFrom(address, address, uint256) external pure {
        revert Tokens_UseSignedTransfer();
    }

    /// @notice Always reverts.
    function safeTransferFrom(address, address, uint256, bytes calldata) external pure {
        revert Tokens_UseSignedTransfer();
    }

    /// @notice Always reverts.
    function approve(address, uint256) external pure {
        revert Tokens_UseSignedTransfer();
    }

    /// @notice Always reverts.
    function setApprovalForAll(address, bool) external pure {
        revert Tokens_UseSignedTransfer();
    }

    /// @notice "Ledger".
    function name() external pure returns (string memory) {
        return "Ledger";
    }

    /// @notice "LEDGER".
    function symbol() external pure returns (string memory) {
        return "LEDGER";
    }

    /// @notice Empty for every token that exists: what a token is, nodes answer.
    function tokenURI(uint256 tokenId) external view returns (string memory) {
        _locate(_toId(tokenId));
        return "";
    }

    /// @notice ERC-165, ERC-721 and its metadata extension.
    function supportsInterface(bytes4 interfaceId) external pure returns (bool) {
        return
            interfaceId == type(IERC165).interfaceId ||
            interfaceId == type(IERC721).interfaceId ||
            interfaceId == type(IERC721Metadata).interfaceId;
    }

    function _toId(uint256 tokenId) private pure returns (uint64) {
        if (tokenId > type(uint64).max) revert Tokens_NotAnId(tokenId);
        return uint64(tokenId);
    }
}
