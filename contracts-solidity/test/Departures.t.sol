// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IMessages} from "../src/interfaces/IMessages.sol";
import "../src/interfaces/Messages.sol";
import "../src/interfaces/ShippingMessages.sol";
import {ITokensEvents} from "../src/interfaces/ITokensEvents.sol";
import {TokenWord} from "../src/libraries/TokenWord.sol";
import {PartnerWord, ShipmentWord} from "../src/libraries/PartyWords.sol";
import {UnpackedPallet} from "./support/UnpackedPallet.sol";

contract DeparturesTest is UnpackedPallet {
    using TokenWord for uint256;

    // ---- departure ----

    function test_Ship_WithACarrier() public {
        uint256 before = tokens.slotOf(goods);
        uint32 shipment = ship(goods, DISTRIBUTOR);
        uint256 slot = tokens.slotOf(goods);
        stands(goods, MAKER, CARRIER, TokenWord.IN_TRANSIT, "departed");
        same(slot.seq(), before.seq() + 1, "seq");
        same(slot.binds(), before.binds() + 1, "binds");
        uint256 word = tokens.shipmentSlotOf(shipment);
        same(
            word,
            ShipmentWord.make(
                MAKER,
                MAKER,
                DISTRIBUTOR,
                DISTRIBUTOR,
                CARRIER,
                uint40(NOW) + 3 days,
                DISPUTE_SECONDS
            ),
            "word"
        );
        same(tokens.manifestOf(shipment), keccak256(abi.encode(goods)), "manifest");
        receive_(shipment);
        stands(goods, DISTRIBUTOR, DISTRIBUTOR, TokenWord.ACTIVE, "arrived");
        same(ShipmentWord.status(tokens.shipmentSlotOf(shipment)), ShipmentWord.RECEIVED, "received");
        same(seqOf(shipment), 2, "the shipment's seq");
        give(goods, PHARMACY);
    }

    function test_Ship_WithoutACarrierStaysWithTheSender() public {
        ShipTokens memory m = shipmentOf(list(goods), DISTRIBUTOR, DISTRIBUTOR, 0);
        uint32 shipment = ship(m, signers(MAKER));
        stands(goods, MAKER, MAKER, TokenWord.IN_TRANSIT, "departed");
        receive_(shipment);
        stands(goods, DISTRIBUTOR, DISTRIBUTOR, TokenWord.ACTIVE, "arrived");
    }

    function test_Ship_TitleAloneAndCustodyAlone() public {
        receive_(ship(shipmentOf(list(goods), DISTRIBUTOR, MAKER, 0)));
        stands(goods, DISTRIBUTOR, MAKER, TokenWord.ACTIVE, "title alone");
        receive_(shipCustody(goods, PHARMACY));
        stands(goods, DISTRIBUTOR, PHARMACY, TokenWord.ACTIVE, "custody alone");
        receive_(ship(shipmentOf(list(goods), DISTRIBUTOR, MAKER, 0), signers(DISTRIBUTOR, PHARMACY)));
        stands(goods, DISTRIBUTOR, MAKER, TokenWord.ACTIVE, "and back");
    }

    function test_Ship_SignersInOrder() public {
        ShipTokens memory m = shipmentOf(list(goods), DISTRIBUTOR, DISTRIBUTOR, CARRIER);
        refused(
            address(tokens),
            shipData(m, signers(MAKER)),
            abi.encodeWithSelector(IMessages.Messages_SignatureCount.selector, 2, 1)
        );
        refused(address(tokens), shipData(m, signers(CARRIER, MAKER)), wrongSigner(MAKER, 0));
        // The receiver isn't asked before the goods are there.
        refused(address(tokens), shipData(m, signers(MAKER, DISTRIBUTOR)), wrongSigner(CARRIER, 1));
    }

    function test_Ship_ThatNothingCanReceive() public {
        ShipTokens memory m = shipmentOf(list(goods), DISTRIBUTOR, DISTRIBUTOR, 0);
        m.until = uint40(NOW);
        _invalid(m);
        m.until = uint40(NOW + 366 days) + 1;
        _invalid(m);
        m.until = uint40(NOW + 366 days);
        m.disputeSeconds = 366 days + 1;
        _invalid(m);
        m.disputeSeconds = 366 days;
        m.newOwner = 0;
        _invalid(m);
        m.newOwner = DISTRIBUTOR;
        m.newCustodian = 0;
        _invalid(m);
        m.newOwner = MAKER;
        m.newCustodian = MAKER;
        refused(
            address(tokens),
            shipData(m),
            abi.encodeWithSelector(ITokensEvents.Tokens_NothingMoves.selector, MAKER, MAKER)
        );
    }

    function _invalid(ShipTokens memory m) private {
        refused(
            address(tokens),
            shipData(m),
            abi.encodeWithSelector(
                ITokensEvents.Tokens_ShipmentInvalid.selector,
                m.until,
                m.disputeSeconds
            )
        );
    }

    function test_Ship_NoneOrTooMany() public {
        ShipTokens memory m = shipmentOf(list(goods), DISTRIBUTOR, DISTRIBUTOR, 0);
        m.tokens = new TokenSeq[](0);
        refused(
            address(tokens),
            shipData(m),
            abi.encodeWithSelector(ITokensEvents.Tokens_Count.selector, 0, 256)
        );
        m.tokens = new TokenSeq[](257);
        refused(
            address(tokens),
            shipData(m),
            abi.encodeWithSelector(ITokensEvents.Tokens_Count.selector, 257, 256)
        );
    }

    function test_Ship_ReceiversAndCarrierHaveTheirRoles() public {
        refused(
            address(tokens),
            shipData(goods, BANK, DISTRIBUTOR),
            abi.encodeWithSelector(IMessages.Partners_RoleMissing.selector, BANK, uint16(35))
        );
        refused(
            address(tokens),
            shipData(shipmentOf(list(goods), DISTRIBUTOR, DISTRIBUTOR, PHARMACY)),
            abi.encodeWithSelector(
                IMessages.Partners_RoleMissing.selector,
                PHARMACY,
                PartnerWord.CARRIER
            )
        );
        keys[99] = 99;
        refused(
            address(tokens),
            shipData(shipmentOf(list(goods), DISTRIBUTOR, DISTRIBUTOR, 99)),
            abi.encodeWithSelector(IMessages.Partners_Unknown.selector, 99)
        );
        suspend(CARRIER);
        refused(
            address(tokens),
            shipData(shipmentOf(list(goods), DISTRIBUTOR, DISTRIBUTOR, CARRIER)),
            abi.encodeWithSelector(
                IMessages.Partners_Suspended.selector,
                CARRIER,
                PartnerWord.until(tokens.partnerSlotOf(CARRIER))
            )
        );
    }

    function test_Ship_MarketOfTheLot() public {
        CommissionRun memory c = commissioning("LOT-M", 100, 0, 0);
        c.markets = 2;
        uint64 root = rootOf(commission(c));
        (uint32 lot, ) = tokens.findLot(catalogue.lotIdentity(GTIN, "LOT-M"));
        refused(
            address(tokens),
            shipData(root, DISTRIBUTOR, DISTRIBUTOR),
            abi.encodeWithSelector(ITokensEvents.Tokens_WrongMarket.selector, DISTRIBUTOR, lot)
        );
        ship(root, RETURNS);
    }

    function test_Ship_WhatTheMessageSaysOfTheToken() public {
        ShipTokens memory m = shipmentOf(list(goods), DISTRIBUTOR, DISTRIBUTOR, 0);
        m.owner = PHARMACY;
        refused(
            address(tokens),
            shipData(m),
            abi.encodeWithSelector(ITokensEvents.Tokens_WrongOwner.selector, goods, PHARMACY, MAKER)
        );
        m.owner = MAKER;
        m.custodian = PHARMACY;
        refused(
            address(tokens),
            shipData(m),
            abi.encodeWithSelector(ITokensEvents.Tokens_WrongCustodian.selector, goods, PHARMACY, MAKER)
        );
        m = shipmentOf(list(goods, goods), DISTRIBUTOR, DISTRIBUTOR, 0);
        refused(
            address(tokens),
            shipData(m),
            abi.encodeWithSelector(ITokensEvents.Tokens_StaleSeq.selector, goods, 1, 2)
        );
        m.tokens[1].seq = 2;
        refused(
            address(tokens),
            shipData(m),
            abi.encodeWithSelector(ITokensEvents.Tokens_NotActive.selector, goods, TokenWord.IN_TRANSIT)
        );
        refused(
            address(tokens),
            shipData(shipmentOf(list(goods, box(run, 0)), DISTRIBUTOR, DISTRIBUTOR, 0)),
            abi.encodeWithSelector(ITokensEvents.Tokens_NotHeld.selector, box(run, 0), goods)
        );
    }

    function test_Ship_DeadlineEdge() public {
        bytes memory data = shipData(goods, DISTRIBUTOR, DISTRIBUTOR);
        warp(NOW + 1 hours + 1);
        refused(
            address(tokens),
            data,
            abi.encodeWithSelector(IMessages.Messages_DeadlinePassed.selector, NOW + 1 hours, clock)
        );
        warp(NOW + 1 hours);
        ok(address(tokens), data);
    }

    // ---- liens, holds, suspensions ----

    function test_Ship_PledgedGoods() public {
        uint32 lien = pledge(goods, 1);
        ShipTokens memory m = shipmentOf(list(goods), DISTRIBUTOR, DISTRIBUTOR, 0);
        refused(
            address(tokens),
            shipData(m),
            abi.encodeWithSelector(ITokensEvents.Tokens_Pledged.selector, goods, lien, BANK)
        );
        unpack(box(run, 10));
        refused(
            address(tokens),
            shipData(shipmentOf(list(goods, box(run, 10)), MAKER, PHARMACY, 0)),
            abi.encodeWithSelector(ITokensEvents.Tokens_LienDiffers.selector, box(run, 10), 0, lien)
        );
        // The policy lets custody move.
        receive_(shipCustody(goods, PHARMACY));
        m = shipmentOf(list(goods), DISTRIBUTOR, DISTRIBUTOR, 0);
        receive_(ship(m, signers(MAKER, PHARMACY, BANK, 0, 0)));
        stands(goods, DISTRIBUTOR, DISTRIBUTOR, TokenWord.ACTIVE, "sold with consent");
        same(tokens.slotOf(goods).lien(), lien, "and still pledged");
    }

    function test_Ship_RecalledGoodsOnlyTowardsADestination() public {
        uint32 hold = recallLot("LOT-1", RETURNS);
        refused(
            address(tokens),
            shipData(goods, DISTRIBUTOR, DISTRIBUTOR),
            abi.encodeWithSelector(ITokensEvents.Tokens_OnHold.selector, goods, hold)
        );
        refused(
            address(tokens),
            shipData(goods, MAKER, DISTRIBUTOR),
            abi.encodeWithSelector(
                ITokensEvents.Tokens_NotADestination.selector,
                goods,
                hold,
                DISTRIBUTOR
            )
        );
        // The carrier on the way isn't listed and needn't be.
        receive_(shipCustody(goods, RETURNS));
        stands(goods, MAKER, RETURNS, TokenWord.ACTIVE, "back");
        same(tokens.slotOf(goods).hold(), 0, "and in no quarantine");
    }

    function test_Ship_SuspendedOwnerOnlyReturns() public {
        give(goods, DISTRIBUTOR);
        suspend(DISTRIBUTOR);
        refused(
            address(tokens),
            shipData(goods, PHARMACY, PHARMACY),
            abi.encodeWithSelector(
                ITokensEvents.Tokens_NotAReturn.selector,
                goods,
                DISTRIBUTOR,
                PHARMACY
            )
        );
        receive_(shipCustody(goods, RETURNS));
        stands(goods, DISTRIBUTOR, RETURNS, TokenWord.ACTIVE, "a return, and no quarantine");
        receive_(ship(shipmentOf(list(goods), MAKER, MAKER, CARRIER)));
        stands(goods, MAKER, MAKER, TokenWord.ACTIVE, "home");
    }
}
