// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ITokensEvents} from "../../src/interfaces/ITokensEvents.sol";
import {LendingCalls} from "./LendingCalls.sol";

/// @title The distributor's pallet and the rest of its lot are recalled
abstract contract RecalledLot is LendingCalls {
    uint32 internal hold;

    function setUp() public virtual override {
        super.setUp();
        hold = recallLot("LOT-1", 0);
    }

    function onHold(uint64 token, uint32 by) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(ITokensEvents.Tokens_OnHold.selector, token, by);
    }

    function lists(uint64 token, uint256 count, string memory what) internal view {
        same(lens.stateOf(token).holds.length, count, what);
    }
}
