// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ITokensEvents} from "../src/interfaces/ITokensEvents.sol";
import {TokenWord} from "../src/libraries/TokenWord.sol";
import {RecalledLot} from "./support/RecalledLot.sol";

contract ClearedContentsTest is RecalledLot {
    using TokenWord for uint256;

    // ---- packing ----

    function test_Pack_UnclearedDoesNotSlipIn() public {
        unpack(unit(run, 3));
        unpack(box(run, 1));
        clear(hold, goods);
        bytes4 notCleared = ITokensEvents.Tokens_NotCleared.selector;
        refused(
            address(tokens),
            packData(unit(run, 3), box(run, 0)),
            abi.encodeWithSelector(notCleared, unit(run, 3), box(run, 0))
        );
        refused(
            address(tokens),
            packData(box(run, 1), goods),
            abi.encodeWithSelector(notCleared, box(run, 1), goods)
        );
        // Nor together with one that may.
        unpack(unit(run, 4));
        refused(
            address(tokens),
            packData(list(unit(run, 4), unit(run, 3)), box(run, 0), signers(DISTRIBUTOR)),
            abi.encodeWithSelector(notCleared, unit(run, 3), box(run, 0))
        );
        pack(unit(run, 4), box(run, 0));
        clear(hold, unit(run, 3));
        pack(unit(run, 3), box(run, 0));
        give(goods, PHARMACY);
    }

    function test_Pack_AfterTheLiftNothingKeepsItOut() public {
        unpack(unit(run, 3));
        clear(hold, goods);
        lift(hold);
        pack(unit(run, 3), box(run, 0));
        // A later recall binds all of them alike.
        uint32 second = recallLot("LOT-1", 0);
        refused(address(tokens), dispenseData(unit(run, 3)), onHold(unit(run, 3), second));
        clear(second, goods);
        dispense(unit(run, 3));
    }

    function test_Pack_LessClearedThanTheNewerGeneration() public {
        unpack(unit(run, 3));
        clear(hold, unit(run, 3));
        clear(hold, goods);
        uint32 second = recallLot("LOT-1", 0);
        clear(second, goods);
        refused(
            address(tokens),
            packData(unit(run, 3), box(run, 0)),
            abi.encodeWithSelector(ITokensEvents.Tokens_NotCleared.selector, unit(run, 3), box(run, 0))
        );
    }

    function test_Pack_ClearedGoesIntoUncleared() public {
        clear(hold, unit(run, 3));
        unpack(unit(run, 3));
        pack(unit(run, 3), box(run, 0));
        refused(address(tokens), transferData(goods, PHARMACY, PHARMACY), onHold(goods, hold));
        dispense(unit(run, 3));
    }

    function test_FreeContainer_IsConservative() public {
        clear(hold, goods);
        unpack(unit(run, 3));
        unpack(unit(run, 4));
        uint64 crate = container(DISTRIBUTOR, 3, 1);
        pack(unit(run, 3), crate);
        pack(unit(run, 4), crate);
        // It isn't known that all inside were cleared.
        refused(address(tokens), transferData(crate, PHARMACY, PHARMACY), onHold(crate, hold));
        lists(crate, 1, "the crate");
        lists(unit(run, 3), 0, "the unit inside");
        dispense(unit(run, 3));
        unpack(unit(run, 4));
        same(tokens.slotOf(unit(run, 4)).cleared(), 1, "still cleared");
        give(unit(run, 4), PHARMACY);
    }

    function test_FreeContainer_OfUncleared() public {
        clear(hold, goods);
        unpack(pallet(run, 1));
        uint64 crate = container(MAKER, 5, 1);
        pack(pallet(run, 1), crate);
        refused(
            address(tokens),
            dispenseData(unit(run, 203)),
            onHold(unit(run, 203), hold)
        );
        lists(unit(run, 203), 1, "recalled");
    }

    // ---- ranges ----

    function test_Clear_ContainersAreHeldSoThatTheirContentsAreSeen() public {
        refused(
            address(recalls),
            clearData(hold, ids(box(run, 0)), REGULATOR),
            abi.encodeWithSelector(ITokensEvents.Tokens_NotHeld.selector, box(run, 0), goods)
        );
        unpack(box(run, 0));
        unpack(unit(run, 3));
        bytes memory signed = clearData(hold, ids(box(run, 0)), REGULATOR);
        uint32 seen = tokens.slotOf(box(run, 0)).seq();
        // The regulator has looked at the case; another unit goes in before the message does.
        pack(unit(run, 3), box(run, 0));
        refused(
            address(recalls),
            signed,
            abi.encodeWithSelector(ITokensEvents.Tokens_StaleSeq.selector, box(run, 0), seen, seen + 1)
        );
    }

    function test_DispenseRange_OfClearedContainers() public {
        unpack(box(run, 0));
        clear(hold, box(run, 0));
        ok(address(tokens), rangeData(box(run, 0), run, 10, 19, signers(DISTRIBUTOR)));
        // The pallet that it came from wasn't.
        refused(
            address(tokens),
            rangeData(goods, run, 30, 49, signers(DISTRIBUTOR)),
            onHold(unit(run, 30), hold)
        );
        clear(hold, goods);
        ok(address(tokens), rangeData(goods, run, 30, 49, signers(DISTRIBUTOR)));
    }

    function test_DispenseRange_OfARunWithoutCases() public {
        uint32 loose = commission(commissioning("LOT-1", 50, 0, 0));
        refused(
            address(tokens),
            rangeData(rootOf(loose), loose, 0, 9, signers(MAKER)),
            onHold(unit(loose, 0), hold)
        );
        clear(hold, rootOf(loose));
        ok(address(tokens), rangeData(rootOf(loose), loose, 0, 9, signers(MAKER)));
    }
}
