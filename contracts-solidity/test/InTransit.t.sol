// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IEndings} from "../src/interfaces/IEndings.sol";
import {IMessages} from "../src/interfaces/IMessages.sol";
import "../src/interfaces/ShippingMessages.sol";
import {IPartners} from "../src/interfaces/IPartners.sol";
import {IShipping} from "../src/interfaces/IShipping.sol";
import {ITokensEvents} from "../src/interfaces/ITokensEvents.sol";
import {TokenWord} from "../src/libraries/TokenWord.sol";
import {ShipmentWord} from "../src/libraries/PartyWords.sol";
import {UnpackedPallet} from "./support/UnpackedPallet.sol";

contract InTransitTest is UnpackedPallet {
    using TokenWord for uint256;

    // ---- in transit ----

    function test_InTransit_NothingMovesOpensOrEndsIt() public {
        unpack(box(run, 0));
        uint64 other = box(run, 0);
        ship(goods, DISTRIBUTOR);
        bytes memory reason = abi.encodeWithSelector(
            ITokensEvents.Tokens_NotActive.selector,
            goods,
            TokenWord.IN_TRANSIT
        );
        uint64 inside = unit(run, 25);
        address to = address(tokens);
        refused(to, transferData(goods, MAKER, DISTRIBUTOR), reason);
        refused(to, shipData(goods, PHARMACY, PHARMACY), reason);
        refused(to, pledgeData(pledgeOf(list(goods), 0)), reason);
        refused(to, packData(list(goods), container(CARRIER, 3, 1), signers(CARRIER)), reason);
        refused(to, packData(list(other), goods, signers(MAKER)), reason);
        refused(to, unpackData(list(box(run, 1)), signers(CARRIER)), reason);
        refused(to, dispenseData(list(inside), signers(MAKER, CARRIER)), reason);
        refused(to, rangeData(goods, run, 20, 25, signers(MAKER, CARRIER)), reason);
        bytes[] memory sigs;
        DestroyTokens memory d = DestroyTokens(list(goods), DEADLINE, 0);
        sigs = sign(signers(MAKER, CARRIER), to, abi.encodeCall(IEndings.destroy, (d, sigs)));
        refused(to, abi.encodeCall(IEndings.destroy, (d, sigs)), reason);
        ExportTokens memory e = ExportTokens(list(inside), 756, DEADLINE, 0);
        sigs = sign(
            signers(MAKER, CARRIER),
            to,
            abi.encodeCall(IEndings.exportUnits, (e, new bytes[](0)))
        );
        refused(to, abi.encodeCall(IEndings.exportUnits, (e, sigs)), reason);
        ReportMissing memory r = ReportMissing(list(goods), TokenWord.STOLEN, DEADLINE, 0);
        bytes memory sig = sign(MAKER, to, abi.encodeCall(IEndings.reportMissing, (r, "")));
        refused(to, abi.encodeCall(IEndings.reportMissing, (r, sig)), reason);
    }

    function test_InTransit_LienCanEndButNotBegin() public {
        uint32 lien = pledge(goods, 1);
        uint32 shipment = shipCustody(goods, PHARMACY);
        ok(address(liens), releaseData(lien, BANK));
        refused(
            address(tokens),
            pledgeData(pledgeOf(list(goods), 0)),
            abi.encodeWithSelector(ITokensEvents.Tokens_NotActive.selector, goods, TokenWord.IN_TRANSIT)
        );
        receive_(shipment);
        same(tokens.slotOf(goods).lien(), 0, "the ended lien is dropped on arrival");
    }

    function test_InTransit_ATouchDoesNotStopTheReceipt() public {
        uint32 shipment = ship(goods, DISTRIBUTOR);
        bytes memory receipt = receiveData(shipment);
        ok(address(tokens), touchData(goods, MAKER));
        ok(address(tokens), touchData(unit(run, 0), CARRIER));
        ok(address(tokens), receipt);
        stands(goods, DISTRIBUTOR, DISTRIBUTOR, TokenWord.ACTIVE, "arrived");
    }

    // ---- turning back ----

    function test_Cancel_ByTheSender() public {
        uint32 shipment = ship(goods, DISTRIBUTOR);
        refused(
            address(tokens),
            cancelData(cancellationOf(shipment), DISTRIBUTOR),
            wrongSigner(MAKER, 0)
        );
        CancelShipment memory m = cancellationOf(shipment);
        m.seq = 2;
        refused(
            address(tokens),
            cancelData(m, MAKER),
            abi.encodeWithSelector(ITokensEvents.Tokens_StaleShipment.selector, shipment, 2, 1)
        );
        m = cancellationOf(shipment);
        m.tokens[0] = pallet(run, 1);
        refused(
            address(tokens),
            cancelData(m, MAKER),
            abi.encodeWithSelector(
                ITokensEvents.Tokens_ManifestDiffers.selector,
                shipment,
                keccak256(abi.encode(goods)),
                keccak256(abi.encode(pallet(run, 1)))
            )
        );
        bytes memory receipt = receiveData(shipment);
        bytes memory cancel = cancelData(shipment);
        // Even a suspended sender takes its own goods back.
        suspend(MAKER);
        warp(NOW + 1 hours + 1);
        refused(
            address(tokens),
            cancel,
            abi.encodeWithSelector(IMessages.Messages_DeadlinePassed.selector, NOW + 1 hours, clock)
        );
        warp(NOW + 1 hours);
        ok(address(tokens), cancel);
        stands(goods, MAKER, MAKER, TokenWord.ACTIVE, "as before");
        same(ShipmentWord.status(tokens.shipmentSlotOf(shipment)), ShipmentWord.CANCELLED, "cancelled");
        bytes memory reason = abi.encodeWithSelector(
            ITokensEvents.Tokens_ShipmentNotOpen.selector,
            shipment,
            ShipmentWord.CANCELLED
        );
        refused(address(tokens), receipt, reason);
        refused(address(tokens), cancel, reason);
        refused(address(tokens), expireData(shipment), reason);
    }

    function test_Expire_AfterItsLastSecond() public {
        uint32 shipment = ship(goods, DISTRIBUTOR);
        uint40 until = uint40(NOW) + 3 days;
        warp(until);
        refused(
            address(tokens),
            expireData(shipment),
            abi.encodeWithSelector(
                ITokensEvents.Tokens_ShipmentUntil.selector,
                shipment,
                until,
                clock
            )
        );
        bytes memory receipt = receiveData(shipment);
        warp(until + 1);
        refused(
            address(tokens),
            receipt,
            abi.encodeWithSelector(
                ITokensEvents.Tokens_ShipmentUntil.selector,
                shipment,
                until,
                clock
            )
        );
        refused(
            address(tokens),
            abi.encodeCall(IShipping.expireShipment, (shipment, new uint64[](0))),
            abi.encodeWithSelector(
                ITokensEvents.Tokens_ManifestDiffers.selector,
                shipment,
                keccak256(abi.encode(goods)),
                keccak256("")
            )
        );
        ok(address(tokens), expireData(shipment));
        stands(goods, MAKER, MAKER, TokenWord.ACTIVE, "as before");
        refused(
            address(tokens),
            expireData(shipment),
            abi.encodeWithSelector(
                ITokensEvents.Tokens_ShipmentNotOpen.selector,
                shipment,
                ShipmentWord.EXPIRED
            )
        );
        refused(
            address(tokens),
            expireData(shipment + 1),
            abi.encodeWithSelector(ITokensEvents.Tokens_ShipmentNotOpen.selector, shipment + 1, 0)
        );
    }

    function test_Expire_LastSecondStillReceives() public {
        uint32 shipment = ship(goods, DISTRIBUTOR);
        warp(NOW + 3 days);
        receive_(shipment);
        stands(goods, DISTRIBUTOR, DISTRIBUTOR, TokenWord.ACTIVE, "arrived");
    }

    // ---- attacks ----

    function test_Replay_SameChain() public {
        bytes memory data = shipData(goods, DISTRIBUTOR, DISTRIBUTOR);
        uint32 shipment = ship(shipmentOf(list(goods), DISTRIBUTOR, DISTRIBUTOR, 0));
        bytes memory cancel = cancelData(shipment);
        ok(address(tokens), cancel);
        refused(
            address(tokens),
            data,
            abi.encodeWithSelector(ITokensEvents.Tokens_StaleSeq.selector, goods, 1, 3)
        );
        shipment = ship(goods, DISTRIBUTOR);
        bytes memory receipt = receiveData(shipment);
        ok(address(tokens), receipt);
        refused(
            address(tokens),
            receipt,
            abi.encodeWithSelector(
                ITokensEvents.Tokens_ShipmentNotOpen.selector,
                shipment,
                ShipmentWord.RECEIVED
            )
        );
    }

    function test_Replay_OtherChain() public {
        bytes memory departure = shipData(pallet2(), DISTRIBUTOR, DISTRIBUTOR);
        uint32 shipment = ship(goods, DISTRIBUTOR);
        bytes memory receipt = receiveData(shipment);
        bytes memory cancel = cancelData(shipment);
        vm.chainId(4242);
        refused(address(tokens), departure, wrongSigner(MAKER, 0));
        refused(address(tokens), receipt, wrongSigner(DISTRIBUTOR, 0));
        refused(address(tokens), cancel, wrongSigner(MAKER, 0));
    }

    function test_Replay_OtherContract() public {
        ShipTokens memory m = shipmentOf(list(goods), DISTRIBUTOR, DISTRIBUTOR, 0);
        bytes memory unsigned = abi.encodeCall(IShipping.ship, (m, new bytes[](0)));
        refused(
            address(tokens),
            abi.encodeCall(IShipping.ship, (m, sign(signers(MAKER), address(liens), unsigned))),
            wrongSigner(MAKER, 0)
        );
    }

    function test_OldKey_AfterRecovery() public {
        bytes memory departure = shipData(pallet2(), DISTRIBUTOR, DISTRIBUTOR);
        uint32 shipment = ship(goods, DISTRIBUTOR);
        bytes memory cancel = cancelData(shipment);
        keys[MAKER] = 0xBEEF;
        govern(address(partners), abi.encodeCall(IPartners.recover, (MAKER, vm.addr(keys[MAKER]))));
        refused(address(tokens), departure, wrongSigner(MAKER, 0));
        refused(address(tokens), cancel, wrongSigner(MAKER, 0));
        ok(address(tokens), cancelData(shipment));
        ok(address(tokens), shipData(pallet2(), DISTRIBUTOR, DISTRIBUTOR));
    }

    function test_Contents_SwappedAfterSigning() public {
        bytes memory data = shipData(goods, DISTRIBUTOR, DISTRIBUTOR);
        unpack(box(run, 0));
        refused(
            address(tokens),
            data,
            abi.encodeWithSelector(ITokensEvents.Tokens_StaleSeq.selector, goods, 1, 2)
        );
        pack(box(run, 0), goods);
        refused(
            address(tokens),
            data,
            abi.encodeWithSelector(ITokensEvents.Tokens_StaleSeq.selector, goods, 1, 3)
        );
    }

    function test_Manifest_OrderChanged() public {
        uint32 shipment = ship(
            shipmentOf(list(goods, pallet2()), DISTRIBUTOR, DISTRIBUTOR, CARRIER)
        );
        ReceiveShipment memory m = receiptOf(shipment, none());
        bytes32 before = keccak256(abi.encode(goods, pallet(run, 1)));
        (m.tokens[0], m.tokens[1]) = (m.tokens[1], m.tokens[0]);
        refused(
            address(tokens),
            receiveData(m),
            abi.encodeWithSelector(
                ITokensEvents.Tokens_ManifestDiffers.selector,
                shipment,
                before,
                keccak256(abi.encode(pallet(run, 1), goods))
            )
        );
        m.tokens[0] = m.tokens[1];
        refused(
            address(tokens),
            receiveData(m),
            abi.encodeWithSelector(
                ITokensEvents.Tokens_ManifestDiffers.selector,
                shipment,
                before,
                keccak256(abi.encode(goods, goods))
            )
        );
    }

    function test_MaximumSize_256Units() public {
        uint64[] memory all = new uint64[](256);
        for (uint256 i = 0; i < 256; ++i) {
            all[i] = unit(run, 300 + i);
        }
        ok(address(tokens), unpackData(list(all), signers(MAKER)));
        uint32 shipment = ship(shipmentOf(list(all), DISTRIBUTOR, DISTRIBUTOR, CARRIER));
        ShipmentException[] memory exceptions = new ShipmentException[](256);
        for (uint256 i = 0; i < 256; ++i) {
            exceptions[i] = exception(all[255 - i], REFUSED, 9);
        }
        bytes memory data = receiveData(receiptOf(shipment, exceptions));
        uint256 gasBefore = gasleft();
        ok(address(tokens), data);
        yes(gasBefore - gasleft() < 30_000_000, "a receipt that refuses everything fits a block");
        same(ShipmentWord.disputes(tokens.shipmentSlotOf(shipment)), 256, "disputes");
    }

    function pallet2() private returns (uint64 token) {
        token = pallet(run, 1);
        if (tokens.slotOf(token) == 0) unpack(token);
    }
}
