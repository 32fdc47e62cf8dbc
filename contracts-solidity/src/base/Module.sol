// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ITokens} from "../interfaces/ITokens.sol";
import {SignedMessages} from "./SignedMessages.sol";

/// @title A module of Tokens that takes signed messages
abstract contract Module is SignedMessages {
    /// @notice The core.
    ITokens public immutable tokens;

    constructor(ITokens tokens_) {
        tokens = tokens_;
    }
}
