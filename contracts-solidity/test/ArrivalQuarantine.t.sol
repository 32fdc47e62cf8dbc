// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ITokensEvents} from "../src/interfaces/ITokensEvents.sol";
import {TokenWord} from "../src/libraries/TokenWord.sol";
import {HoldWord} from "../src/libraries/Words.sol";
import {TwoPalletsUnderway} from "./support/TwoPalletsUnderway.sol";

contract ArrivalQuarantineTest is TwoPalletsUnderway {
    using TokenWord for uint256;

    function test_Quarantine_RecalledInTransit() public {
        uint32 recall = recallLot("LOT-1", 0);
        receive_(shipment);
        _inQuarantine(first, MAKER, MAKER);
        _inQuarantine(second, MAKER, MAKER);
        uint32 hold = _quarantineOf(first);
        same(_quarantineOf(second), hold, "one for the whole receipt");
        lift(recall);
        refused(
            address(tokens),
            transferData(first, PHARMACY, PHARMACY),
            abi.encodeWithSelector(ITokensEvents.Tokens_OnHold.selector, first, hold)
        );
        releaseQuarantine(hold, MAKER);
        ok(address(tokens), transferData(first, DISTRIBUTOR, DISTRIBUTOR));
    }

    function test_Quarantine_OnlyWhatIsRecalled() public {
        recallToken(unit(run, 7), 0);
        receive_(shipment);
        _inQuarantine(first, MAKER, MAKER);
        stands(second, DISTRIBUTOR, DISTRIBUTOR, TokenWord.ACTIVE, "not recalled");
        same(tokens.slotOf(second).hold(), 0, "nor in quarantine");
    }

    function test_Quarantine_RecalledRangeInside() public {
        recallRange(run, 200, 200);
        receive_(shipment);
        stands(first, DISTRIBUTOR, DISTRIBUTOR, TokenWord.ACTIVE, "outside the range");
        _inQuarantine(second, MAKER, MAKER);
    }

    function test_Quarantine_QuarantinedInTransit() public {
        quarantine(first, CARRIER);
        receive_(shipment);
        same(lens.stateOf(first).holds.length, 2, "both quarantines");
        stands(first, MAKER, DISTRIBUTOR, TokenWord.ACTIVE, "custody only");
        stands(second, DISTRIBUTOR, DISTRIBUTOR, TokenWord.ACTIVE, "the other");
    }

    function test_Quarantine_RecallWithADestinationStillStopsTitle() public {
        recallLot("LOT-1", DISTRIBUTOR);
        receive_(shipment);
        _inQuarantine(first, MAKER, MAKER);
    }

    function test_Quarantine_ReceiverSuspendedInTransit() public {
        suspend(DISTRIBUTOR);
        receive_(shipment);
        _inQuarantine(first, MAKER, MAKER);
        _inQuarantine(second, MAKER, MAKER);
    }

    function test_Quarantine_NewCustodianSuspendedInTransit() public {
        ok(address(tokens), cancelData(shipment));
        shipment = ship(shipmentOf(list(first), PHARMACY, DISTRIBUTOR, 0));
        suspend(DISTRIBUTOR);
        receive_(shipment);
        _inQuarantine(first, MAKER, MAKER);
    }

    function test_Quarantine_RecalledCustodyToAnUnlistedReceiver() public {
        ok(address(tokens), cancelData(shipment));
        shipment = shipCustody(first, PHARMACY);
        recallLot("LOT-1", RETURNS);
        receive_(shipment);
        stands(first, MAKER, PHARMACY, TokenWord.ACTIVE, "custody only");
        yes(_quarantineOf(first) != 0, "in quarantine");
    }

    function test_Quarantine_RecalledInTransitTowardsADestination() public {
        ok(address(tokens), cancelData(shipment));
        shipment = shipCustody(first, RETURNS);
        recallLot("LOT-1", RETURNS);
        receive_(shipment);
        stands(first, MAKER, RETURNS, TokenWord.ACTIVE, "arrived");
        same(_quarantineOf(first), 0, "as it may");
    }

    function test_Quarantine_OfAContainer() public {
        ok(address(tokens), cancelData(shipment));
        uint64 crate = container(MAKER, 3, 1);
        uint64 empty = container(MAKER, 3, 2);
        unpack(unit(run, 400));
        pack(unit(run, 400), crate);
        unpack(unit(run, 401));
        pack(unit(run, 401), empty);
        unpack(unit(run, 401));
        shipment = ship(shipmentOf(list(crate), DISTRIBUTOR, DISTRIBUTOR, CARRIER));
        uint32 range = recallRange(run, 0, 0);
        receive_(shipment);
        // Which units of the lot are inside isn't known, so that any range of it counts.
        _inQuarantine(crate, MAKER, MAKER);
        lift2(range);
        shipment = ship(shipmentOf(list(empty, unit(run, 401)), DISTRIBUTOR, DISTRIBUTOR, CARRIER));
        suspend(DISTRIBUTOR);
        receive_(shipment);
        // Nobody issued an empty container: only a regulator releases the two.
        _inQuarantine(empty, MAKER, 0);
        releaseQuarantine(_quarantineOf(empty), REGULATOR);
    }

    function lift2(uint32 hold) private {
        ok(address(recalls), liftData(hold, MAKER));
    }

    function _quarantineOf(uint64 token) private view returns (uint32) {
        uint32[] memory holds = lens.stateOf(token).holds;
        for (uint256 i = 0; i < holds.length; ++i) {
            if (HoldWord.kind(tokens.holdSlotOf(holds[i])) == HoldWord.QUARANTINE) return holds[i];
        }
        return 0;
    }

    function _inQuarantine(uint64 token, uint24 owner, uint24 issuer) private view {
        stands(token, owner, DISTRIBUTOR, TokenWord.ACTIVE, "custody only");
        uint32 hold = _quarantineOf(token);
        yes(hold != 0, "in quarantine");
        same(HoldWord.issuer(tokens.holdSlotOf(hold)), issuer, "who may release it");
        same(HoldWord.partner(tokens.holdSlotOf(hold)), DISTRIBUTOR, "whose receipt");
    }

    function test_Gas_StarvedReceiptNeverQuarantines() public {
        bytes memory data = receiveData(shipment);
        for (uint256 gasLimit = 60_000; gasLimit < 400_000; gasLimit += 4_000) {
            (bool done, ) = address(tokens).call{gas: gasLimit}(data);
            if (!done) continue;
            same(tokens.slotOf(first).hold(), 0, "first");
            same(tokens.slotOf(second).hold(), 0, "second");
            stands(first, DISTRIBUTOR, DISTRIBUTOR, TokenWord.ACTIVE, "arrived");
            return;
        }
        yes(false, "never enough");
    }

    function test_CheckArrival_CannotBeCalledAtTokens() public {
        (bool done, bytes memory reason) = address(tokens).call(
            abi.encodeWithSignature("checkArrival(uint64,uint256,uint24,uint24)", first, 0, 0, 0)
        );
        yes(!done && reason.length == 0, "no such function");
    }
}
