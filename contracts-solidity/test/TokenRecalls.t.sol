// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRecalls} from "../src/interfaces/IRecalls.sol";
import {ITokensEvents} from "../src/interfaces/ITokensEvents.sol";
import {TokenWord} from "../src/libraries/TokenWord.sol";
import {HoldWord} from "../src/libraries/Words.sol";
import {LedgerTest} from "./support/LedgerTest.sol";

contract TokenRecallsTest is LedgerTest {
    using TokenWord for uint256;

    uint32 private run;

    function setUp() public override {
        super.setUp();
        run = commission("LOT-1");
    }

    function test_RecallToken_NestedUnitStopsEveryAncestor() public {
        uint32 hold = recallToken(unit(run, 33), 0);
        same(tokens.slotOf(box(run, 1)).inside(), 1, "case");
        same(tokens.slotOf(pallet(run, 0)).inside(), 1, "pallet");
        same(tokens.slotOf(rootOf(run)).inside(), 1, "root");
        refused(
            address(tokens),
            transferData(rootOf(run), DISTRIBUTOR, DISTRIBUTOR),
            abi.encodeWithSelector(ITokensEvents.Tokens_HeldInside.selector, rootOf(run), 1)
        );
        // The affected unit is taken out; the rest is free. It keeps its hold.
        unpack(unit(run, 33));
        same(tokens.slotOf(pallet(run, 0)).inside(), 0, "pallet is clear");
        give(rootOf(run), DISTRIBUTOR);
        refused(
            address(tokens),
            transferData(unit(run, 33), DISTRIBUTOR, DISTRIBUTOR),
            abi.encodeWithSelector(ITokensEvents.Tokens_OnHold.selector, unit(run, 33), hold)
        );
        lift(hold);
        give(unit(run, 33), DISTRIBUTOR);
    }

    function test_RecallToken_UnpackedContentKeepsTheHold() public {
        unpack(pallet(run, 0));
        uint32 hold = recallToken(pallet(run, 0), 0);
        unpack(unit(run, 33));
        refused(
            address(tokens),
            transferData(unit(run, 33), DISTRIBUTOR, DISTRIBUTOR),
            abi.encodeWithSelector(ITokensEvents.Tokens_OnHold.selector, unit(run, 33), hold)
        );
        lift(hold);
        give(unit(run, 33), DISTRIBUTOR);
        give(pallet(run, 0), DISTRIBUTOR);
    }

    function test_RecallToken_TwoHoldsMeetOnOneUnit() public {
        unpack(pallet(run, 0));
        uint32 onUnit = recallToken(unit(run, 33), 0);
        uint32 onPallet = recallToken(pallet(run, 0), 0);
        unpack(unit(run, 33));
        uint32 joint = tokens.slotOf(unit(run, 33)).hold();
        same(HoldWord.kind(tokens.holdSlotOf(joint)), HoldWord.JOINT, "joint");
        same(lens.stateOf(unit(run, 33)).holds.length, 2, "both");
        lift(onUnit);
        refused(
            address(tokens),
            transferData(unit(run, 33), DISTRIBUTOR, DISTRIBUTOR),
            abi.encodeWithSelector(ITokensEvents.Tokens_OnHold.selector, unit(run, 33), onPallet)
        );
        lift(onPallet);
        give(unit(run, 33), DISTRIBUTOR);
    }

    function test_Sweep_LowersCountersAfterALift() public {
        uint32 hold = recallToken(unit(run, 33), 0);
        ok(address(tokens), abi.encodeWithSignature("sweep(uint64)", unit(run, 33)));
        same(tokens.slotOf(unit(run, 33)).hold(), hold, "not while active");
        lift(hold);
        refused(
            address(tokens),
            transferData(rootOf(run), DISTRIBUTOR, DISTRIBUTOR),
            abi.encodeWithSelector(ITokensEvents.Tokens_HeldInside.selector, rootOf(run), 1)
        );
        uint32 seq = tokens.slotOf(rootOf(run)).seq();
        ok(address(tokens), abi.encodeWithSignature("sweep(uint64)", unit(run, 33)));
        same(tokens.slotOf(unit(run, 33)).hold(), 0, "dropped");
        same(tokens.slotOf(rootOf(run)).inside(), 0, "root is clear");
        same(tokens.slotOf(rootOf(run)).seq(), seq, "no seq raised");
        give(rootOf(run), DISTRIBUTOR);
        ok(address(tokens), abi.encodeWithSignature("sweep(uint64)", unit(run, 33)));
    }

    function test_RecallToken_ByWhom() public {
        ok(address(recalls), recallTokenData(box(run, 2), MAKER, 0));
        unpack(unit(run, 0));
        pack(unit(run, 0), container(MAKER, 3, 1));
        refused(
            address(recalls),
            recallTokenData(container(MAKER, 3, 1), MAKER, 0),
            abi.encodeWithSelector(IRecalls.Recalls_NotAllowed.selector, MAKER, 0)
        );
        recallToken(container(MAKER, 3, 1), 0);
        dispense(unit(run, 900));
        refused(
            address(recalls),
            recallTokenData(unit(run, 900), REGULATOR, 0),
            abi.encodeWithSelector(ITokensEvents.Tokens_Terminal.selector, unit(run, 900), 2)
        );
    }

    function test_Emptied_ContainerKeepsItsHold() public {
        unpack(unit(run, 0));
        unpack(unit(run, 1));
        pack(unit(run, 0), container(MAKER, 3, 1));
        uint32 hold = recallToken(container(MAKER, 3, 1), 0);
        unpack(unit(run, 0));
        pack(unit(run, 1), container(MAKER, 3, 1));
        refused(
            address(tokens),
            transferData(container(MAKER, 3, 1), DISTRIBUTOR, DISTRIBUTOR),
            abi.encodeWithSelector(ITokensEvents.Tokens_OnHold.selector, container(MAKER, 3, 1), hold)
        );
    }
}
