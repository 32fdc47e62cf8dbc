// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IMessages} from "../src/interfaces/IMessages.sol";
import {GrantMandate, TransferTokens} from "../src/interfaces/Messages.sol";
import {ShipTokens} from "../src/interfaces/ShippingMessages.sol";
import {IPartners} from "../src/interfaces/IPartners.sol";
import {ITokens} from "../src/interfaces/ITokens.sol";
import {ITokensEvents} from "../src/interfaces/ITokensEvents.sol";
import {TokenWord} from "../src/libraries/TokenWord.sol";
import {ShippingCalls} from "./support/ShippingCalls.sol";

contract MandatesTest is ShippingCalls {
    uint64 private goods;

    /// @dev The maker's goods are with the distributor.
    function setUp() public override {
        super.setUp();
        goods = pallet(run, 0);
        unpack(goods);
        ok(address(tokens), transferData(goods, MAKER, DISTRIBUTOR));
    }

    function test_Mandate_CustodyMovesWithoutTheOwner() public {
        TransferTokens memory m = transferOf(list(goods), MAKER, PHARMACY);
        refused(
            address(tokens),
            transferData(m, signers(DISTRIBUTOR, PHARMACY)),
            abi.encodeWithSelector(IMessages.Messages_SignatureCount.selector, 3, 2)
        );
        grant(MAKER, DISTRIBUTOR, uint40(NOW) + 1 days);
        ok(address(tokens), transferData(m, signers(DISTRIBUTOR, PHARMACY)));
        stands(goods, MAKER, PHARMACY, TokenWord.ACTIVE, "moved");
        // It was given to the distributor, not to whoever has the goods now.
        refused(
            address(tokens),
            transferData(transferOf(list(goods), MAKER, DISTRIBUTOR), signers(PHARMACY, DISTRIBUTOR)),
            abi.encodeWithSelector(IMessages.Messages_SignatureCount.selector, 3, 2)
        );
    }

    function test_Mandate_ShipsWithoutTheOwner() public {
        ShipTokens memory m = shipmentOf(list(goods), MAKER, PHARMACY, CARRIER);
        refused(
            address(tokens),
            shipData(m, signers(DISTRIBUTOR, CARRIER)),
            abi.encodeWithSelector(IMessages.Messages_SignatureCount.selector, 3, 2)
        );
        grant(MAKER, DISTRIBUTOR, uint40(NOW) + 1 days);
        uint32 shipment = ship(m, signers(DISTRIBUTOR, CARRIER));
        stands(goods, MAKER, CARRIER, TokenWord.IN_TRANSIT, "departed");
        // The owner countersigns the receipt as ever.
        receive_(shipment);
        stands(goods, MAKER, PHARMACY, TokenWord.ACTIVE, "arrived");
    }

    function test_Mandate_NeverForTitle() public {
        grant(MAKER, DISTRIBUTOR, uint40(NOW) + 1 days);
        refused(
            address(tokens),
            transferData(
                transferOf(list(goods), PHARMACY, PHARMACY),
                signers(PHARMACY, DISTRIBUTOR)
            ),
            abi.encodeWithSelector(IMessages.Messages_SignatureCount.selector, 3, 2)
        );
        refused(
            address(tokens),
            shipData(shipmentOf(list(goods), PHARMACY, PHARMACY, 0), signers(DISTRIBUTOR)),
            abi.encodeWithSelector(IMessages.Messages_SignatureCount.selector, 2, 1)
        );
    }

    function test_Mandate_LastSecondAndAfter() public {
        grant(MAKER, DISTRIBUTOR, uint40(NOW) + 100);
        TransferTokens memory m = transferOf(list(goods), MAKER, PHARMACY);
        bytes memory data = transferData(m, signers(DISTRIBUTOR, PHARMACY));
        warp(NOW + 101);
        refused(
            address(tokens),
            data,
            abi.encodeWithSelector(IMessages.Messages_SignatureCount.selector, 3, 2)
        );
        warp(NOW + 100);
        ok(address(tokens), data);
    }

    function test_Mandate_TakenBack() public {
        grant(MAKER, DISTRIBUTOR, uint40(NOW) + 1 days);
        bytes memory data = shipData(shipmentOf(list(goods), MAKER, PHARMACY, 0), signers(DISTRIBUTOR));
        grant(MAKER, DISTRIBUTOR, 0);
        refused(
            address(tokens),
            data,
            abi.encodeWithSelector(IMessages.Messages_SignatureCount.selector, 2, 1)
        );
    }

    function test_Mandate_OfAnotherOwnerIsNone() public {
        grant(PHARMACY, DISTRIBUTOR, uint40(NOW) + 1 days);
        refused(
            address(tokens),
            shipData(shipmentOf(list(goods), MAKER, PHARMACY, 0), signers(DISTRIBUTOR)),
            abi.encodeWithSelector(IMessages.Messages_SignatureCount.selector, 2, 1)
        );
    }

    function test_Mandate_SuspendedOwnersGoodsOnlyReturn() public {
        grant(MAKER, DISTRIBUTOR, uint40(NOW) + 1 days);
        give(pallet2(), DISTRIBUTOR);
        ok(address(tokens), transferData(pallet2(), DISTRIBUTOR, CARRIER));
        grant(DISTRIBUTOR, CARRIER, uint40(NOW) + 1 days);
        suspend(DISTRIBUTOR);
        refused(
            address(tokens),
            shipData(shipmentOf(list(pallet2()), DISTRIBUTOR, PHARMACY, 0), signers(CARRIER)),
            abi.encodeWithSelector(ITokensEvents.Tokens_NotAReturn.selector, pallet2(), DISTRIBUTOR, PHARMACY)
        );
        ship(shipmentOf(list(pallet2()), DISTRIBUTOR, RETURNS, 0), signers(CARRIER));
    }

    function pallet2() private returns (uint64 token) {
        token = pallet(run, 1);
        if (tokens.slotOf(token) == 0) unpack(token);
    }

    function mandateData(GrantMandate memory m, uint24 by) private view returns (bytes memory) {
        bytes memory unsigned = abi.encodeCall(IPartners.mandate, (m, ""));
        return abi.encodeCall(IPartners.mandate, (m, sign(by, address(partners), unsigned)));
    }

    function test_Mandate_Refusals() public {
        GrantMandate memory m = GrantMandate(MAKER, partnerSeq(MAKER), DISTRIBUTOR, uint40(NOW) + 1, DEADLINE, 0);
        refused(address(partners), mandateData(m, DISTRIBUTOR), wrongSigner(MAKER, 0));
        ++m.seq;
        refused(
            address(partners),
            mandateData(m, MAKER),
            abi.encodeWithSelector(IMessages.Partners_StaleSeq.selector, MAKER, m.seq, m.seq - 1)
        );
        --m.seq;
        m.agent = 99;
        refused(
            address(partners),
            mandateData(m, MAKER),
            abi.encodeWithSelector(IMessages.Partners_Unknown.selector, 99)
        );
        m.agent = DISTRIBUTOR;
        m.owner = 99;
        refused(
            address(partners),
            mandateData(m, MAKER),
            abi.encodeWithSelector(IMessages.Partners_Unknown.selector, 99)
        );
        m.owner = MAKER;
        m.deadline = NOW - 1;
        refused(
            address(partners),
            mandateData(m, MAKER),
            abi.encodeWithSelector(IMessages.Messages_DeadlinePassed.selector, NOW - 1, NOW)
        );
        m.deadline = NOW;
        bytes memory good = mandateData(m, MAKER);
        ok(address(partners), good);
        same(tokens.mandateOf(MAKER, DISTRIBUTOR), NOW + 1, "given");
        // It named the owner's seq, so it is good once: a later withdrawal stays.
        grant(MAKER, DISTRIBUTOR, 0);
        refused(
            address(partners),
            good,
            abi.encodeWithSelector(IMessages.Partners_StaleSeq.selector, MAKER, m.seq, m.seq + 2)
        );
        suspend(MAKER);
        m.seq = partnerSeq(MAKER);
        refused(
            address(partners),
            mandateData(m, MAKER),
            abi.encodeWithSelector(IMessages.Partners_Suspended.selector, MAKER, NOW + 7 days)
        );
    }

    function test_Mandate_OnlyThroughPartners() public {
        bytes memory reason = abi.encodeWithSelector(ITokensEvents.Tokens_NotTheModule.selector, 2, address(this));
        refused(address(tokens), abi.encodeCall(ITokens.setMandate, (MAKER, DISTRIBUTOR, 1)), reason);
        refusedAs(
            address(council),
            address(tokens),
            abi.encodeCall(ITokens.setMandate, (MAKER, DISTRIBUTOR, 1)),
            abi.encodeWithSelector(ITokensEvents.Tokens_NotTheModule.selector, 2, address(council))
        );
        same(tokens.mandateOf(MAKER, DISTRIBUTOR), 0, "none");
        same(tokens.council(), address(council), "who could replace Partners");
    }
}
