// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {HoldPlacing} from "./tokens/HoldPlacing.sol";

/// @title Holding: the code of holds
/// @notice Tokens delegates to it, see Handling.
contract Holding is HoldPlacing {}
