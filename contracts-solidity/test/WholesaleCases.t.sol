// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Overage, ReceiveShipment} from "../src/interfaces/ShippingMessages.sol";
import {ITokensEvents} from "../src/interfaces/ITokensEvents.sol";
import {TokenWord} from "../src/libraries/TokenWord.sol";
import {HoldWord} from "../src/libraries/Words.sol";
import {ShipmentWord} from "../src/libraries/PartyWords.sol";
import {ShippingCalls} from "./support/ShippingCalls.sol";
import {Vm} from "./support/Vm.sol";

/// @dev What goes wrong between wholesalers, each to its end. Reasons: 1 wrong item, 2 wrong serial, 3 wrong lot, 4 wrong
/// party, 5 damaged, 9 not ordered, 10 short, 11 concealed shortage.
contract WholesaleCasesTest is ShippingCalls {
    using TokenWord for uint256;

    uint64 private goods;
    uint64 private extra;

    function setUp() public override {
        super.setUp();
        (goods, extra) = (pallet(run, 0), box(run, 30));
        unpack(goods);
        unpack(extra);
    }

    function test_Overage_Kept() public {
        _receiveWithExtra();
        // Both sides agree: a transfer makes the extra case the distributor's.
        give(extra, DISTRIBUTOR);
        stands(extra, DISTRIBUTOR, DISTRIBUTOR, TokenWord.ACTIVE, "kept");
        stands(goods, DISTRIBUTOR, DISTRIBUTOR, TokenWord.ACTIVE, "the order");
    }

    function test_Overage_Refused() public {
        _receiveWithExtra();
        // Custody is recorded where the goods are, then they go back.
        ok(address(tokens), transferData(extra, MAKER, DISTRIBUTOR));
        uint32 back = ship(shipmentOf(list(extra), MAKER, MAKER, CARRIER));
        receive_(back);
        stands(extra, MAKER, MAKER, TokenWord.ACTIVE, "back with the maker");
    }

    function _receiveWithExtra() private {
        uint32 shipment = ship(goods, DISTRIBUTOR);
        ReceiveShipment memory m = receiptOf(shipment, none());
        m.overages = new Overage[](1);
        m.overages[0] = Overage(extra, 1, 9);
        bytes memory data = receiveData(m);
        vm.recordLogs();
        ok(address(tokens), data);
        Vm.Log[] memory logs = vm.getRecordedLogs();
        Vm.Log memory said = logs[logs.length - 3];
        same(said.topics[0], ITokensEvents.OverageReported.selector, "reported");
        same(uint256(said.topics[2]), extra, "which");
        stands(extra, MAKER, MAKER, TokenWord.ACTIVE, "not the receiver's yet");
    }

    function test_ConcealedShortage() public {
        uint32 shipment = ship(goods, DISTRIBUTOR);
        receive_(shipment);
        // A day later a case turns out to be two packs short.
        warp(NOW + 1 days);
        uint64[2] memory short = [unit(run, 3), unit(run, 4)];
        ok(
            address(tokens),
            correctData(
                correctionOf(
                    shipment,
                    some(exception(short[0], MISSING, 11), exception(short[1], MISSING, 11))
                )
            )
        );
        // The maker finds one of them at home; nobody finds the other.
        resolve(shipment, short[0], RETURNED);
        resolve(shipment, short[1], GONE);
        stands(short[0], MAKER, MAKER, TokenWord.ACTIVE, "credited");
        stands(short[1], DISTRIBUTOR, DISTRIBUTOR, TokenWord.LOST, "written off");
        same(ShipmentWord.disputes(tokens.shipmentSlotOf(shipment)), 0, "settled");
    }

    function test_WrongSerial() public {
        // Unit 5 was packed in place of unit 905: it is there, and what was announced isn't.
        unpack(unit(run, 905));
        uint32 shipment = ship(unit(run, 905), DISTRIBUTOR);
        unpack(unit(run, 5));
        ReceiveShipment memory m = receiptOf(shipment, some(exception(unit(run, 905), MISSING, 2)));
        m.overages = new Overage[](1);
        m.overages[0] = Overage(unit(run, 5), 1, 2);
        ok(address(tokens), receiveData(m));
        resolve(shipment, unit(run, 905), RETURNED);
        give(unit(run, 5), DISTRIBUTOR);
        stands(unit(run, 905), MAKER, MAKER, TokenWord.ACTIVE, "never left");
        stands(unit(run, 5), DISTRIBUTOR, DISTRIBUTOR, TokenWord.ACTIVE, "what came");
    }

    function test_WrongLot() public {
        uint32 other = commission("LOT-2");
        unpack(box(other, 0));
        uint32 shipment = ship(shipmentOf(list(goods, box(other, 0)), DISTRIBUTOR, DISTRIBUTOR, CARRIER));
        receive_(shipment, exception(box(other, 0), REFUSED, 3));
        stands(goods, DISTRIBUTOR, DISTRIBUTOR, TokenWord.ACTIVE, "the lot that was ordered");
        resolve(shipment, box(other, 0), RETURNED);
        stands(box(other, 0), MAKER, MAKER, TokenWord.ACTIVE, "the other one is back");
        give(box(other, 0), PHARMACY);
    }

    function test_SoldToTheWrongParty() public {
        // Meant for the pharmacy. The distributor refuses all of it, and lets time pass.
        uint32 shipment = ship(goods, DISTRIBUTOR);
        receive_(shipment, exception(goods, REFUSED, 4));
        uint32 hold = disputeOf(goods);
        warp(NOW + DISPUTE_SECONDS + 1);
        ok(address(tokens), lapseData(hold));
        stands(goods, MAKER, MAKER, TokenWord.ACTIVE, "the maker's");
        receive_(ship(goods, PHARMACY));
        stands(goods, PHARMACY, PHARMACY, TokenWord.ACTIVE, "where it belongs");
    }

    function test_SoldToTheWrongParty_FoundAfterTheReceipt() public {
        uint32 shipment = ship(goods, DISTRIBUTOR);
        receive_(shipment);
        correct(shipment, exception(goods, REFUSED, 4));
        resolve(shipment, goods, RETURNED);
        stands(goods, MAKER, MAKER, TokenWord.ACTIVE, "title came back");
    }

    function test_ProductWithoutData() public {
        // A case came with no departure on the ledger. Its holder sends the data after it.
        uint32 shipment = ship(extra, DISTRIBUTOR);
        receive_(shipment);
        stands(extra, DISTRIBUTOR, DISTRIBUTOR, TokenWord.ACTIVE, "data followed");
        // Goods that the ledger doesn't know are told, and stay outside.
        shipment = ship(goods, DISTRIBUTOR);
        ReceiveShipment memory m = receiptOf(shipment, none());
        m.overages = new Overage[](1);
        m.overages[0] = Overage(0, 12, 12);
        ok(address(tokens), receiveData(m));
        stands(goods, DISTRIBUTOR, DISTRIBUTOR, TokenWord.ACTIVE, "what is known");
    }

    function test_DataWithoutProduct() public {
        // The departure was announced and nothing came: all is missing, and lost when nobody objects.
        uint32 shipment = ship(goods, DISTRIBUTOR);
        receive_(shipment, exception(goods, MISSING, 10));
        uint32 hold = disputeOf(goods);
        stands(goods, MAKER, MAKER, TokenWord.ACTIVE, "still the sender's");
        warp(NOW + DISPUTE_SECONDS + 1);
        ok(address(tokens), lapseData(hold));
        stands(goods, MAKER, MAKER, TokenWord.LOST, "lost");
        same(HoldWord.status(tokens.holdSlotOf(hold)), HoldWord.LIFTED, "settled");
    }

    function test_DataWithoutProduct_NeverReceived() public {
        uint32 shipment = ship(goods, DISTRIBUTOR);
        warp(NOW + 3 days + 1);
        ok(address(tokens), expireData(shipment));
        stands(goods, MAKER, MAKER, TokenWord.ACTIVE, "as if it had never left");
    }

    function test_Damaged() public {
        uint32 shipment = ship(goods, DISTRIBUTOR);
        receive_(shipment, exception(box(run, 2), DAMAGED, 5));
        stands(box(run, 2), MAKER, DISTRIBUTOR, TokenWord.ACTIVE, "here, and the maker's");
        refused(
            address(tokens),
            transferData(box(run, 2), DISTRIBUTOR, DISTRIBUTOR),
            abi.encodeWithSelector(
                ITokensEvents.Tokens_OnHold.selector,
                box(run, 2),
                disputeOf(box(run, 2))
            )
        );
        resolve(shipment, box(run, 2), RETURNED);
        stands(box(run, 2), MAKER, MAKER, TokenWord.ACTIVE, "back with the maker");
    }
}
