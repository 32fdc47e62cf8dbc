// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {DispenseRange, DispenseTokens, PackTokens, TouchToken, UnpackTokens} from "./Messages.sol";

/// @title The acts of Tokens whose code is in the contract Handling
/// @notice Call them at Tokens, whose storage and signing domain they use.
interface IHandling {
    /// @notice Puts held tokens into a container.
    function pack(PackTokens calldata message, bytes[] calldata signatures) external;

    /// @notice Takes tokens out of their parents.
    function unpack(UnpackTokens calldata message, bytes[] calldata signatures) external;

    /// @notice Dispenses single units.
    function dispense(DispenseTokens calldata message, bytes[] calldata signatures) external;

    /// @notice Dispenses a range of units without records.
    function dispenseRange(DispenseRange calldata message, bytes[] calldata signatures) external;

    /// @notice Withdraws outstanding consent.
    function touch(TouchToken calldata message, bytes calldata signature) external;

    /// @notice Drops lifted holds from a token and lowers its ancestors' counters. Anyone may call; no seq is raised.
    function sweep(uint64 token) external;
}
