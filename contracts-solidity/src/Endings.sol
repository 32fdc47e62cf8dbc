// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Transforming} from "./tokens/Transforming.sol";

/// @title Endings: the code of IEndings
/// @notice Tokens delegates to it, see Handling.
contract Endings is Transforming {}
