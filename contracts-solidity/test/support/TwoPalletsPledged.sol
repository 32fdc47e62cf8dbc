// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {TokenWord} from "../../src/libraries/TokenWord.sol";
import {LendingCalls} from "./LendingCalls.sol";

/// @title Two pallets under one lien
abstract contract TwoPalletsPledged is LendingCalls {
    using TokenWord for uint256;

    uint32 internal lien;
    uint64 internal other;

    function setUp() public virtual override {
        super.setUp();
        other = pallet(run, 1);
        unpack(other);
        give(other, DISTRIBUTOR);
        lien = pledgeBriefly(list(goods, other), 7);
    }

    function refusedForeclosure(uint64 token, bytes memory reason) internal {
        refused(address(tokens), forecloseData(lien, ids(token), signers(BANK)), reason);
    }

    function foreclosed(uint64 token) internal {
        ok(address(tokens), forecloseData(lien, ids(token), signers(BANK)));
        same(tokens.titleOf(token), BANK, "title is the financier's");
        same(tokens.slotOf(token).lien(), 0, "free of the lien");
    }
}
