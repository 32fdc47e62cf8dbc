// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {ITokensEvents} from "../../src/interfaces/ITokensEvents.sol";
import {TokenWord} from "../../src/libraries/TokenWord.sol";
import {EndingCalls} from "../support/EndingCalls.sol";

/// @title As Daggers.t.sol, for what ends with a container
contract EndDaggersTest is EndingCalls {
    uint32 private run;
    uint64 private tote;

    function setUp() public override {
        super.setUp();
        run = commission("LOT-1");
        tote = container(MAKER, 3, 0);
        unpack(unit(run, 0));
        pack(unit(run, 0), tote);
    }

    /// @dev Without the terminal check in TokensState._walk: the content of what was destroyed would have an owner.
    function test_FullContainer_EndsWithItsContent() public {
        destroy(tote);
        bytes memory reason = abi.encodeWithSelector(
            ITokensEvents.Tokens_Terminal.selector,
            tote,
            TokenWord.DESTROYED
        );
        refused(address(tokens), abi.encodeCall(IERC721.ownerOf, (unit(run, 0))), reason);
        refused(address(tokens), dispenseData(list(unit(run, 0)), signers(MAKER)), reason);
        same(lens.stateOf(unit(run, 0)).status, TokenWord.DESTROYED, "by Lens");
    }

    /// @dev Without the same check, for default parents.
    function test_FullCase_EndsWithItsUnits() public {
        unpack(box(run, 1));
        destroy(box(run, 1));
        bytes memory reason = abi.encodeWithSelector(
            ITokensEvents.Tokens_Terminal.selector,
            box(run, 1),
            TokenWord.DESTROYED
        );
        refused(address(tokens), abi.encodeCall(IERC721.ownerOf, (unit(run, 20))), reason);
        refused(address(tokens), rangeData(rootOf(run), run, 20, 25, signers(MAKER)), reason);
    }

    /// @dev Without the rule that a container's other final statuses are none: only units are dispensed or exported.
    function test_FullContainer_HasNoOtherEnd() public {
        bytes memory reason = abi.encodeWithSelector(ITokensEvents.Tokens_NotAUnit.selector, tote);
        refused(address(tokens), dispenseData(list(tote), signers(MAKER)), reason);
        refused(address(tokens), exportData(list(tote), signers(MAKER)), reason);
        refused(address(tokens), transformData(list(tote), "LOT-3"), reason);
    }

    /// @dev A container that was emptied is one like any other.
    function test_EmptiedContainer_CanBeFilledAgainOrDestroyed() public {
        unpack(unit(run, 0));
        pack(unit(run, 0), tote);
        unpack(unit(run, 0));
        destroy(tote);
        same(lens.stateOf(tote).status, TokenWord.DESTROYED, "gone");
        same(tokens.titleOf(unit(run, 0)), MAKER, "what was in it isn't");
    }
}
