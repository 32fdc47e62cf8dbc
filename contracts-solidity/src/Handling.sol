// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Nesting} from "./tokens/Nesting.sol";
import {RangeDispensing} from "./tokens/RangeDispensing.sol";

/// @title Handling: the code of pack, touch, sweep and dispenseRange
/// @notice Tokens delegates these to an instance that is fixed when Tokens is made, because one contract's code is at
/// most 24,576 bytes. On its own this contract has no tokens, so calling it directly does nothing.
contract Handling is Nesting, RangeDispensing {}
