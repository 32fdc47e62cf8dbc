// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IMessages} from "../src/interfaces/IMessages.sol";
import {IRecalls} from "../src/interfaces/IRecalls.sol";
import {LiftRecall, RecallLot} from "../src/interfaces/Messages.sol";
import {IHolding} from "../src/interfaces/IHolding.sol";
import {ITokensEvents} from "../src/interfaces/ITokensEvents.sol";
import {TokenWord} from "../src/libraries/TokenWord.sol";
import {HoldWord, LotWord, RunWord} from "../src/libraries/Words.sol";
import {LedgerTest} from "./support/LedgerTest.sol";

contract RecallsTest is LedgerTest {
    using TokenWord for uint256;

    uint32 private run;

    function setUp() public override {
        super.setUp();
        run = commission("LOT-1");
    }

    function test_RecallLot_BindsEverywhere() public {
        unpack(unit(run, 0));
        unpack(unit(run, 1));
        pack(unit(run, 0), container(MAKER, 3, 1));
        give(unit(run, 1), DISTRIBUTOR);
        uint32 hold = recallLot("LOT-1", RETURNS);
        uint64[3] memory all = [rootOf(run), container(MAKER, 3, 1), unit(run, 1)];
        for (uint256 i = 0; i < 3; ++i) {
            refused(
                address(tokens),
                transferData(all[i], PHARMACY, PHARMACY),
                abi.encodeWithSelector(ITokensEvents.Tokens_OnHold.selector, all[i], hold)
            );
            refused(
                address(tokens),
                transferData(all[i], tokens.titleOf(all[i]), PHARMACY),
                abi.encodeWithSelector(ITokensEvents.Tokens_NotADestination.selector, all[i], hold, PHARMACY)
            );
            // To a listed destination, in custody only.
            refused(
                address(tokens),
                transferData(all[i], RETURNS, RETURNS),
                abi.encodeWithSelector(ITokensEvents.Tokens_OnHold.selector, all[i], hold)
            );
            ok(address(tokens), transferData(all[i], tokens.titleOf(all[i]), RETURNS));
        }
        // Another lot is free, and the lift frees all.
        give(rootOf(commission("LOT-2")), DISTRIBUTOR);
        lift(hold);
        give(rootOf(run), DISTRIBUTOR);
    }

    function test_RecallLot_TwoRecallsAtOnce() public {
        uint32 first = recallLot("LOT-1", RETURNS);
        uint32 second = recallLot("LOT-1", MAKER);
        uint32 third = recallLot("LOT-1", RETURNS);
        refused(
            address(tokens),
            transferData(rootOf(run), MAKER, RETURNS),
            abi.encodeWithSelector(ITokensEvents.Tokens_NotADestination.selector, rootOf(run), second, RETURNS)
        );
        lift(second);
        ok(address(tokens), transferData(rootOf(run), MAKER, RETURNS));
        lift(third);
        refused(
            address(tokens),
            transferData(rootOf(run), MAKER, PHARMACY),
            abi.encodeWithSelector(ITokensEvents.Tokens_NotADestination.selector, rootOf(run), first, PHARMACY)
        );
        lift(first);
        ok(address(tokens), transferData(rootOf(run), MAKER, PHARMACY));
    }

    function test_RecallLot_ByWhom() public {
        ok(address(recalls), recallLotData("LOT-1", MAKER, 0));
        refused(
            address(recalls),
            recallLotData("LOT-1", DISTRIBUTOR, 0),
            abi.encodeWithSelector(IRecalls.Recalls_NotAllowed.selector, DISTRIBUTOR, MAKER)
        );
        refused(
            address(recalls),
            recallLotData("LOT-9", REGULATOR, 0),
            abi.encodeWithSelector(IRecalls.Recalls_LotUnknown.selector, GTIN, "LOT-9")
        );
    }

    function test_RecallLot_BadFields() public {
        RecallLot memory m = RecallLot(
            REGULATOR,
            partnerSeq(REGULATOR),
            GTIN,
            "LOT-1",
            4,
            destinations(0),
            "why",
            DEADLINE,
            0
        );
        _refusedLot(m, abi.encodeWithSelector(IRecalls.Recalls_ClassInvalid.selector, 4));
        m.class = 0;
        _refusedLot(m, abi.encodeWithSelector(IRecalls.Recalls_ClassInvalid.selector, 0));
        m.class = 1;
        m.destinations = new uint24[](5);
        _refusedLot(m, abi.encodeWithSelector(IRecalls.Recalls_TooManyDestinations.selector, 5, 4));
        m.destinations = new uint24[](1);
        _refusedLot(m, abi.encodeWithSelector(IMessages.Partners_Unknown.selector, 0));
        m.destinations = destinations(0);
        m.reason = "";
        _refusedLot(m, abi.encodeWithSelector(IRecalls.Recalls_ReasonInvalid.selector, 0, 256));
        m.reason = string(new bytes(257));
        _refusedLot(m, abi.encodeWithSelector(IRecalls.Recalls_ReasonInvalid.selector, 257, 256));
        m.reason = "why";
        m.seq += 1;
        _refusedLot(
            m,
            abi.encodeWithSelector(IMessages.Partners_StaleSeq.selector, REGULATOR, m.seq, m.seq - 1)
        );
    }

    /// @dev A word that isn't a whole number of its type is refused as the compiler's own decoding refuses it.
    function test_RecallLot_DirtyBits() public {
        // Partner, seq, GTIN, deadline, and the destination, which comes after the list's length.
        uint256[5] memory words = [uint256(0), 1, 2, 7, 12];
        for (uint256 i = 0; i < words.length; ++i) {
            bytes memory data = recallLotData("LOT-1", REGULATOR, RETURNS);
            data[4 + 2 * 32 + words[i] * 32] = 0x01;
            refused(address(recalls), data, "");
        }
        recallLot("LOT-1", RETURNS);
    }

    function test_RecallLot_NotDodgedByRaisingASeq() public {
        bytes memory data = recallLotData("LOT-1", REGULATOR, 0);
        give(rootOf(run), DISTRIBUTOR);
        ok(address(tokens), touchData(rootOf(run), DISTRIBUTOR));
        commission("LOT-1");
        ok(address(recalls), data);
        // But applied once only.
        refused(
            address(recalls),
            data,
            abi.encodeWithSelector(IMessages.Partners_StaleSeq.selector, REGULATOR, 1, 2)
        );
    }

    function test_RecallLot_AsManyAsATargetTakes() public {
        for (uint256 i = 0; i < 8; ++i) {
            recallLot("LOT-1", 0);
        }
        refused(
            address(recalls),
            recallLotData("LOT-1", REGULATOR, 0),
            abi.encodeWithSelector(
                ITokensEvents.Tokens_HoldsFull.selector,
                RunWord.lot(tokens.runSlotOf(run)),
                8
            )
        );
    }

    function test_RecallProduct_BindsAllLots() public {
        uint32 other = commission("LOT-2");
        uint32 hold = abi.decode(ok(address(recalls), recallProductData(GTIN, MAKER)), (uint32));
        refused(
            address(tokens),
            transferData(rootOf(run), DISTRIBUTOR, DISTRIBUTOR),
            abi.encodeWithSelector(ITokensEvents.Tokens_OnHold.selector, rootOf(run), hold)
        );
        refused(
            address(tokens),
            dispenseData(unit(other, 1)),
            abi.encodeWithSelector(ITokensEvents.Tokens_OnHold.selector, unit(other, 1), hold)
        );
        lift(hold);
        give(rootOf(other), DISTRIBUTOR);
        refused(
            address(recalls),
            recallProductData(OTHER_GTIN, REGULATOR),
            abi.encodeWithSelector(IRecalls.Recalls_GtinUnknown.selector, OTHER_GTIN)
        );
    }

    function test_RecallRange_UnitsExactlyContainersBySpan() public {
        uint32 hold = recallRange(run, 25, 30);
        unpack(unit(run, 24));
        unpack(unit(run, 25));
        give(unit(run, 24), DISTRIBUTOR);
        refused(
            address(tokens),
            transferData(unit(run, 25), DISTRIBUTOR, DISTRIBUTOR),
            abi.encodeWithSelector(ITokensEvents.Tokens_OnHold.selector, unit(run, 25), hold)
        );
        unpack(box(run, 0));
        unpack(box(run, 1));
        give(box(run, 0), DISTRIBUTOR);
        refused(
            address(tokens),
            transferData(box(run, 1), DISTRIBUTOR, DISTRIBUTOR),
            abi.encodeWithSelector(ITokensEvents.Tokens_OnHold.selector, box(run, 1), hold)
        );
        // A free container with the lot inside is bound until the unaffected unit has left it.
        unpack(unit(run, 40));
        pack(unit(run, 40), container(MAKER, 3, 1));
        refused(
            address(tokens),
            transferData(container(MAKER, 3, 1), DISTRIBUTOR, DISTRIBUTOR),
            abi.encodeWithSelector(
                ITokensEvents.Tokens_RangeInside.selector,
                container(MAKER, 3, 1),
                RunWord.lot(tokens.runSlotOf(run))
            )
        );
        unpack(unit(run, 40));
        give(unit(run, 40), DISTRIBUTOR);
        lift(hold);
        give(box(run, 1), DISTRIBUTOR);
        same(RunWord.ranges(tokens.runSlotOf(run)), 0, "no ranges");
        same(tokens.rangeOf(run, 0), 0, "list is clear");
    }

    function test_RecallRange_SeveralWithInterleavedLifts() public {
        uint32[8] memory holds;
        for (uint32 i = 0; i < 8; ++i) {
            holds[i] = recallRange(run, i * 10, i * 10 + 4);
        }
        refused(
            address(recalls),
            recallRangeData(run, 100, 101, MAKER, 0),
            abi.encodeWithSelector(ITokensEvents.Tokens_HoldsFull.selector, run, 8)
        );
        lift(holds[3]);
        lift(holds[7]);
        lift(holds[0]);
        for (uint32 i = 0; i < 8; ++i) {
            bool lifted = i == 3 || i == 7 || i == 0;
            if (lifted) {
                dispense(unit(run, i * 10));
            } else {
                refused(
                    address(tokens),
                    dispenseData(unit(run, i * 10 + 4)),
                    abi.encodeWithSelector(ITokensEvents.Tokens_OnHold.selector, unit(run, i * 10 + 4), holds[i])
                );
            }
            dispense(unit(run, i * 10 + 5));
        }
        uint32 lot = RunWord.lot(tokens.runSlotOf(run));
        same(LotWord.ranges(tokens.lotSlotOf(lot)), 5, "ranges of the lot");
    }

    function test_RecallRange_Invalid() public {
        refused(
            address(recalls),
            recallRangeData(run, 6, 5, MAKER, 0),
            abi.encodeWithSelector(ITokensEvents.Tokens_RangeInvalid.selector, run, 6, 5, 1_000)
        );
        refused(
            address(recalls),
            recallRangeData(run, 0, 1_000, MAKER, 0),
            abi.encodeWithSelector(ITokensEvents.Tokens_RangeInvalid.selector, run, 0, 1_000, 1_000)
        );
        refused(
            address(recalls),
            recallRangeData(run + 1, 0, 1, MAKER, 0),
            abi.encodeWithSelector(IRecalls.Recalls_RunUnknown.selector, run + 1)
        );
    }

    function test_Lift_ByWhomAndOnce() public {
        uint32 hold = recallRange(run, 0, 9);
        refused(
            address(recalls),
            liftData(hold, DISTRIBUTOR),
            abi.encodeWithSelector(IRecalls.Recalls_NotAllowed.selector, DISTRIBUTOR, MAKER)
        );
        uint32 regulators = recallLot("LOT-1", 0);
        refused(
            address(recalls),
            liftData(regulators, MAKER),
            abi.encodeWithSelector(IRecalls.Recalls_NotAllowed.selector, MAKER, REGULATOR)
        );
        LiftRecall memory m = LiftRecall(MAKER, hold, 9, DEADLINE, 0);
        bytes memory sig = sign(MAKER, address(recalls), abi.encodeCall(IRecalls.lift, (m, "")));
        refused(
            address(recalls),
            abi.encodeCall(IRecalls.lift, (m, sig)),
            abi.encodeWithSelector(ITokensEvents.Tokens_StaleHold.selector, hold, 9, 1)
        );
        ok(address(recalls), liftData(hold, MAKER));
        refused(
            address(recalls),
            liftData(hold, MAKER),
            abi.encodeWithSelector(ITokensEvents.Tokens_HoldNotActive.selector, hold)
        );
        refused(
            address(recalls),
            abi.encodeCall(IRecalls.lift, (LiftRecall(MAKER, 5, 0, DEADLINE, 0), "")),
            abi.encodeWithSelector(IRecalls.Recalls_Unknown.selector, 5)
        );
    }

    function test_Capabilities_OnlyRecalls() public {
        bytes memory reason = abi.encodeWithSelector(
            ITokensEvents.Tokens_NotTheModule.selector,
            4,
            address(this)
        );
        refused(address(tokens), _place(0, 0, 0), reason);
        refused(address(tokens), abi.encodeCall(IHolding.liftHold, (1, 1)), reason);
        // A replaced module still can't hold what isn't there, nor in the name of nobody or with another seq.
        uint32 seq = partnerSeq(REGULATOR);
        refusedAs(
            address(recalls),
            address(tokens),
            _place(REGULATOR, 5, seq),
            abi.encodeWithSelector(ITokensEvents.Tokens_TargetUnknown.selector, 5, 99)
        );
        refusedAs(
            address(recalls),
            address(tokens),
            _place(REGULATOR, 0, seq),
            abi.encodeWithSelector(ITokensEvents.Tokens_TargetUnknown.selector, 0, 99)
        );
        refusedAs(
            address(recalls),
            address(tokens),
            _place(REGULATOR, 1, seq + 1),
            abi.encodeWithSelector(IMessages.Partners_StaleSeq.selector, REGULATOR, seq + 1, seq)
        );
        refusedAs(
            address(recalls),
            address(tokens),
            _place(PARTNER_COUNT + 1, 1, 0),
            abi.encodeWithSelector(IMessages.Partners_Unknown.selector, PARTNER_COUNT + 1)
        );
    }

    function test_RecallGoods_UnknownLotOrRun_DoesNothing() public {
        uint32 seq = partnerSeq(REGULATOR);
        for (uint256 scope = 2; scope <= 3; ++scope) {
            vm.prank(address(recalls));
            (uint256 placed, uint256 partnerSlot) = tokens.recallGoods(
                _order(REGULATOR, scope, seq),
                99,
                bytes32(uint256(77)),
                "why"
            );
            same(placed, 0, "hold and issuer");
            same(partnerSlot, 0, "partner's word");
            same(partnerSeq(REGULATOR), seq, "seq");
        }
    }

    /// @dev What a module asks for is a recall, whatever else it writes into the word.
    function test_RecallGoods_AnotherKind_IsARecall() public {
        uint256 order = (HoldWord.make(3, 2, 4, REGULATOR, 5, 0, 6) | (uint256(0xffff) << 240)) - 1 + partnerSeq(REGULATOR);
        vm.prank(address(recalls));
        (uint256 placed, ) = tokens.recallGoods(order, rootOf(run), bytes32(uint256(77)), "why");
        same(tokens.holdSlotOf(uint32(placed)), HoldWord.make(1, 2, 4, REGULATOR, 0, 0, 0), "word");
    }

    function _place(uint24 partner, uint256 scope, uint256 seq) private pure returns (bytes memory) {
        return abi.encodeCall(IHolding.recallGoods, (_order(partner, scope, seq), 99, bytes32(uint256(77)), "why"));
    }

    /// @dev In it the signer's seq is in the place of the hold's.
    function _order(uint24 partner, uint256 scope, uint256 seq) private pure returns (uint256) {
        return HoldWord.make(1, 1, scope, partner, 0, 0, 0) - 1 + seq;
    }

    function _refusedLot(RecallLot memory m, bytes memory reason) private {
        bytes memory sig = sign(REGULATOR, address(recalls), abi.encodeCall(IRecalls.recallLot, (m, "")));
        refused(address(recalls), abi.encodeCall(IRecalls.recallLot, (m, sig)), reason);
    }
}
