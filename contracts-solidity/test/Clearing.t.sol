// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IHolding} from "../src/interfaces/IHolding.sol";
import {IMessages} from "../src/interfaces/IMessages.sol";
import "../src/interfaces/Messages.sol";
import {IRecalls} from "../src/interfaces/IRecalls.sol";
import {ITokensEvents} from "../src/interfaces/ITokensEvents.sol";
import {TokenWord} from "../src/libraries/TokenWord.sol";
import {HoldWord, LotWord} from "../src/libraries/Words.sol";
import {RecalledLot} from "./support/RecalledLot.sol";
import {Vm} from "./support/Vm.sol";

contract ClearingTest is RecalledLot {
    using TokenWord for uint256;

    function lot() private view returns (uint32 id) {
        (id, ) = tokens.findLot(catalogue.lotIdentity(GTIN, "LOT-1"));
    }

    // ---- what is cleared ----

    function test_Clear_TheTokenAndEverythingInside() public {
        refused(address(tokens), dispenseData(unit(run, 3)), onHold(unit(run, 3), hold));
        lists(unit(run, 3), 1, "recalled");
        clear(hold, goods);
        same(tokens.slotOf(goods).cleared(), 1, "generation");
        lists(goods, 0, "pallet");
        lists(box(run, 3), 0, "case");
        lists(unit(run, 3), 0, "unit");
        lists(unit(run, 203), 1, "another pallet's");
        dispense(unit(run, 3));
        ok(address(tokens), rangeData(goods, run, 20, 59, signers(DISTRIBUTOR)));
        give(goods, PHARMACY);
        refused(address(tokens), dispenseData(unit(run, 203)), onHold(unit(run, 203), hold));
    }

    function test_Clear_RaisesSeqs() public {
        uint64 inside = unit(run, 41);
        uint256 slot = tokens.slotOf(goods);
        vm.recordLogs();
        ok(address(recalls), clearData(hold, ids(goods, inside), REGULATOR));
        Vm.Log[] memory logs = vm.getRecordedLogs();
        same(logs[1].topics[0], ITokensEvents.TokenCleared.selector, "event");
        same(uint256(logs[1].topics[1]), inside, "token");
        (, uint256 root, uint256 holdSlot) = abi.decode(logs[1].data, (uint256, uint256, uint256));
        same(root.seq(), slot.seq() + 2, "the root's seq");
        same(HoldWord.seq(holdSlot), 3, "the hold's seq");
        same(tokens.slotOf(inside).seq(), 1, "the token's seq");
        same(tokens.slotOf(inside).binds(), 1, "the token's binds");
        same(tokens.slotOf(goods).seq(), slot.seq() + 2, "root: itself, and as root");
        same(HoldWord.seq(tokens.holdSlotOf(hold)), 3, "a seq a token");
        same(HoldWord.status(tokens.holdSlotOf(hold)), HoldWord.ACTIVE, "still active");
    }

    function test_Clear_WholeRun() public {
        clear(hold, rootOf(run));
        give(rootOf(run), PHARMACY);
        ok(address(tokens), dispenseData(list(unit(run, 999)), signers(PHARMACY)));
        // What had left the run before stays recalled.
        refused(address(tokens), transferData(goods, PHARMACY, PHARMACY), onHold(goods, hold));
    }

    function test_Clear_UnpackedStaysCleared() public {
        clear(hold, goods);
        unpack(unit(run, 3));
        unpack(box(run, 1));
        same(tokens.slotOf(unit(run, 3)).cleared(), 1, "a unit, by its pallet");
        same(tokens.slotOf(box(run, 1)).cleared(), 1, "a case, by its pallet");
        give(unit(run, 3), PHARMACY);
        give(box(run, 1), PHARMACY);
        unpack(unit(run, 25));
        same(tokens.slotOf(unit(run, 25)).cleared(), 1, "a unit, by its case");
        give(unit(run, 25), RETURNS);
        // Emptied of them, the pallet is as cleared as before.
        dispense(unit(run, 4));
    }

    function test_Clear_OfANestedUnit() public {
        clear(hold, unit(run, 3));
        dispense(unit(run, 3));
        refused(address(tokens), dispenseData(unit(run, 4)), onHold(unit(run, 4), hold));
        refused(address(tokens), transferData(goods, PHARMACY, PHARMACY), onHold(goods, hold));
    }

    // ---- generations ----

    function test_Clear_NewerRecallBinds() public {
        clear(hold, goods);
        uint32 second = recallLot("LOT-1", 0);
        refused(address(tokens), transferData(goods, PHARMACY, PHARMACY), onHold(goods, second));
        lists(unit(run, 3), 1, "only the new one");
        same(lens.stateOf(unit(run, 3)).holds[0], second, "the new one");
        lists(unit(run, 203), 2, "both bind what wasn't cleared");
        clear(second, goods);
        same(tokens.slotOf(goods).cleared(), 2, "generation");
        give(goods, PHARMACY);
    }

    function test_Clear_OldestFirst() public {
        uint32 second = recallLot("LOT-1", 0);
        refused(
            address(recalls),
            clearData(second, ids(goods), REGULATOR),
            abi.encodeWithSelector(ITokensEvents.Tokens_NotClearable.selector, goods, hold)
        );
        clear(hold, goods);
        // A unit inside was cleared of the older one with its pallet.
        clear(second, unit(run, 20));
        refused(address(tokens), transferData(goods, PHARMACY, PHARMACY), onHold(goods, second));
        ok(address(tokens), dispenseData(list(unit(run, 20)), signers(DISTRIBUTOR)));
        lift(hold);
        clear(second, goods);
        give(goods, PHARMACY);
    }

    function test_Clear_OlderOneLiftedInstead() public {
        uint32 second = recallLot("LOT-1", 0);
        lift(hold);
        clear(second, goods);
        give(goods, PHARMACY);
        lists(unit(run, 203), 1, "the second binds the rest");
    }

    function test_Clear_NewerRecallCanBeSatisfiedAlone() public {
        clear(hold, goods);
        // Its destinations don't matter to goods that it doesn't bind any more.
        uint32 second = recallLot("LOT-1", RETURNS);
        ok(address(tokens), transferData(goods, DISTRIBUTOR, RETURNS));
        refused(
            address(tokens),
            transferData(goods, DISTRIBUTOR, PHARMACY),
            abi.encodeWithSelector(ITokensEvents.Tokens_NotADestination.selector, goods, second, PHARMACY)
        );
    }

    function test_Clear_GenerationsRunOut() public {
        bytes32 slot = keccak256(abi.encode(uint256(lot()), _lotsSlot()));
        uint256 word = uint256(vm.load(address(tokens), slot));
        vm.store(address(tokens), slot, bytes32((word & ~(uint256(0xff) << 192)) | (uint256(254) << 192)));
        uint32 last = recallLot("LOT-1", 0);
        same(HoldWord.generation(tokens.holdSlotOf(last)), 255, "the last generation");
        clear(hold, goods);
        clear(last, goods);
        same(tokens.slotOf(goods).cleared(), 255, "cleared");
        give(goods, PHARMACY);
        refused(
            address(recalls),
            recallLotData("LOT-1", REGULATOR, 0),
            abi.encodeWithSelector(ITokensEvents.Tokens_HoldsFull.selector, lot(), 255)
        );
    }

    /// @dev The mapping of lots is the third of Tokens' state.
    function _lotsSlot() private view returns (uint256 slot) {
        uint256 word = tokens.lotSlotOf(lot());
        while (uint256(vm.load(address(tokens), keccak256(abi.encode(uint256(lot()), slot)))) != word) ++slot;
    }

    // ---- other holds ----

    function test_Clear_OnlyOfTheLot() public {
        clear(hold, goods);
        uint32 range = recallRange(run, 3, 3);
        refused(address(tokens), dispenseData(unit(run, 3)), onHold(unit(run, 3), range));
        uint32 product = abi.decode(ok(address(recalls), recallProductData(GTIN, MAKER)), (uint32));
        refused(address(tokens), dispenseData(unit(run, 4)), onHold(unit(run, 4), product));
        lists(unit(run, 3), 2, "range and product");
        lift(product);
        uint32 own = recallToken(goods, 0);
        refused(address(tokens), dispenseData(unit(run, 4)), onHold(unit(run, 4), own));
    }

    function test_Clear_Refusals() public {
        bytes4 notClearable = ITokensEvents.Tokens_NotClearable.selector;
        uint64 crate = container(MAKER, 3, 1);
        unpack(unit(run, 999));
        pack(unit(run, 999), crate);
        refused(
            address(recalls),
            clearData(hold, ids(crate), REGULATOR),
            abi.encodeWithSelector(notClearable, crate, hold)
        );
        uint32 another = commission("LOT-2");
        refused(
            address(recalls),
            clearData(hold, ids(unit(another, 0)), REGULATOR),
            abi.encodeWithSelector(notClearable, unit(another, 0), hold)
        );
        clear(hold, goods);
        refused(
            address(recalls),
            clearData(hold, ids(goods), REGULATOR),
            abi.encodeWithSelector(notClearable, goods, hold)
        );
        uint32 range = recallRange(run, 3, 3);
        refused(
            address(recalls),
            clearData(range, ids(unit(run, 3)), MAKER),
            abi.encodeWithSelector(notClearable, unit(run, 3), range)
        );
        refused(
            address(recalls),
            clearData(hold, new uint64[](0), REGULATOR),
            abi.encodeWithSelector(ITokensEvents.Tokens_Count.selector, 0, 256)
        );
        refused(
            address(recalls),
            clearData(77, ids(goods), REGULATOR),
            abi.encodeWithSelector(IRecalls.Recalls_Unknown.selector, 77)
        );
        // The regulator's recall isn't the issuer's to clear.
        refused(
            address(recalls),
            clearData(hold, ids(box(run, 2)), MAKER),
            abi.encodeWithSelector(IRecalls.Recalls_NotAllowed.selector, MAKER, REGULATOR)
        );
        // Who placed one may.
        uint32 its = abi.decode(ok(address(recalls), recallLotData("LOT-2", MAKER, 0)), (uint32));
        ok(address(recalls), clearData(its, ids(rootOf(another)), MAKER));
        bytes memory ready = clearData(hold, ids(box(run, 2)), REGULATOR);
        uint32 seq = HoldWord.seq(tokens.holdSlotOf(hold));
        clear(hold, unit(run, 201));
        refused(
            address(recalls),
            ready,
            abi.encodeWithSelector(ITokensEvents.Tokens_StaleHold.selector, hold, seq, seq + 1)
        );
        lift(hold);
        refused(
            address(recalls),
            clearData(hold, ids(box(run, 2)), REGULATOR),
            abi.encodeWithSelector(ITokensEvents.Tokens_HoldNotActive.selector, hold)
        );
        ClearTokens memory m = ClearTokens(REGULATOR, hold, 1, list(goods), NOW - 1, 0);
        refused(
            address(recalls),
            abi.encodeCall(IRecalls.clear, (m, "")),
            abi.encodeWithSelector(IMessages.Messages_DeadlinePassed.selector, NOW - 1, NOW)
        );
        refused(
            address(tokens),
            abi.encodeCall(IHolding.clearTokens, (hold, 1, list(goods))),
            abi.encodeWithSelector(ITokensEvents.Tokens_NotTheModule.selector, 4, address(this))
        );
    }

    function test_Clear_EndsWithTheUnit() public {
        clear(hold, goods);
        dispense(unit(run, 3));
        refused(
            address(recalls),
            clearData(hold, ids(unit(run, 3)), REGULATOR),
            abi.encodeWithSelector(ITokensEvents.Tokens_Terminal.selector, unit(run, 3), TokenWord.DISPENSED)
        );
    }

    function test_Clear_Pledge() public {
        clear(hold, goods);
        pledge(goods, 0);
    }

    function test_Clear_InTransit() public {
        lift(hold);
        uint32 shipment = ship(goods, PHARMACY);
        uint32 later = recallLot("LOT-1", 0);
        clear(later, goods);
        receive_(shipment);
        stands(goods, PHARMACY, PHARMACY, TokenWord.ACTIVE, "accepted, not into quarantine");
        uint32 newest = recallLot("LOT-1", 0);
        same(LotWord.generation(tokens.lotSlotOf(lot())), 3, "generation of the lot");
        refused(address(tokens), transferData(goods, RETURNS, RETURNS), onHold(goods, newest));
    }
}
