// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CommissionRun, RecallLot} from "../src/interfaces/Messages.sol";
import {IRecalls} from "../src/interfaces/IRecalls.sol";
import {ITokensEvents} from "../src/interfaces/ITokensEvents.sol";
import {TokenWord} from "../src/libraries/TokenWord.sol";
import {HoldWord, LotWord, RunWord} from "../src/libraries/Words.sol";
import {LedgerTest} from "./support/LedgerTest.sol";

/// @dev Lists of recalls: taking one out of the middle, and as many as there can be.
contract HoldListsTest is LedgerTest {
    using TokenWord for uint256;

    uint256 private constant LOTS_SLOT = 4;
    uint256 private constant MOST = 8;
    uint256 private constant LOTS = 16;

    uint32 private run;

    function setUp() public override {
        super.setUp();
        run = commission("LOT-1");
    }

    function test_Lift_FromAnyPlaceOfTheList() public {
        uint64 root = rootOf(run);
        uint32[4] memory recalled;
        for (uint256 i = 0; i < 4; ++i) {
            recalled[i] = recallLot("LOT-1", 0);
        }
        // The oldest is at the end, then one in the middle, then the youngest, which is at the head.
        uint8[4] memory order = [0, 2, 3, 1];
        for (uint256 i = 0; i < 4; ++i) {
            lift(recalled[order[i]]);
            same(HoldWord.status(tokens.holdSlotOf(recalled[order[i]])), HoldWord.LIFTED, "lifted");
            uint32[] memory left = lens.stateOf(root).holds;
            same(left.length, 3 - i, "the others are left");
            for (uint256 j = 0; j < left.length; ++j) {
                same(HoldWord.status(tokens.holdSlotOf(left[j])), HoldWord.ACTIVE, "and bind");
            }
            if (i == 3) break;
            refused(
                address(tokens),
                transferData(root, DISTRIBUTOR, DISTRIBUTOR),
                abi.encodeWithSelector(ITokensEvents.Tokens_OnHold.selector, root, left[0])
            );
        }
        give(root, DISTRIBUTOR);
    }

    /// @dev Of many runs, since one has eight at most: the count of a lot's ranges is 16 bits.
    function test_RecallRange_AsManyAsALotCounts() public {
        uint32 lot = uint32(RunWord.lot(tokens.runSlotOf(run)));
        uint256 word = LotWord.withRanges(tokens.lotSlotOf(lot), type(uint16).max);
        vm.store(address(tokens), keccak256(abi.encode(lot, LOTS_SLOT)), bytes32(word));
        same(tokens.lotSlotOf(lot), word, "slot of a lot's word");
        refused(
            address(recalls),
            recallRangeData(run, 0, 0, MAKER, 0),
            abi.encodeWithSelector(ITokensEvents.Tokens_HoldsFull.selector, lot, type(uint16).max)
        );
    }

    /// @dev Sixteen lots of sixteen products, everything recalled as often as it can be: more than Lens lists, and no
    /// reason to fail.
    function test_Lens_MoreHoldsThanItLists() public {
        uint64 crate = container(MAKER, 3, 1);
        for (uint256 i = 0; i < LOTS; ++i) {
            uint64 gtin = gtinOf(i);
            register(gtin);
            CommissionRun memory m = commissioning("LOT-1", 1, 0, 0);
            (m.gtin, m.lotSeq) = (gtin, 0);
            uint64 one = unit(commission(m), 0);
            unpack(one);
            pack(one, crate);
            for (uint256 j = 0; j < MOST; ++j) {
                ok(address(recalls), recallProductData(gtin, REGULATOR));
                ok(address(recalls), recallLotOfData(gtin));
            }
        }
        same(tokens.slotOf(crate).lots(), LOTS, "lots");
        same(lens.stateOf(crate).holds.length, 2 * LOTS * MOST, "all of them");
        recallToken(crate, 0);
        uint32[] memory holds = lens.stateOf(crate).holds;
        same(holds.length, 256, "as many as it lists");
        for (uint256 i = 0; i < holds.length; ++i) {
            for (uint256 j = 0; j < i; ++j) {
                yes(holds[i] != holds[j], "each once");
            }
        }
    }

    /// @dev Recalls that came and went while an older one stayed would be read with every act ever after, until none fits a block.
    function test_RecallToken_ListForgetsThoseThatWereLifted() public {
        uint64 one = unit(run, 0);
        unpack(one);
        uint32 stays = recallToken(one, 0);
        for (uint256 i = 0; i < 3 * MOST; ++i) {
            lift(recallToken(one, 0));
        }
        uint32 newest = recallToken(one, 0);
        yes(_length(tokens.slotOf(one).hold()) <= 2 * MOST, "as long as what binds makes it");
        same(lens.stateOf(one).holds.length, 2, "both bind");
        same(HoldWord.status(tokens.holdSlotOf(stays)), HoldWord.ACTIVE, "the oldest too");
        refused(
            address(tokens),
            transferData(one, DISTRIBUTOR, DISTRIBUTOR),
            abi.encodeWithSelector(ITokensEvents.Tokens_OnHold.selector, one, newest)
        );
    }

    /// @dev How many words are read to walk a list.
    function _length(uint32 head) private view returns (uint256 words) {
        for (; head != 0; ++words) {
            uint256 word = tokens.holdSlotOf(head);
            if (HoldWord.kind(word) == HoldWord.JOINT) words += _length(HoldWord.target(word));
            head = HoldWord.next(word);
        }
    }

    /// @dev GS1 check digit: from the right, digits weigh 3 and 1 in turn.
    function gtinOf(uint256 i) private pure returns (uint64) {
        uint256 body = 950_600_013_500 + i;
        uint256 sum = 0;
        uint256 weight = 3;
        for (uint256 rest = body; rest != 0; rest /= 10) {
            sum += (rest % 10) * weight;
            weight = 4 - weight;
        }
        return uint64(body * 10 + ((10 - (sum % 10)) % 10));
    }

    function recallLotOfData(uint64 gtin) private view returns (bytes memory) {
        RecallLot memory m = RecallLot(
            REGULATOR,
            partnerSeq(REGULATOR),
            gtin,
            "LOT-1",
            1,
            destinations(0),
            "contaminated",
            DEADLINE,
            0
        );
        bytes memory unsigned = abi.encodeCall(IRecalls.recallLot, (m, ""));
        return abi.encodeCall(IRecalls.recallLot, (m, sign(REGULATOR, address(recalls), unsigned)));
    }
}
