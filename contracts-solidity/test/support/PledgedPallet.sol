// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {LienWord} from "../../src/libraries/PartyWords.sol";
import {LendingCalls} from "./LendingCalls.sol";

/// @title A pallet under a lien that matures within the hour
abstract contract PledgedPallet is LendingCalls {
    uint32 internal lien;

    function setUp() public virtual override {
        super.setUp();
        lien = pledgeBriefly(list(goods), 7);
    }

    function ranks() internal view returns (uint24[4] memory found) {
        for (uint8 rank = 1; rank <= 4; ++rank) {
            found[rank - 1] = financierOf(lien, rank);
        }
    }

    function isRanked(uint24 a, uint24 b, uint24 c, uint24 d, string memory what) internal view {
        uint24[4] memory found = ranks();
        uint24[4] memory wanted = [a, b, c, d];
        uint256 juniors = 0;
        for (uint256 i = 0; i < 4; ++i) {
            same(found[i], wanted[i], what);
            if (i != 0 && wanted[i] != 0) ++juniors;
        }
        same(LienWord.juniors(tokens.lienSlotOf(lien)), juniors, what);
    }

    function fillRanks() internal {
        addClaim(lien, SECOND);
        addClaim(lien, THIRD);
        addClaim(lien, FOURTH);
    }
}
