// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IEndings} from "../src/interfaces/IEndings.sol";
import "../src/interfaces/ShippingMessages.sol";
import {IPartners} from "../src/interfaces/IPartners.sol";
import {IShipping} from "../src/interfaces/IShipping.sol";
import {ITokensEvents} from "../src/interfaces/ITokensEvents.sol";
import {TokenWord} from "../src/libraries/TokenWord.sol";
import {ShipmentWord} from "../src/libraries/PartyWords.sol";
import {PalletUnderway} from "./support/PalletUnderway.sol";

contract OpenDisputesTest is PalletUnderway {
    function test_InDispute_NothingMovesOpensFillsOrEndsIt() public {
        receive_(shipment, exception(item, REFUSED, 9));
        uint32 hold = disputeOf(item);
        address to = address(tokens);
        bytes memory held = abi.encodeWithSelector(ITokensEvents.Tokens_OnHold.selector, item, hold);
        bytes memory reason = abi.encodeWithSelector(ITokensEvents.Tokens_InDispute.selector, item, hold);
        refused(to, transferData(item, PHARMACY, PHARMACY), held);
        refused(to, shipData(item, PHARMACY, PHARMACY), held);
        refused(to, pledgeData(pledgeOf(list(item), 0)), held);
        refused(to, packData(item, container(MAKER, 3, 1)), reason);
        refused(to, unpackData(unit(run, 0)), reason);
        unpack(unit(run, 900));
        refused(to, packData(unit(run, 900), item), reason);
        refused(
            to,
            dispenseData(unit(run, 0)),
            abi.encodeWithSelector(ITokensEvents.Tokens_OnHold.selector, unit(run, 0), hold)
        );
        DestroyTokens memory d = DestroyTokens(list(item), DEADLINE, 0);
        bytes[] memory sigs = sign(
            signers(MAKER),
            to,
            abi.encodeCall(IEndings.destroy, (d, new bytes[](0)))
        );
        refused(to, abi.encodeCall(IEndings.destroy, (d, sigs)), reason);
        ReportMissing memory r = ReportMissing(list(item), TokenWord.LOST, DEADLINE, 0);
        bytes memory sig = sign(MAKER, to, abi.encodeCall(IEndings.reportMissing, (r, "")));
        refused(to, abi.encodeCall(IEndings.reportMissing, (r, sig)), reason);
        // Nor is it disputed twice.
        receive2();
    }

    function receive2() private {
        unpack(pallet(run, 1));
        uint32 other = ship(pallet(run, 1), DISTRIBUTOR);
        receive_(other);
        correct(other, exception(pallet(run, 1), REFUSED, 8));
        refused(
            address(tokens),
            correctData(correctionOf(other, some(exception(unit(run, 200), MISSING, 11)))),
            abi.encodeWithSelector(
                ITokensEvents.Tokens_InDispute.selector,
                pallet(run, 1),
                disputeOf(pallet(run, 1))
            )
        );
    }

    function test_InDispute_AnEmptiedContainerIsNotFilledAgain() public {
        uint64 crate = container(MAKER, 3, 1);
        unpack(unit(run, 900));
        pack(unit(run, 900), crate);
        unpack(unit(run, 900));
        uint32 other = ship(crate, DISTRIBUTOR);
        receive_(other, exception(crate, REFUSED, 9));
        refused(
            address(tokens),
            packData(unit(run, 900), crate),
            abi.encodeWithSelector(ITokensEvents.Tokens_InDispute.selector, crate, disputeOf(crate))
        );
    }

    function test_Parent_MovesOnWithoutTheChildInDispute() public {
        receive_(shipment, exception(item, REFUSED, 9));
        give(goods, PHARMACY);
        stands(goods, PHARMACY, PHARMACY, TokenWord.ACTIVE, "the pallet");
        stands(item, MAKER, MAKER, TokenWord.ACTIVE, "the case isn't inside");
        (bool done, bytes memory reason) = address(tokens).call(transferData(item, PHARMACY, PHARMACY));
        yes(!done && bytes4(reason) == ITokensEvents.Tokens_OnHold.selector, "and doesn't come along");
    }

    function test_OldKey_AfterRecovery() public {
        receive_(shipment, exception(item, REFUSED, 9));
        bytes memory correction = correctData(
            correctionOf(shipment, some(exception(box(run, 1), MISSING, 11)))
        );
        bytes memory resolution = resolveData(resolutionOf(shipment, item, RETURNED));
        keys[DISTRIBUTOR] = 0xBEEF;
        govern(
            address(partners),
            abi.encodeCall(IPartners.recover, (DISTRIBUTOR, vm.addr(keys[DISTRIBUTOR])))
        );
        refused(address(tokens), correction, wrongSigner(DISTRIBUTOR, 0));
        refused(address(tokens), resolution, wrongSigner(DISTRIBUTOR, 1));
        resolve(shipment, item, RETURNED);
    }

    function test_Replay_OtherChainAndOneTypeAsAnother() public {
        receive_(shipment, exception(item, REFUSED, 9));
        bytes memory correction = correctData(
            correctionOf(shipment, some(exception(box(run, 1), MISSING, 11)))
        );
        bytes memory resolution = resolveData(resolutionOf(shipment, item, RETURNED));
        // The same resolution with another outcome isn't what they signed.
        ResolveDispute memory m = resolutionOf(shipment, item, RETURNED);
        bytes[] memory sigs = sign(
            signers(MAKER, DISTRIBUTOR),
            address(tokens),
            abi.encodeCall(IShipping.resolveDispute, (m, new bytes[](0)))
        );
        m.resolutions[0].outcome = ACCEPTED;
        refused(
            address(tokens),
            abi.encodeCall(IShipping.resolveDispute, (m, sigs)),
            wrongSigner(MAKER, 0)
        );
        vm.chainId(4242);
        refused(address(tokens), correction, wrongSigner(DISTRIBUTOR, 0));
        refused(address(tokens), resolution, wrongSigner(MAKER, 0));
    }

    function test_Disputes_CounterFull() public {
        receive_(shipment);
        // The last 16 bits but 8 of a shipment's word count its open disputes.
        uint256 word = tokens.shipmentSlotOf(shipment);
        bytes32 place = keccak256(abi.encode(shipment, _shipmentsPlace(word)));
        vm.store(
            address(tokens),
            place,
            bytes32(word | (uint256(type(uint16).max) * ShipmentWord.ONE_DISPUTE))
        );
        refused(
            address(tokens),
            correctData(correctionOf(shipment, some(exception(item, MISSING, 11)))),
            abi.encodeWithSelector(ITokensEvents.Tokens_CounterFull.selector, shipment)
        );
    }

    /// @dev Where the mapping of shipments is, found by its content.
    function _shipmentsPlace(uint256 word) private view returns (uint256 place) {
        while (vm.load(address(tokens), keccak256(abi.encode(shipment, place))) != bytes32(word)) ++place;
    }
}
