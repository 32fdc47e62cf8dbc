// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {RunWord} from "../../src/libraries/Words.sol";
import {EndingCalls} from "./EndingCalls.sol";

/// @title Two runs of the maker, of one lot each
abstract contract TwoRuns is EndingCalls {
    uint32 internal first;
    uint32 internal second;

    function setUp() public virtual override {
        super.setUp();
        first = commission("LOT-1");
        second = commission("LOT-2");
    }

    function lotOf(uint32 run) internal view returns (uint32) {
        return RunWord.lot(tokens.runSlotOf(run));
    }

    function source(uint32 run, uint256 index) internal view returns (uint32) {
        return uint32(tokens.sourcesOf(run, uint8(index >> 3)) >> ((index & 7) * 32));
    }
}
