// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IMessages} from "../src/interfaces/IMessages.sol";
import "../src/interfaces/ShippingMessages.sol";
import {ITokensEvents} from "../src/interfaces/ITokensEvents.sol";
import {TokenWord} from "../src/libraries/TokenWord.sol";
import {ShipmentWord} from "../src/libraries/PartyWords.sol";
import {PalletUnderway} from "./support/PalletUnderway.sol";

contract ReceiptCorrectionsTest is PalletUnderway {
    using TokenWord for uint256;

    function test_Correct_NestedGoods() public {
        receive_(shipment);
        correct(shipment, exception(item, MISSING, 11));
        stands(item, DISTRIBUTOR, DISTRIBUTOR, TokenWord.ACTIVE, "in dispute, still the receiver's");
        same(seqOf(shipment), 3, "seq");
        resolve(shipment, item, RETURNED);
        stands(item, MAKER, MAKER, TokenWord.ACTIVE, "title is back with the sender");
        same(tokens.balanceOf(tokens.addressOf(DISTRIBUTOR)), 1, "the pallet");
    }

    function test_Correct_HeldGoodsAcceptedAfterAll() public {
        receive_(shipment);
        correct(shipment, exception(goods, REFUSED, 8));
        resolve(shipment, goods, ACCEPTED);
        stands(goods, DISTRIBUTOR, DISTRIBUTOR, TokenWord.ACTIVE, "nothing moves");
        give(goods, PHARMACY);
    }

    function test_Correct_SignersAndStatus() public {
        CorrectReceipt memory m = correctionOf(shipment, some(exception(item, MISSING, 11)));
        refused(
            address(tokens),
            correctData(m),
            abi.encodeWithSelector(
                ITokensEvents.Tokens_ShipmentNotOpen.selector,
                shipment,
                ShipmentWord.IN_TRANSIT
            )
        );
        receive_(shipment);
        refused(
            address(tokens),
            correctData(m),
            abi.encodeWithSelector(ITokensEvents.Tokens_StaleShipment.selector, shipment, 1, 2)
        );
        m = correctionOf(shipment, some(exception(item, MISSING, 11)));
        refused(address(tokens), correctData(m, signers(MAKER)), wrongSigner(DISTRIBUTOR, 0));
        m.exceptions = none();
        refused(
            address(tokens),
            correctData(m),
            abi.encodeWithSelector(ITokensEvents.Tokens_Count.selector, 0, 256)
        );
        m = correctionOf(shipment, some(exception(item, 4, 11)));
        refused(
            address(tokens),
            correctData(m),
            abi.encodeWithSelector(ITokensEvents.Tokens_KindInvalid.selector, item, 4)
        );
        m.exceptions[0].kind = MISSING;
        m.exceptions[0].seq = 9;
        refused(
            address(tokens),
            correctData(m),
            abi.encodeWithSelector(ITokensEvents.Tokens_StaleSeq.selector, item, 9, 0)
        );
        m.deadline = NOW - 1;
        refused(
            address(tokens),
            correctData(m),
            abi.encodeWithSelector(IMessages.Messages_DeadlinePassed.selector, NOW - 1, NOW)
        );
    }

    function test_Correct_GoodsThatHaveGoneOn() public {
        receive_(shipment);
        ok(address(tokens), transferData(goods, DISTRIBUTOR, PHARMACY));
        refused(
            address(tokens),
            correctData(correctionOf(shipment, some(exception(item, MISSING, 11)))),
            abi.encodeWithSelector(
                ITokensEvents.Tokens_WrongCustodian.selector,
                item,
                DISTRIBUTOR,
                PHARMACY
            )
        );
        ok(address(tokens), transferData(goods, PHARMACY, PHARMACY));
        refused(
            address(tokens),
            correctData(correctionOf(shipment, some(exception(item, MISSING, 11)))),
            abi.encodeWithSelector(
                ITokensEvents.Tokens_WrongOwner.selector,
                item,
                DISTRIBUTOR,
                PHARMACY
            )
        );
        ship(goods, DISTRIBUTOR);
        refused(
            address(tokens),
            correctData(correctionOf(shipment, some(exception(item, MISSING, 11)))),
            abi.encodeWithSelector(
                ITokensEvents.Tokens_NotActive.selector,
                goods,
                TokenWord.IN_TRANSIT
            )
        );
    }

    function test_Correct_PledgedGoodsNeedTheFinancier() public {
        receive_(shipment);
        uint32 lien = pledge(goods, 15);
        CorrectReceipt memory m = correctionOf(shipment, some(exception(item, MISSING, 11)));
        refused(
            address(tokens),
            correctData(m),
            abi.encodeWithSelector(ITokensEvents.Tokens_Pledged.selector, item, lien, BANK)
        );
        ok(address(tokens), correctData(m, signers(DISTRIBUTOR, BANK)));
        same(tokens.slotOf(item).lien(), lien, "still pledged");
        // Goods of two liens need two corrections.
        unpack2(box(run, 12));
        m = correctionOf(
            shipment,
            some(exception(box(run, 1), MISSING, 11), exception(box(run, 12), MISSING, 11))
        );
        refused(
            address(tokens),
            correctData(m, signers(DISTRIBUTOR, BANK)),
            abi.encodeWithSelector(
                ITokensEvents.Tokens_LienDiffers.selector,
                box(run, 12),
                0,
                lien
            )
        );
    }

    function unpack2(uint64 token) private {
        unpack(token);
        give(token, DISTRIBUTOR);
    }
}
