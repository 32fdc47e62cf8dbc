// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IMessages} from "../src/interfaces/IMessages.sol";
import {Overage, ReceiveShipment, ShipmentException} from "../src/interfaces/ShippingMessages.sol";
import {IPartners} from "../src/interfaces/IPartners.sol";
import {ITokensEvents} from "../src/interfaces/ITokensEvents.sol";
import {TokenWord} from "../src/libraries/TokenWord.sol";
import {HoldWord} from "../src/libraries/Words.sol";
import {ShipmentWord} from "../src/libraries/PartyWords.sol";
import {TwoPalletsUnderway} from "./support/TwoPalletsUnderway.sol";
import {Vm} from "./support/Vm.sol";

contract ReceiptsTest is TwoPalletsUnderway {
    using TokenWord for uint256;

    // ---- who and when ----

    function test_Receive_BothReceiversSign() public {
        ok(address(tokens), cancelData(shipment));
        shipment = ship(shipmentOf(list(first), PHARMACY, DISTRIBUTOR, 0));
        ReceiveShipment memory m = receiptOf(shipment, none());
        refused(
            address(tokens),
            receiveData(m, signers(DISTRIBUTOR)),
            abi.encodeWithSelector(IMessages.Messages_SignatureCount.selector, 2, 1)
        );
        refused(
            address(tokens),
            receiveData(m, signers(PHARMACY, DISTRIBUTOR)),
            wrongSigner(DISTRIBUTOR, 0)
        );
        ok(address(tokens), receiveData(m, signers(DISTRIBUTOR, PHARMACY)));
        stands(first, PHARMACY, DISTRIBUTOR, TokenWord.ACTIVE, "arrived");
    }

    function test_Receive_DeadlineEdge() public {
        bytes memory data = receiveData(shipment);
        warp(NOW + 1 hours + 1);
        refused(
            address(tokens),
            data,
            abi.encodeWithSelector(IMessages.Messages_DeadlinePassed.selector, NOW + 1 hours, clock)
        );
        warp(NOW + 1 hours);
        ok(address(tokens), data);
    }

    function test_Receive_StaleOrUnknownShipment() public {
        ReceiveShipment memory m = receiptOf(shipment, none());
        m.seq = 7;
        refused(
            address(tokens),
            receiveData(m),
            abi.encodeWithSelector(ITokensEvents.Tokens_StaleShipment.selector, shipment, 7, 1)
        );
        m.shipment = shipment + 1;
        refused(
            address(tokens),
            receiveData(m, signers(DISTRIBUTOR)),
            abi.encodeWithSelector(ITokensEvents.Tokens_ShipmentNotOpen.selector, shipment + 1, 0)
        );
    }

    function test_OldKey_AfterRecovery() public {
        bytes memory data = receiveData(shipment);
        keys[DISTRIBUTOR] = 0xBEEF;
        govern(
            address(partners),
            abi.encodeCall(IPartners.recover, (DISTRIBUTOR, vm.addr(keys[DISTRIBUTOR])))
        );
        refused(address(tokens), data, wrongSigner(DISTRIBUTOR, 0));
        receive_(shipment);
    }

    function test_Receive_AcceptedIsCounted() public {
        ReceiveShipment memory m = receiptOf(shipment, some(exception(first, REFUSED, 9)));
        m.accepted = 2;
        refused(
            address(tokens),
            receiveData(m),
            abi.encodeWithSelector(ITokensEvents.Tokens_AcceptedDiffers.selector, shipment, 2, 1)
        );
        m.accepted = 0;
        refused(
            address(tokens),
            receiveData(m),
            abi.encodeWithSelector(ITokensEvents.Tokens_AcceptedDiffers.selector, shipment, 0, 1)
        );
        m.accepted = 1;
        ok(address(tokens), receiveData(m));
    }

    // ---- exceptions ----

    function test_Exceptions_OfEachKind() public {
        uint64 missing = unit(run, 3);
        uint64 damaged = box(run, 1);
        ReceiveShipment memory m = receiptOf(
            shipment,
            some(exception(missing, MISSING, 10), exception(damaged, DAMAGED, 5))
        );
        ok(address(tokens), receiveData(m));
        stands(first, DISTRIBUTOR, DISTRIBUTOR, TokenWord.ACTIVE, "the pallet");
        stands(missing, MAKER, MAKER, TokenWord.ACTIVE, "what is missing");
        stands(damaged, MAKER, DISTRIBUTOR, TokenWord.ACTIVE, "what is damaged");
        uint256 word = tokens.shipmentSlotOf(shipment);
        same(ShipmentWord.disputes(word), 2, "disputes");
        same(ShipmentWord.seq(word), 2, "one act, one seq");
        uint256 hold = tokens.holdSlotOf(disputeOf(missing));
        same(HoldWord.class(hold), MISSING, "class");
        same(HoldWord.partner(hold), DISTRIBUTOR, "who says so");
        same(HoldWord.target(hold), shipment, "shipment");
        same(HoldWord.token(hold), missing, "about what");
        same(HoldWord.lapses(hold), NOW + DISPUTE_SECONDS, "until when");
        same(HoldWord.generation(hold), 0, "by the receipt");
        same(tokens.balanceOf(tokens.addressOf(DISTRIBUTOR)), 2, "two pallets");
        // Unpacked, then under the hold: one seq for each of the two events.
        same(tokens.slotOf(missing).seq(), 2, "seq");
    }

    function test_Exceptions_WholePalletRefused() public {
        receive_(shipment, exception(first, REFUSED, 1));
        stands(first, MAKER, MAKER, TokenWord.ACTIVE, "refused");
        stands(second, DISTRIBUTOR, DISTRIBUTOR, TokenWord.ACTIVE, "accepted");
        refused(
            address(tokens),
            transferData(first, PHARMACY, PHARMACY),
            abi.encodeWithSelector(ITokensEvents.Tokens_OnHold.selector, first, disputeOf(first))
        );
    }

    function test_Exceptions_UnitTwoLevelsDownThenItsCaseThenItsPallet() public {
        ShipmentException[] memory three = new ShipmentException[](3);
        three[0] = exception(unit(run, 0), DAMAGED, 5);
        three[1] = exception(box(run, 0), MISSING, 10);
        three[2] = exception(first, REFUSED, 9);
        // Taking the two out raised the pallet's seq twice.
        three[2].seq += 2;
        ok(address(tokens), receiveData(receiptOf(shipment, three)));
        stands(unit(run, 0), MAKER, DISTRIBUTOR, TokenWord.ACTIVE, "unit");
        stands(box(run, 0), MAKER, MAKER, TokenWord.ACTIVE, "case");
        stands(first, MAKER, MAKER, TokenWord.ACTIVE, "pallet");
    }

    function test_Exceptions_NamedTwice() public {
        ReceiveShipment memory m = receiptOf(
            shipment,
            some(exception(unit(run, 0), REFUSED, 1), exception(unit(run, 0), REFUSED, 1))
        );
        refused(
            address(tokens),
            receiveData(m),
            abi.encodeWithSelector(
                ITokensEvents.Tokens_NotInShipment.selector,
                unit(run, 0),
                shipment
            )
        );
        m = receiptOf(shipment, some(exception(first, REFUSED, 1), exception(unit(run, 0), REFUSED, 1)));
        refused(
            address(tokens),
            receiveData(m),
            abi.encodeWithSelector(
                ITokensEvents.Tokens_NotInShipment.selector,
                unit(run, 0),
                shipment
            )
        );
    }

    function test_Exceptions_OfAnotherShipment() public {
        unpack(pallet(run, 2));
        ship(pallet(run, 2), DISTRIBUTOR);
        uint64[3] memory strangers = [pallet(run, 2), unit(run, 450), unit(run, 999)];
        for (uint256 i = 0; i < 3; ++i) {
            refused(
                address(tokens),
                receiveData(receiptOf(shipment, some(exception(strangers[i], MISSING, 10)))),
                abi.encodeWithSelector(
                    ITokensEvents.Tokens_NotInShipment.selector,
                    strangers[i],
                    shipment
                )
            );
        }
    }

    function test_Exceptions_UnknownKindOrStale() public {
        for (uint8 kind = 0; kind <= 4; kind += 4) {
            refused(
                address(tokens),
                receiveData(receiptOf(shipment, some(exception(unit(run, 0), kind, 1)))),
                abi.encodeWithSelector(
                    ITokensEvents.Tokens_KindInvalid.selector,
                    unit(run, 0),
                    kind
                )
            );
        }
        ShipmentException memory e = exception(unit(run, 0), MISSING, 10);
        e.seq = 4;
        refused(
            address(tokens),
            receiveData(receiptOf(shipment, some(e))),
            abi.encodeWithSelector(ITokensEvents.Tokens_StaleSeq.selector, unit(run, 0), 4, 0)
        );
    }

    function test_Exceptions_TooMany() public {
        ReceiveShipment memory m = receiptOf(shipment, new ShipmentException[](257));
        m.accepted = 2;
        refused(
            address(tokens),
            receiveData(m),
            abi.encodeWithSelector(ITokensEvents.Tokens_Count.selector, 257, 256)
        );
        m = receiptOf(shipment, none());
        m.overages = new Overage[](257);
        refused(
            address(tokens),
            receiveData(m),
            abi.encodeWithSelector(ITokensEvents.Tokens_Count.selector, 257, 256)
        );
    }

    function test_Exceptions_KeepLienAndHolds() public {
        receive_(shipment);
        uint32 lien = pledge(first, 1);
        shipment = shipCustody(first, PHARMACY);
        uint32 recall = recallToken(unit(run, 5), 0);
        receive_(shipment, exception(unit(run, 5), REFUSED, 8));
        same(tokens.slotOf(unit(run, 5)).lien(), lien, "pledged");
        same(lens.stateOf(unit(run, 5)).holds.length, 2, "recalled and in dispute");
        same(tokens.slotOf(first).inside(), 0, "the pallet has nothing restricted inside");
        stands(first, DISTRIBUTOR, PHARMACY, TokenWord.ACTIVE, "the pallet arrived");
        resolve(shipment, unit(run, 5), RETURNED);
        refused(
            address(tokens),
            shipData(unit(run, 5), DISTRIBUTOR, PHARMACY),
            abi.encodeWithSelector(
                ITokensEvents.Tokens_NotADestination.selector,
                unit(run, 5),
                recall,
                PHARMACY
            )
        );
    }

    // ---- overages ----

    function test_Overage_IsSaidAndMovesNothing() public {
        ReceiveShipment memory m = receiptOf(shipment, none());
        m.overages = new Overage[](2);
        m.overages[0] = Overage(pallet(run, 3), 1, 9);
        m.overages[1] = Overage(0, 40, 12);
        bytes memory data = receiveData(m);
        vm.recordLogs();
        ok(address(tokens), data);
        Vm.Log[] memory logs = vm.getRecordedLogs();
        uint256 found;
        for (uint256 i = 0; i < logs.length; ++i) {
            if (logs[i].topics[0] != ITokensEvents.OverageReported.selector) continue;
            Overage memory o = m.overages[found++];
            same(uint256(logs[i].topics[1]), shipment, "shipment");
            same(uint256(logs[i].topics[2]), o.token, "token");
            same(logs[i].data, abi.encode(o.count, o.reason), "count and reason");
        }
        same(found, 2, "overages");
        same(tokens.titleOf(pallet(run, 3)), MAKER, "it is still the maker's");
        same(ShipmentWord.disputes(tokens.shipmentSlotOf(shipment)), 0, "no dispute");
        // The last two say that the shipment is closed and which message did it.
        same(
            logs[logs.length - 2].topics[0],
            ITokensEvents.ShipmentClosed.selector,
            "closed after all else"
        );
        same(logs[logs.length - 1].topics[0], IMessages.Applied.selector, "applied last");
    }
}
