// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Shipments} from "./tokens/Shipments.sol";

/// @title Shipping: the code of IShipping
/// @notice Tokens delegates to it, see Handling.
contract Shipping is Shipments {}
