// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Claims} from "./tokens/Claims.sol";

/// @title Lending: the code of ILending
/// @notice Tokens delegates to it, see Handling.
contract Lending is Claims {}
