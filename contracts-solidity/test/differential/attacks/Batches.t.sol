// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ITokensEvents} from "../../../src/interfaces/ITokensEvents.sol";
import {Item} from "../../../src/interfaces/IRelay.sol";
import {TokenSeq} from "../../../src/interfaces/Messages.sol";
import {TokenWord} from "../../../src/libraries/TokenWord.sol";
import {LedgerTest} from "../../support/LedgerTest.sol";

/// @title Duplicate ids and overlapping ranges in one message and in one batch
contract BatchesTest is LedgerTest {
    uint32 private run;

    function setUp() public override {
        super.setUp();
        run = commission("LOT-1");
    }

    function _batch(bytes memory first, bytes memory second) private returns (bool[] memory) {
        Item[] memory items = new Item[](2);
        items[0] = Item(address(tokens), 2_000_000, first);
        items[1] = Item(address(tokens), 2_000_000, second);
        return relay.execute(items);
    }

    function test_Batch_OverlappingRangesTakeEachUnitOnce() public {
        ok(address(tokens), rangeData(rootOf(run), run, 50, 149, signers(MAKER)));
        // Both name the same seq: the second is stale, whatever it overlaps.
        bool[] memory applied = _batch(
            rangeData(rootOf(run), run, 150, 159, signers(MAKER)),
            rangeData(rootOf(run), run, 155, 165, signers(MAKER))
        );
        yes(applied[0] && !applied[1], "one of two");
        // Signed for what is on chain now, only the overlap is left to stop it.
        refused(
            address(tokens),
            rangeData(rootOf(run), run, 0, 50, signers(MAKER)),
            abi.encodeWithSelector(ITokensEvents.Tokens_AlreadyTouched.selector, unit(run, 50))
        );
        ok(address(tokens), rangeData(rootOf(run), run, 0, 49, signers(MAKER)));
    }

    function test_Batch_TheSameMessageTwiceAppliesOnce() public {
        bytes memory data = dispenseData(unit(run, 0));
        bool[] memory applied = _batch(data, data);
        yes(applied[0] && !applied[1], "once");
    }

    function test_Batch_OneUnitSoldToTwoBuyers() public {
        unpack(unit(run, 0));
        bool[] memory applied = _batch(
            transferData(unit(run, 0), DISTRIBUTOR, DISTRIBUTOR),
            transferData(unit(run, 0), PHARMACY, PHARMACY)
        );
        yes(applied[0] && !applied[1], "the first buyer has it");
        same(tokens.titleOf(unit(run, 0)), DISTRIBUTOR, "owner");
    }

    function test_Message_DuplicateIds() public {
        unpack(unit(run, 0));
        TokenSeq[] memory twice = list(unit(run, 0), unit(run, 0));
        bytes memory stale = abi.encodeWithSelector(ITokensEvents.Tokens_StaleSeq.selector, unit(run, 0), 1, 2);
        refused(address(tokens), transferData(transferOf(twice, DISTRIBUTOR, DISTRIBUTOR)), stale);
        refused(address(tokens), pledgeData(pledgeOf(twice, 0)), stale);
        refused(
            address(tokens),
            dispenseData(twice, signers(MAKER)),
            abi.encodeWithSelector(
                ITokensEvents.Tokens_Terminal.selector,
                unit(run, 0),
                TokenWord.DISPENSED
            )
        );
        refused(
            address(tokens),
            packData(twice, box(run, 0), signers(MAKER)),
            abi.encodeWithSelector(ITokensEvents.Tokens_NotHeld.selector, unit(run, 0), box(run, 0))
        );
        uint32 lien = pledge(unit(run, 0), 0);
        refused(
            address(liens),
            releaseTokensData(lien, list(unit(run, 0), unit(run, 0)), BANK),
            abi.encodeWithSelector(ITokensEvents.Tokens_StaleSeq.selector, unit(run, 0), 2, 3)
        );
    }

    function test_Ids_BeyondTheCountOrTheLayout() public {
        uint64[4] memory ids = [unit(run, 1_000), box(run, 50), pallet(run, 5), rootOf(run) + 1];
        for (uint256 i = 0; i < ids.length; ++i) {
            bytes memory unknown = abi.encodeWithSelector(ITokensEvents.Tokens_Unknown.selector, ids[i]);
            refused(address(tokens), touchData(ids[i], MAKER), unknown);
            refused(address(tokens), dispenseData(list(ids[i]), signers(MAKER)), unknown);
            refused(address(tokens), packData(list(ids[i]), rootOf(run), signers(MAKER)), unknown);
            refused(address(recalls), recallTokenData(ids[i], REGULATOR, 0), unknown);
        }
    }

    function test_Recall_OverlappingRangesEachBind() public {
        uint32 a = recallRange(run, 0, 10);
        uint32 b = recallRange(run, 5, 15);
        unpack(unit(run, 7));
        lift(a);
        refused(
            address(tokens),
            transferData(unit(run, 7), DISTRIBUTOR, DISTRIBUTOR),
            abi.encodeWithSelector(ITokensEvents.Tokens_OnHold.selector, unit(run, 7), b)
        );
        lift(b);
        give(unit(run, 7), DISTRIBUTOR);
    }
}
