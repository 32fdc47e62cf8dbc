// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {TokensState} from "./TokensState.sol";

/// @title The views of Tokens that modules read while they verify a message
abstract contract ModuleViews is TokensState {
    /// @dev See ITokens.
    function slotOf(uint64 token) external view returns (uint256) {
        return _tokens[token];
    }

    /// @dev See ITokens.
    function runSlotOf(uint32 run) external view returns (uint256) {
        return _runs[run];
    }

    /// @dev See ITokens.
    function lienSlotOf(uint32 lien) external view returns (uint256) {
        return _liens[lien];
    }

    /// @dev See ITokens.
    function holdSlotOf(uint32 hold) external view returns (uint256) {
        return _holds[hold];
    }

    /// @dev See ITokens.
    function partnerSlotOf(uint24 partner) external view returns (uint256) {
        return _partners[partner];
    }

    /// @dev See ITokens.
    function moduleOf(uint8 kind) external view returns (address) {
        return address(uint160(_modules[kind]));
    }

    /// @dev See ITokens.
    function rootOf(uint64 token) external view returns (uint64 root, uint256 rootSlot) {
        Place memory place = _locate(token);
        return (place.root, place.rootSlot);
    }
}
