// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IConditions} from "../src/interfaces/IConditions.sol";
import {IHandling} from "../src/interfaces/IHandling.sol";
import {IHolding, QuarantineOpening} from "../src/interfaces/IHolding.sol";
import {IMessages} from "../src/interfaces/IMessages.sol";
import "../src/interfaces/Messages.sol";
import {IRecalls} from "../src/interfaces/IRecalls.sol";
import {ITokensEvents} from "../src/interfaces/ITokensEvents.sol";
import {TokenWord} from "../src/libraries/TokenWord.sol";
import {HoldWord} from "../src/libraries/Words.sol";
import {LendingCalls} from "./support/LendingCalls.sol";
import {Vm} from "./support/Vm.sol";

contract QuarantineTest is LendingCalls {
    using TokenWord for uint256;

    function blocked(uint64 token, uint32 by) private {
        refused(
            address(tokens),
            transferData(token, PHARMACY, PHARMACY),
            abi.encodeWithSelector(ITokensEvents.Tokens_OnHold.selector, token, by)
        );
    }

    function holdsOf(uint64 token) private view returns (uint256) {
        return lens.stateOf(token).holds.length;
    }

    /// @dev How many records a list has, joint holds and lifted ones too.
    function recordsOf(uint32 head) private view returns (uint256 count) {
        for (uint256 word; head != 0; head = HoldWord.next(word)) {
            word = tokens.holdSlotOf(head);
            ++count;
            if (HoldWord.kind(word) == HoldWord.JOINT) count += recordsOf(HoldWord.target(word));
        }
    }

    // ---- placing ----

    function test_Quarantine_KeepsEverythingInside() public {
        uint32 hold = quarantineAll(ids(goods), DISTRIBUTOR);
        bytes4 onHold = ITokensEvents.Tokens_OnHold.selector;
        blocked(goods, hold);
        // A quarantine has no destinations.
        refused(
            address(tokens),
            transferData(goods, DISTRIBUTOR, RETURNS),
            abi.encodeWithSelector(ITokensEvents.Tokens_NotADestination.selector, goods, hold, RETURNS)
        );
        refused(
            address(tokens),
            dispenseData(unit(run, 3)),
            abi.encodeWithSelector(onHold, unit(run, 3), hold)
        );
        refused(
            address(tokens),
            rangeData(goods, run, 0, 9, signers(DISTRIBUTOR)),
            abi.encodeWithSelector(onHold, goods, hold)
        );
        refused(address(tokens), pledgeData(pledgeOf(list(goods), 0)), abi.encodeWithSelector(onHold, goods, hold));
        same(holdsOf(unit(run, 3)), 1, "seen from a unit");
        // What is unpacked takes it along.
        unpack(box(run, 1));
        blocked(box(run, 1), hold);
        releaseQuarantine(hold, MAKER);
        same(holdsOf(unit(run, 3)), 0, "gone everywhere");
        give(box(run, 1), PHARMACY);
        give(goods, PHARMACY);
    }

    function test_Quarantine_OfNestedTokensCountsAtTheAncestors() public {
        uint256 slot = tokens.slotOf(goods);
        uint32 hold = quarantineAll(ids(unit(run, 3), unit(run, 4)), REGULATOR);
        same(tokens.slotOf(unit(run, 3)).hold(), hold, "on the unit");
        same(tokens.slotOf(unit(run, 3)).seq(), 1, "its seq");
        same(tokens.slotOf(box(run, 0)).inside(), 2, "in the case");
        same(tokens.slotOf(goods).inside(), 1, "in the pallet");
        same(tokens.slotOf(goods).seq(), slot.seq() + 2, "the root's seq, a token each");
        refused(
            address(tokens),
            transferData(goods, PHARMACY, PHARMACY),
            abi.encodeWithSelector(ITokensEvents.Tokens_HeldInside.selector, goods, 1)
        );
        dispense(unit(run, 5));
        releaseQuarantine(hold, REGULATOR);
        ok(address(tokens), abi.encodeCall(IHandling.sweep, (unit(run, 3))));
        same(tokens.slotOf(box(run, 0)).inside(), 1, "the other is still counted");
        ok(address(tokens), abi.encodeCall(IHandling.sweep, (unit(run, 4))));
        same(tokens.slotOf(box(run, 0)).inside(), 0, "case");
        same(tokens.slotOf(goods).inside(), 0, "pallet");
        give(goods, PHARMACY);
    }

    function test_Quarantine_TellsWhy() public {
        QuarantineTokens memory m = quarantineOf(DISTRIBUTOR, ids(goods));
        bytes memory data = quarantineData(m);
        vm.recordLogs();
        ok(address(conditions), data);
        Vm.Log[] memory logs = vm.getRecordedLogs();
        same(logs[0].topics[0], ITokensEvents.QuarantinePlaced.selector, "placed");
        same(logs[1].topics[0], ITokensEvents.Quarantined.selector, "the token");
        same(abi.decode(logs[1].data, (uint256)), tokens.slotOf(goods), "its word");
        same(logs[2].topics[0], IConditions.QuarantineReason.selector, "why");
        same(bytes(abi.decode(logs[2].data, (string))), "seal broken", "the reason");
        same(partnerSeq(DISTRIBUTOR), m.seq + 1, "the signer's seq");
    }

    function test_Quarantine_TheSameTokenTwice() public {
        uint32 hold = quarantineAll(ids(goods, goods), MAKER);
        same(tokens.slotOf(goods).hold(), hold, "one hold");
        same(holdsOf(goods), 1, "listed once");
    }

    function test_Quarantine_Refusals() public {
        QuarantineTokens memory m = quarantineOf(DISTRIBUTOR, ids(goods));
        m.reason = "";
        refused(
            address(conditions),
            quarantineData(m),
            abi.encodeWithSelector(IConditions.Conditions_ReasonInvalid.selector, 0, 256)
        );
        m.reason = string(new bytes(257));
        refused(
            address(conditions),
            quarantineData(m),
            abi.encodeWithSelector(IConditions.Conditions_ReasonInvalid.selector, 257, 256)
        );
        m.reason = string(new bytes(256));
        m.partner = PHARMACY;
        refused(
            address(conditions),
            quarantineData(m),
            abi.encodeWithSelector(IConditions.Conditions_NotAllowed.selector, PHARMACY, goods)
        );
        m.partner = DISTRIBUTOR;
        m.tokens = new uint64[](0);
        refused(
            address(conditions),
            quarantineData(m),
            abi.encodeWithSelector(IConditions.Conditions_Count.selector, 0, 256)
        );
        m.tokens = ids(goods);
        m.deadline = NOW - 1;
        refused(
            address(conditions),
            quarantineData(m),
            abi.encodeWithSelector(IMessages.Messages_DeadlinePassed.selector, NOW - 1, NOW)
        );
        m.deadline = NOW;
        m.seq = 7;
        refused(
            address(conditions),
            quarantineData(m),
            abi.encodeWithSelector(IMessages.Partners_StaleSeq.selector, DISTRIBUTOR, 7, partnerSeq(DISTRIBUTOR))
        );
        QuarantineOpening memory o = QuarantineOpening(DISTRIBUTOR, 0, MAKER, ids(goods), 0);
        refused(
            address(tokens),
            abi.encodeCall(IHolding.quarantineTokens, (o)),
            abi.encodeWithSelector(ITokensEvents.Tokens_NotTheModule.selector, 5, address(this))
        );
        o.tokens = new uint64[](0);
        refusedAs(
            address(conditions),
            address(tokens),
            abi.encodeCall(IHolding.quarantineTokens, (o)),
            abi.encodeWithSelector(ITokensEvents.Tokens_Count.selector, 0, 256)
        );
    }

    // ---- releasing ----

    function test_Release_OnlyTheIssuerOrARegulator() public {
        uint32 hold = quarantineAll(ids(goods), DISTRIBUTOR);
        refused(
            address(conditions),
            releaseQuarantineData(releaseOf(DISTRIBUTOR, hold)),
            abi.encodeWithSelector(IConditions.Conditions_NotTheIssuer.selector, DISTRIBUTOR, MAKER)
        );
        ok(address(conditions), releaseQuarantineData(releaseOf(MAKER, hold)));
        same(HoldWord.status(tokens.holdSlotOf(hold)), HoldWord.LIFTED, "status");
        same(HoldWord.seq(tokens.holdSlotOf(hold)), 2, "seq");
        refused(
            address(conditions),
            releaseQuarantineData(releaseOf(MAKER, hold)),
            abi.encodeWithSelector(ITokensEvents.Tokens_HoldNotActive.selector, hold)
        );
        hold = quarantineAll(ids(goods), DISTRIBUTOR);
        ok(address(conditions), releaseQuarantineData(releaseOf(REGULATOR, hold)));
    }

    function test_Release_Refusals() public {
        uint32 hold = quarantineAll(ids(goods), DISTRIBUTOR);
        ReleaseQuarantine memory m = releaseOf(MAKER, hold);
        m.seq = 9;
        refused(
            address(conditions),
            releaseQuarantineData(m),
            abi.encodeWithSelector(ITokensEvents.Tokens_StaleHold.selector, hold, 9, 1)
        );
        m.seq = 1;
        m.deadline = NOW - 1;
        refused(
            address(conditions),
            releaseQuarantineData(m),
            abi.encodeWithSelector(IMessages.Messages_DeadlinePassed.selector, NOW - 1, NOW)
        );
        m.deadline = NOW;
        m.hold = 77;
        bytes4 unknown = IConditions.Conditions_Unknown.selector;
        refused(address(conditions), releaseQuarantineData(m), abi.encodeWithSelector(unknown, 77));
        // Recalls and disputes end elsewhere, and a quarantine ends nowhere else.
        m.hold = recallToken(unit(run, 500), 0);
        refused(address(conditions), releaseQuarantineData(m), abi.encodeWithSelector(unknown, m.hold));
        refused(
            address(recalls),
            liftData(hold, REGULATOR),
            abi.encodeWithSelector(IRecalls.Recalls_Unknown.selector, hold)
        );
        refusedAs(
            address(recalls),
            address(tokens),
            abi.encodeCall(IHolding.liftHold, (hold, 1)),
            abi.encodeWithSelector(ITokensEvents.Tokens_NotTheModule.selector, 5, address(recalls))
        );
        refusedAs(
            address(conditions),
            address(tokens),
            abi.encodeCall(IHolding.liftHold, (m.hold, 1)),
            abi.encodeWithSelector(ITokensEvents.Tokens_NotTheModule.selector, 4, address(conditions))
        );
    }

    // ---- several holds on one token ----

    function test_Joint_RecallAndQuarantineAndDispute() public {
        uint32 shipment = ship(goods, PHARMACY);
        receive_(shipment, exception(box(run, 1), REFUSED, 8));
        uint64 token = box(run, 1);
        uint32 dispute = disputeOf(token);
        blocked(token, dispute);
        uint32 quarantined = quarantineAll(ids(token), REGULATOR);
        uint32 recalled = recallToken(token, RETURNS);
        same(holdsOf(token), 3, "all three");
        // A destination of the recall doesn't open the others.
        bytes4 notADestination = ITokensEvents.Tokens_NotADestination.selector;
        refused(
            address(tokens),
            transferData(token, DISTRIBUTOR, RETURNS),
            abi.encodeWithSelector(notADestination, token, dispute, RETURNS)
        );
        refused(
            address(tokens),
            packData(token, container(DISTRIBUTOR, 3, 1)),
            abi.encodeWithSelector(ITokensEvents.Tokens_InDispute.selector, token, dispute)
        );
        releaseQuarantine(quarantined, REGULATOR);
        same(holdsOf(token), 2, "recall and dispute");
        refused(
            address(tokens),
            transferData(token, DISTRIBUTOR, RETURNS),
            abi.encodeWithSelector(notADestination, token, dispute, RETURNS)
        );
        resolve(shipment, token, RETURNED);
        same(holdsOf(token), 1, "the recall");
        blocked(token, recalled);
        ok(address(tokens), transferData(token, DISTRIBUTOR, RETURNS));
        lift(recalled);
        same(holdsOf(token), 0, "free");
        ok(address(tokens), abi.encodeCall(IHandling.sweep, (token)));
        same(tokens.slotOf(token).hold(), 0, "swept");
    }

    function test_Joint_InheritedFromEveryAncestor() public {
        uint32 onUnit = quarantineAll(ids(unit(run, 3)), MAKER);
        uint32 onCase = recallToken(box(run, 0), 0);
        uint32 onPallet = quarantineAll(ids(goods), MAKER);
        same(holdsOf(unit(run, 3)), 3, "nested");
        unpack(unit(run, 3));
        same(holdsOf(unit(run, 3)), 3, "and unpacked");
        same(HoldWord.kind(tokens.holdSlotOf(tokens.slotOf(unit(run, 3)).hold())), HoldWord.JOINT, "in one list");
        lift(onCase);
        releaseQuarantine(onUnit, MAKER);
        same(holdsOf(unit(run, 3)), 1, "the pallet's is left");
        blocked(unit(run, 3), onPallet);
        // Joint holds are nobody's to lift.
        uint32 joint = tokens.slotOf(unit(run, 3)).hold();
        refusedAs(
            address(recalls),
            address(tokens),
            abi.encodeCall(IHolding.liftHold, (joint, 1)),
            abi.encodeWithSelector(ITokensEvents.Tokens_HoldKind.selector, joint, 15)
        );
        refused(
            address(conditions),
            releaseQuarantineData(releaseOf(REGULATOR, joint)),
            abi.encodeWithSelector(IConditions.Conditions_Unknown.selector, joint)
        );
        ok(address(tokens), abi.encodeCall(IHandling.sweep, (unit(run, 3))));
        same(holdsOf(unit(run, 3)), 1, "a sweep leaves what binds");
        releaseQuarantine(onPallet, MAKER);
        give(unit(run, 3), PHARMACY);
    }

    function test_Joint_AtMostEight() public {
        for (uint256 i = 0; i < 8; ++i) {
            quarantineAll(ids(goods), MAKER);
        }
        same(holdsOf(goods), 8, "eight");
        QuarantineTokens memory m = quarantineOf(MAKER, ids(goods));
        bytes memory full = abi.encodeWithSelector(ITokensEvents.Tokens_HoldsFull.selector, goods, 8);
        refused(address(conditions), quarantineData(m), full);
        refused(address(recalls), recallTokenData(goods, REGULATOR, 0), full);
    }

    /// @dev A joint hold of a joint hold of ... would cost more to read with every excursion, and in the end more than a
    /// block has.
    function test_Joint_HoldsThatComeAndGoLeaveTheListShort() public {
        uint32 first = quarantineAll(ids(goods), MAKER);
        uint32 second = quarantineAll(ids(goods), REGULATOR);
        for (uint256 i = 0; i < 20; ++i) {
            uint32 third = quarantineAll(ids(goods), MAKER);
            same(holdsOf(goods), 3, "three");
            same(recordsOf(tokens.slotOf(goods).hold()), 5, "three holds and two joints");
            releaseQuarantine(third, MAKER);
        }
        same(holdsOf(goods), 2, "the two that stayed");
        unpack(unit(run, 3));
        releaseQuarantine(first, MAKER);
        blocked(goods, second);
        releaseQuarantine(second, REGULATOR);
        ok(address(tokens), abi.encodeCall(IHandling.sweep, (goods)));
        give(goods, PHARMACY);
        give(unit(run, 3), PHARMACY);
    }

    function test_Joint_TheSameTwoOnEveryChild() public {
        quarantineAll(ids(goods), MAKER);
        quarantineAll(ids(goods), REGULATOR);
        unpack(box(run, 0));
        unpack(box(run, 1));
        same(tokens.slotOf(box(run, 0)).hold(), tokens.slotOf(box(run, 1)).hold(), "one record for both");
        same(holdsOf(unit(run, 3)), 2, "both bind");
    }

    function test_Quarantine_IsCountedWhereItIsPacked() public {
        uint32 hold = quarantineAll(ids(goods), MAKER);
        unpack(box(run, 0));
        uint64 crate = container(DISTRIBUTOR, 3, 1);
        pack(box(run, 0), crate);
        same(tokens.slotOf(crate).inside(), 1, "counted in the crate");
        refused(
            address(tokens),
            transferData(crate, PHARMACY, PHARMACY),
            abi.encodeWithSelector(ITokensEvents.Tokens_HeldInside.selector, crate, 1)
        );
        unpack(box(run, 0));
        same(tokens.slotOf(crate).inside(), 0, "and not any more");
        blocked(box(run, 0), hold);
    }
}
