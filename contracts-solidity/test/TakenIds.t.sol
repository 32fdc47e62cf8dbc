// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IConditions} from "../src/interfaces/IConditions.sol";
import {IRecalls} from "../src/interfaces/IRecalls.sol";
import "../src/interfaces/Messages.sol";
import "../src/interfaces/ShippingMessages.sol";
import {IShipping} from "../src/interfaces/IShipping.sol";
import {ITokens} from "../src/interfaces/ITokens.sol";
import {TokenWord} from "../src/libraries/TokenWord.sol";
import {HoldWord} from "../src/libraries/Words.sol";
import {LienWord, ShipmentWord} from "../src/libraries/PartyWords.sol";
import {LendingCalls} from "./support/LendingCalls.sol";

/// @title Ids that somebody else already has
/// @dev Liens, holds and shipments are numbered by 32 bits of a digest, so two can want one number: the later takes the
/// next. No test can sign until that happens, so these put a word where the next act wants to write. The slots are
/// those of storage-layout.json.
contract TakenIdsTest is LendingCalls {
    using TokenWord for uint256;

    uint256 private constant LIENS_SLOT = 6;
    uint256 private constant HOLDS_SLOT = 7;
    uint256 private constant SHIPMENTS_SLOT = 17;

    function take(uint32 id, uint256 slot, uint256 word) private {
        vm.store(address(tokens), keccak256(abi.encode(id, slot)), bytes32(word));
    }

    function idOf(address target, bytes memory unsigned) private view returns (uint32) {
        return uint32(uint256(relay.digestOf(target, unsigned)));
    }

    function test_Pledge_LienIdIsTaken() public {
        PledgeTokens memory m = pledgeOf(list(goods), 0);
        uint32 id = idOf(address(tokens), abi.encodeCall(ITokens.pledge, (m, new bytes[](0))));
        uint256 word = LienWord.make(BANK, PHARMACY, 7, MATURITY, NOTICE);
        take(id, LIENS_SLOT, word);
        take(id + 1, LIENS_SLOT, word);
        uint32 lien = abi.decode(ok(address(tokens), pledgeData(m)), (uint32));
        same(lien, id + 2, "the first free one");
        same(tokens.slotOf(goods).lien(), lien, "the token's");
        same(LienWord.debtor(tokens.lienSlotOf(lien)), DISTRIBUTOR, "the new one's debtor");
        same(tokens.lienSlotOf(id), word, "the other is as it was");
    }

    function test_Ship_ShipmentIdIsTaken() public {
        ShipTokens memory m = shipmentOf(list(goods), PHARMACY, PHARMACY, CARRIER);
        uint32 id = idOf(address(tokens), abi.encodeCall(IShipping.ship, (m, new bytes[](0))));
        uint256 word = ShipmentWord.make(MAKER, MAKER, BANK, BANK, 0, uint40(NOW), 1);
        take(id, SHIPMENTS_SLOT, word);
        ok(address(tokens), shipData(m));
        same(tokens.shipmentSlotOf(id), word, "the other is as it was");
        uint256 opened = tokens.shipmentSlotOf(id + 1);
        same(ShipmentWord.newOwner(opened), PHARMACY, "the new one's receiver");
        same(tokens.manifestOf(id + 1), keccak256(abi.encode(goods)), "its manifest");
        same(tokens.manifestOf(id), 0, "none of the other");
    }

    function test_Recall_HoldIdIsTaken() public {
        RecallToken memory m = RecallToken(
            REGULATOR,
            partnerSeq(REGULATOR),
            goods,
            3,
            destinations(0),
            "sample taken",
            DEADLINE,
            0
        );
        uint32 id = idOf(address(recalls), abi.encodeCall(IRecalls.recallToken, (m, "")));
        uint256 lifted = HoldWord.asLifted(HoldWord.make(HoldWord.RECALL, 1, HoldWord.LOT, MAKER, 0, 0, 1));
        take(id, HOLDS_SLOT, lifted);
        // Not even one that was lifted gives its number away.
        same(recallToken(goods, 0), id + 1, "the next");
        same(tokens.slotOf(goods).hold(), id + 1, "on the token");
        same(tokens.holdSlotOf(id), lifted, "the other is as it was");
    }

    /// @dev A joint hold's number follows from the two that it joins; another joint's word in its place isn't mistaken for it.
    function test_Join_JointIdIsTaken() public {
        uint32 recall = recallToken(goods, 0);
        QuarantineTokens memory m = quarantineOf(MAKER, ids(goods));
        uint32 quarantine_ = idOf(address(conditions), abi.encodeCall(IConditions.quarantine, (m, "")));
        uint32 joint = uint32(uint256(keccak256(abi.encode(recall, quarantine_))));
        uint256 other = HoldWord.make(HoldWord.JOINT, 0, HoldWord.TOKEN, 0, recall, 0, recall);
        take(joint, HOLDS_SLOT, other);
        ok(address(conditions), quarantineData(m));
        same(tokens.slotOf(goods).hold(), joint + 1, "the next");
        same(tokens.holdSlotOf(joint), other, "the other is as it was");
        uint32[] memory holds = lens.stateOf(goods).holds;
        same(holds.length, 2, "both");
        lift(recall);
        same(lens.stateOf(goods).holds.length, 1, "one is left");
    }

    /// @dev Number 0 means none everywhere, so the table of lots goes round it.
    function test_FindLot_NeverNumberZero() public view {
        (uint32 lot, uint256 word) = tokens.findLot(bytes32(0));
        same(lot, 1, "after nothing");
        same(word, 0, "free");
        (lot, word) = tokens.findLot(bytes32(uint256(type(uint32).max)));
        same(lot, type(uint32).max, "the last");
        same(word, 0, "free");
    }
}
