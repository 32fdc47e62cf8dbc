// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IMessages} from "../src/interfaces/IMessages.sol";
import "../src/interfaces/ShippingMessages.sol";
import {IShipping} from "../src/interfaces/IShipping.sol";
import {ITokensEvents} from "../src/interfaces/ITokensEvents.sol";
import {TokenWord} from "../src/libraries/TokenWord.sol";
import {HoldWord} from "../src/libraries/Words.sol";
import {PartnerWord, ShipmentWord} from "../src/libraries/PartyWords.sol";
import {PalletUnderway} from "./support/PalletUnderway.sol";

contract DisputeResolutionTest is PalletUnderway {
    using TokenWord for uint256;

    // ---- resolutions ----

    function test_Resolve_Refused_Returned() public {
        receive_(shipment, exception(item, REFUSED, 9));
        uint32 hold = disputeOf(item);
        resolve(shipment, item, RETURNED);
        stands(item, MAKER, MAKER, TokenWord.ACTIVE, "with the sender");
        _ended(hold);
        give(item, PHARMACY);
    }

    function test_Resolve_Refused_Accepted() public {
        receive_(shipment, exception(item, REFUSED, 9));
        uint32 hold = disputeOf(item);
        resolve(shipment, item, ACCEPTED);
        stands(item, DISTRIBUTOR, DISTRIBUTOR, TokenWord.ACTIVE, "with the receiver");
        _ended(hold);
        give(item, PHARMACY);
    }

    function test_Resolve_Missing_Lost() public {
        receive_(shipment, exception(item, MISSING, 10));
        uint32 hold = disputeOf(item);
        resolve(shipment, item, GONE);
        stands(item, MAKER, MAKER, TokenWord.LOST, "lost");
        _ended(hold);
        refused(
            address(tokens),
            transferData(item, PHARMACY, PHARMACY),
            abi.encodeWithSelector(ITokensEvents.Tokens_NotActive.selector, item, TokenWord.LOST)
        );
    }

    function test_Resolve_Damaged_ReturnedOrAccepted() public {
        ReceiveShipment memory m = receiptOf(
            shipment,
            some(exception(item, DAMAGED, 5), exception(box(run, 1), DAMAGED, 5))
        );
        ok(address(tokens), receiveData(m));
        ResolveDispute memory both = resolutionOf(shipment, item, RETURNED);
        Resolution memory returned = both.resolutions[0];
        Resolution memory accepted = resolutionOf(shipment, box(run, 1), ACCEPTED).resolutions[0];
        both.resolutions = new Resolution[](2);
        (both.resolutions[0], both.resolutions[1]) = (returned, accepted);
        ok(address(tokens), resolveData(both));
        stands(item, MAKER, MAKER, TokenWord.ACTIVE, "returned");
        stands(box(run, 1), DISTRIBUTOR, DISTRIBUTOR, TokenWord.ACTIVE, "accepted as it is");
        uint256 word = tokens.shipmentSlotOf(shipment);
        same(ShipmentWord.disputes(word), 0, "no dispute left");
        same(ShipmentWord.seq(word), 4, "one seq for each that ended");
    }

    function _ended(uint32 hold) private view {
        same(HoldWord.status(tokens.holdSlotOf(hold)), HoldWord.LIFTED, "the dispute is over");
        same(HoldWord.seq(tokens.holdSlotOf(hold)), 2, "and says so");
        same(tokens.slotOf(item).hold(), 0, "nothing binds");
        same(ShipmentWord.disputes(tokens.shipmentSlotOf(shipment)), 0, "counted");
    }

    function test_Resolve_EverySideSigns() public {
        ok(address(tokens), cancelData(shipment));
        ok(address(tokens), transferData(goods, MAKER, DISTRIBUTOR));
        shipment = ship(shipmentOf(list(goods), RETURNS, PHARMACY, 0), signers(MAKER, DISTRIBUTOR));
        receive_(shipment, exception(item, REFUSED, 9));
        ResolveDispute memory m = resolutionOf(shipment, item, ACCEPTED);
        refused(
            address(tokens),
            resolveData(m, signers(MAKER, DISTRIBUTOR)),
            abi.encodeWithSelector(IMessages.Messages_SignatureCount.selector, 4, 2)
        );
        refused(
            address(tokens),
            resolveData(m, signers(MAKER, DISTRIBUTOR, PHARMACY, RETURNS, 0)),
            wrongSigner(RETURNS, 2)
        );
        ok(address(tokens), resolveData(m, signers(MAKER, DISTRIBUTOR, RETURNS, PHARMACY, 0)));
        stands(item, RETURNS, PHARMACY, TokenWord.ACTIVE, "accepted");
    }

    function test_Resolve_NotThisDispute() public {
        receive_(shipment, exception(item, REFUSED, 9));
        uint32 hold = disputeOf(item);
        ResolveDispute memory m = resolutionOf(shipment, item, RETURNED);
        m.resolutions[0].token = goods;
        _noDispute(m, goods, hold);
        m.resolutions[0].token = item;
        m.resolutions[0].hold = hold + 1;
        _noDispute(m, item, hold + 1);
        // A dispute of another shipment.
        unpack(pallet(run, 1));
        uint32 other = ship(pallet(run, 1), DISTRIBUTOR);
        receive_(other, exception(pallet(run, 1), REFUSED, 9));
        m = resolutionOf(shipment, pallet(run, 1), RETURNED);
        _noDispute(m, pallet(run, 1), disputeOf(pallet(run, 1)));
        // One that ended.
        m = resolutionOf(shipment, item, RETURNED);
        ok(address(tokens), resolveData(m));
        refused(
            address(tokens),
            resolveData(m),
            abi.encodeWithSelector(
                ITokensEvents.Tokens_StaleShipment.selector,
                shipment,
                m.seq,
                m.seq + 1
            )
        );
        ++m.seq;
        _noDispute(m, item, hold);
    }

    function _noDispute(ResolveDispute memory m, uint64 token, uint32 hold) private {
        refused(
            address(tokens),
            resolveData(m),
            abi.encodeWithSelector(ITokensEvents.Tokens_NotInDispute.selector, token, hold)
        );
    }

    function test_Resolve_OutcomeSeqCountAndStatus() public {
        ResolveDispute memory m = resolutionOf(shipment, item, RETURNED);
        refused(
            address(tokens),
            resolveData(m),
            abi.encodeWithSelector(
                ITokensEvents.Tokens_ShipmentNotOpen.selector,
                shipment,
                ShipmentWord.IN_TRANSIT
            )
        );
        receive_(shipment, exception(item, REFUSED, 9));
        for (uint8 outcome = 0; outcome <= 4; outcome += 4) {
            refused(
                address(tokens),
                resolveData(resolutionOf(shipment, item, outcome)),
                abi.encodeWithSelector(ITokensEvents.Tokens_KindInvalid.selector, item, outcome)
            );
        }
        m = resolutionOf(shipment, item, RETURNED);
        ok(address(tokens), touchData(item, MAKER));
        refused(
            address(tokens),
            resolveData(m),
            abi.encodeWithSelector(ITokensEvents.Tokens_StaleSeq.selector, item, 2, 3)
        );
        m.resolutions = new Resolution[](0);
        refused(
            address(tokens),
            resolveData(m),
            abi.encodeWithSelector(ITokensEvents.Tokens_Count.selector, 0, 256)
        );
    }

    function test_Resolve_DeadlineEdge() public {
        receive_(shipment, exception(item, REFUSED, 9));
        bytes memory data = resolveData(resolutionOf(shipment, item, RETURNED));
        warp(NOW + 1 hours + 1);
        refused(
            address(tokens),
            data,
            abi.encodeWithSelector(IMessages.Messages_DeadlinePassed.selector, NOW + 1 hours, clock)
        );
        warp(NOW + 1 hours);
        ok(address(tokens), data);
    }

    function test_Resolve_RecalledGoodsStayWhereTheyAre() public {
        receive_(shipment, exception(item, DAMAGED, 5));
        uint32 recall = recallLot("LOT-1", 0);
        refused(
            address(tokens),
            resolveData(resolutionOf(shipment, item, ACCEPTED)),
            abi.encodeWithSelector(ITokensEvents.Tokens_OnHold.selector, item, recall)
        );
        refused(
            address(tokens),
            resolveData(resolutionOf(shipment, item, RETURNED)),
            abi.encodeWithSelector(
                ITokensEvents.Tokens_NotADestination.selector,
                item,
                recall,
                MAKER
            )
        );
        lift(recall);
        resolve(shipment, item, RETURNED);
        stands(item, MAKER, MAKER, TokenWord.ACTIVE, "back after the lift");
    }

    function test_Resolve_SuspendedReceiverAcceptsNothing() public {
        receive_(shipment, exception(item, REFUSED, 9));
        suspend(DISTRIBUTOR);
        refused(
            address(tokens),
            resolveData(resolutionOf(shipment, item, ACCEPTED)),
            abi.encodeWithSelector(
                IMessages.Partners_Suspended.selector,
                DISTRIBUTOR,
                PartnerWord.until(tokens.partnerSlotOf(DISTRIBUTOR))
            )
        );
        resolve(shipment, item, RETURNED);
        stands(item, MAKER, MAKER, TokenWord.ACTIVE, "back");
    }

    // ---- time ----

    function test_Lapse_Edges() public {
        receive_(shipment, exception(item, REFUSED, 9));
        uint32 hold = disputeOf(item);
        warp(NOW + DISPUTE_SECONDS);
        refused(
            address(tokens),
            lapseData(hold),
            abi.encodeWithSelector(ITokensEvents.Tokens_DisputeOpen.selector, hold, clock)
        );
        warp(NOW + DISPUTE_SECONDS + 1);
        ok(address(tokens), lapseData(hold));
        stands(item, MAKER, MAKER, TokenWord.ACTIVE, "refused, so with the sender");
        _ended(hold);
        refused(
            address(tokens),
            lapseData(hold),
            abi.encodeWithSelector(ITokensEvents.Tokens_NotInDispute.selector, item, hold)
        );
        refused(
            address(tokens),
            lapseData(7),
            abi.encodeWithSelector(ITokensEvents.Tokens_NotInDispute.selector, 0, 7)
        );
        refused(
            address(tokens),
            abi.encodeCall(IShipping.lapseDisputes, (new uint32[](0))),
            abi.encodeWithSelector(ITokensEvents.Tokens_Count.selector, 0, 256)
        );
    }

    function test_Lapse_MissingIsLostAndDamagedStays() public {
        ReceiveShipment memory m = receiptOf(
            shipment,
            some(exception(item, MISSING, 10), exception(box(run, 1), DAMAGED, 5))
        );
        ok(address(tokens), receiveData(m));
        uint32[] memory holds = new uint32[](2);
        (holds[0], holds[1]) = (disputeOf(item), disputeOf(box(run, 1)));
        warp(NOW + DISPUTE_SECONDS + 1);
        ok(address(tokens), abi.encodeCall(IShipping.lapseDisputes, (holds)));
        stands(item, MAKER, MAKER, TokenWord.LOST, "missing");
        stands(box(run, 1), MAKER, DISTRIBUTOR, TokenWord.ACTIVE, "damaged");
        same(ShipmentWord.seq(tokens.shipmentSlotOf(shipment)), 4, "one seq for each");
    }

    function test_Lapse_OfACorrectionDropsIt() public {
        receive_(shipment);
        correct(shipment, exception(item, MISSING, 11));
        uint32 hold = disputeOf(item);
        same(HoldWord.generation(tokens.holdSlotOf(hold)), 1, "by a correction");
        warp(NOW + DISPUTE_SECONDS + 1);
        ok(address(tokens), lapseData(hold));
        stands(item, DISTRIBUTOR, DISTRIBUTOR, TokenWord.ACTIVE, "nothing changes");
        _ended(hold);
    }

    function test_Lapse_NeverLaterThanTheWordHolds() public {
        ok(address(tokens), cancelData(shipment));
        // In 2106 the 32 bits of the word end.
        warp(type(uint32).max - 30 days);
        ShipTokens memory m = shipmentOf(list(goods), DISTRIBUTOR, DISTRIBUTOR, 0);
        (m.until, m.deadline) = (uint40(block.timestamp + 1 days), uint64(block.timestamp + 1 days));
        m.disputeSeconds = 366 days;
        shipment = ship(m);
        receive_(shipment, exception(item, REFUSED, 9));
        same(
            HoldWord.lapses(tokens.holdSlotOf(disputeOf(item))),
            type(uint32).max,
            "capped, not wrapped"
        );
    }
}
