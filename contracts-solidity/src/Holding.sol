// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {HoldPlacing} from "./tokens/HoldPlacing.sol";
import {PartnerSetting} from "./tokens/PartnerSetting.sol";
import {Views} from "./tokens/Views.sol";

/// @title Holding: the code of quarantines, of lifting and clearing holds, of what is known of partners, and of most views
/// @notice Tokens delegates to it, see Handling.
contract Holding is HoldPlacing, PartnerSetting, Views {}
