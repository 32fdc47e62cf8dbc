// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CommissionRun} from "../src/interfaces/Messages.sol";
import {ITokensEvents} from "../src/interfaces/ITokensEvents.sol";
import {TokenWord} from "../src/libraries/TokenWord.sol";
import {RunWord} from "../src/libraries/Words.sol";
import {TwoRuns} from "./support/TwoRuns.sol";

contract LineageTest is TwoRuns {
    using TokenWord for uint256;

    function test_Transform_LineageIsFlattened() public {
        uint32 fourth;
        uint32 third = transform(list(unit(first, 0), unit(second, 0)), "LOT-3");
        uint32 other = commission("LOT-4");
        uint64[] memory ids = new uint64[](4);
        // The second lot is named twice: once as a source of the third, once on its own.
        (ids[0], ids[1], ids[2], ids[3]) = (unit(third, 0), unit(other, 0), unit(second, 1), unit(third, 1));
        fourth = transform(list(ids), "LOT-5");
        same(RunWord.sources(tokens.runSlotOf(fourth)), 4, "sources");
        same(source(fourth, 0), lotOf(third), "its own lot");
        same(source(fourth, 1), lotOf(first), "its first source");
        same(source(fourth, 2), lotOf(second), "its second source");
        same(source(fourth, 3), lotOf(other), "the other input");
        uint32 fifth = transform(list(unit(fourth, 0)), "LOT-6");
        same(RunWord.sources(tokens.runSlotOf(fifth)), 5, "a third generation");
        // A lot two generations back binds.
        uint32 hold = recallLot("LOT-1", 0);
        refusedNow(dispenseData(unit(fifth, 3)), onHold(unit(fifth, 3), hold));
        refusedNow(transferData(rootOf(fourth), DISTRIBUTOR, DISTRIBUTOR), onHold(rootOf(fourth), hold));
    }

    function test_Transform_SixteenLots_NotSeventeen() public {
        uint64[] memory ids = new uint64[](17);
        for (uint256 i = 0; i < 17; ++i) {
            ids[i] = unit(commission(commissioning(string.concat("S-", string(abi.encodePacked(uint8(65 + i)))), 4, 0, 0)), 0);
        }
        refusedNow(
            transformData(list(ids), "LOT-X"),
            abi.encodeWithSelector(ITokensEvents.Tokens_SourcesFull.selector, 17, 16)
        );
        uint64 last = ids[16];
        assembly ("memory-safe") {
            mstore(ids, 16)
        }
        uint32 run = transform(list(ids), "LOT-X");
        same(RunWord.sources(tokens.runSlotOf(run)), 16, "sources");
        for (uint256 i = 0; i < 16; ++i) {
            same(source(run, i), lotOf(uint32(ids[i] >> 32)), "source");
        }
        same(tokens.sourcesOf(run, 2), 0, "no third word");
        // Its own lot is the seventeenth: it can't be an input, nor go into a free container.
        refusedNow(
            transformData(list(unit(run, 0)), "LOT-Y"),
            abi.encodeWithSelector(ITokensEvents.Tokens_SourcesFull.selector, 17, 16)
        );
        unpack(unit(run, 0));
        uint64 small = container(MAKER, 3, 1);
        refusedNow(
            packData(list(unit(run, 0)), small, signers(MAKER)),
            abi.encodeWithSelector(ITokensEvents.Tokens_LotsFull.selector, small, 16)
        );
        // The sixteenth source binds too.
        uint32 hold = recallLot("S-P", 0);
        refusedNow(dispenseData(unit(run, 1)), onHold(unit(run, 1), hold));
        lift(hold);
        recallLot("S-Q", 0);
        dispense(unit(run, 1));
        same(tokens.titleOf(last), MAKER, "left out");
    }

    function test_Transform_RecallOfASource_BindsHeldAndNested() public {
        uint32 run = transform(list(unit(first, 0), unit(second, 0)), "LOT-3");
        unpack(unit(run, 0));
        unpack(box(run, 1));
        uint32 hold = recallLot("LOT-2", RETURNS);
        refusedNow(
            transferData(unit(run, 0), DISTRIBUTOR, DISTRIBUTOR),
            onHold(unit(run, 0), hold)
        );
        refusedNow(transferData(rootOf(run), DISTRIBUTOR, DISTRIBUTOR), onHold(rootOf(run), hold));
        refusedNow(dispenseData(unit(run, 25)), onHold(unit(run, 25), hold));
        refusedNow(rangeData(rootOf(run), run, 1, 9, signers(MAKER)), onHold(unit(run, 1), hold));
        refusedNow(exportData(unit(run, 25)), onHold(unit(run, 25), hold));
        refusedNow(pledgeData(pledgeOf(list(box(run, 1)), 0)), onHold(box(run, 1), hold));
        refusedNow(transformData(list(unit(run, 25)), "LOT-4"), onHold(unit(run, 25), hold));
        refusedNow(
            transferData(box(run, 1), MAKER, CARRIER),
            abi.encodeWithSelector(ITokensEvents.Tokens_NotADestination.selector, box(run, 1), hold, CARRIER)
        );
        same(lens.stateOf(unit(run, 25)).holds.length, 1, "Lens, nested");
        same(lens.stateOf(unit(run, 25)).holds[0], hold, "the source's recall");
        same(lens.stateOf(rootOf(run)).holds[0], hold, "Lens, root");
        // Custody may go where the recall sends it, and it may be destroyed.
        ok(address(tokens), transferData(box(run, 1), MAKER, RETURNS));
        ok(address(tokens), destroyData(list(unit(run, 0)), signers(MAKER)));
        // The first lot's goods aren't concerned.
        dispense(unit(first, 1));
        lift(hold);
        give(rootOf(run), DISTRIBUTOR);
    }

    function test_Transform_RecallOfASource_BindsInsideAMixedContainer() public {
        uint32 run = transform(list(unit(first, 0), unit(second, 0)), "LOT-3");
        uint32 other = commission("LOT-4");
        uint64 small = container(MAKER, 3, 1);
        uint64 big = container(MAKER, 4, 1);
        unpack(unit(run, 0));
        unpack(unit(other, 0));
        pack(unit(other, 0), small);
        pack(unit(run, 0), small);
        same(tokens.slotOf(small).lots(), 4, "own lots and sources");
        pack(small, big);
        same(tokens.slotOf(big).lots(), 4, "above too");
        uint32 hold = recallLot("LOT-1", 0);
        refusedNow(transferData(big, DISTRIBUTOR, DISTRIBUTOR), onHold(big, hold));
        refusedNow(dispenseData(unit(run, 0)), onHold(unit(run, 0), hold));
        same(lens.stateOf(big).holds[0], hold, "Lens");
        // What isn't made of it comes out and is free.
        unpack(unit(other, 0));
        give(unit(other, 0), DISTRIBUTOR);
        same(tokens.slotOf(big).lots(), 3, "three lots left");
        unpack(unit(run, 0));
        same(tokens.slotOf(big).lots(), 0, "none left above");
        same(tokens.slotOf(small).lots(), 0, "none left");
        same(tokens.contentsOf(small, 0), 0, "no entry left");
        same(tokens.contentsOf(big, 0), 0, "no entry left above");
        unpack(small);
        give(small, DISTRIBUTOR);
    }

    /// @dev A run made of units of its own lot: the lot counts once in a container, but the older run's recalled range
    /// binds the newer.
    function test_Transform_IntoItsOwnLot() public {
        uint32 run = transform(list(unit(first, 0)), "LOT-1");
        same(lotOf(run), lotOf(first), "same lot");
        same(source(run, 0), lotOf(first), "source");
        uint64 small = container(MAKER, 3, 1);
        unpack(unit(run, 0));
        pack(unit(run, 0), small);
        same(tokens.slotOf(small).lots(), 1, "lots");
        same(tokens.contentsOf(small, 0), uint256(lotOf(first)) | (1 << 32), "one child");
        unpack(unit(run, 0));
        same(tokens.contentsOf(small, 0), 0, "none");
        uint32 hold = recallRange(first, 0, 0);
        refusedNow(
            dispenseData(unit(run, 1)),
            abi.encodeWithSelector(ITokensEvents.Tokens_RangeInside.selector, unit(run, 1), lotOf(first))
        );
        dispense(unit(first, 1));
        lift(hold);
        dispense(unit(run, 1));
    }

    function test_Transform_ProductOrRangeRecallOfASource() public {
        register(OTHER_GTIN);
        CommissionRun memory m = commissioning("LOT-A", 10, 0, 0);
        m.gtin = OTHER_GTIN;
        m.lotSeq = 0;
        uint32 ingredient = commission(m);
        uint32 run = transform(list(unit(ingredient, 3)), "LOT-3");
        uint32 hold = abi.decode(ok(address(recalls), recallProductData(OTHER_GTIN, REGULATOR)), (uint32));
        refusedNow(dispenseData(unit(run, 0)), onHold(unit(run, 0), hold));
        lift(hold);
        // Even a range that the consumed unit isn't in: nobody knows what else went in.
        hold = recallRange(ingredient, 8, 9);
        refusedNow(
            transferData(rootOf(run), DISTRIBUTOR, DISTRIBUTOR),
            abi.encodeWithSelector(ITokensEvents.Tokens_RangeInside.selector, rootOf(run), lotOf(ingredient))
        );
        uint64 small = container(MAKER, 3, 1);
        unpack(unit(run, 1));
        pack(unit(run, 1), small);
        refusedNow(
            transferData(small, DISTRIBUTOR, DISTRIBUTOR),
            abi.encodeWithSelector(ITokensEvents.Tokens_RangeInside.selector, small, lotOf(ingredient))
        );
        lift(hold);
        give(rootOf(run), DISTRIBUTOR);
        give(small, DISTRIBUTOR);
    }
}
