// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IEndings} from "../src/interfaces/IEndings.sol";
import {IHandling} from "../src/interfaces/IHandling.sol";
import {IMessages} from "../src/interfaces/IMessages.sol";
import "../src/interfaces/Messages.sol";
import "../src/interfaces/ShippingMessages.sol";
import {ITokensEvents} from "../src/interfaces/ITokensEvents.sol";
import {TokenWord} from "../src/libraries/TokenWord.sol";
import {TwoPalletsPledged} from "./support/TwoPalletsPledged.sol";

contract ForeclosureObstaclesTest is TwoPalletsPledged {
    // ---- what ----

    function test_Foreclose_Refusals() public {
        unpack(unit(run, 0));
        dispense(unit(run, 0));
        ripen(lien, 1);
        bytes4 notUnder = ITokensEvents.Tokens_NotUnderLien.selector;
        refusedForeclosure(rootOf(run), abi.encodeWithSelector(notUnder, rootOf(run), lien));
        refusedForeclosure(
            box(run, 2),
            abi.encodeWithSelector(ITokensEvents.Tokens_NotHeld.selector, box(run, 2), goods)
        );
        refusedForeclosure(
            unit(run, 0),
            abi.encodeWithSelector(ITokensEvents.Tokens_Terminal.selector, unit(run, 0), TokenWord.DISPENSED)
        );
        refused(
            address(tokens),
            forecloseData(lien, ids(goods, goods), signers(BANK)),
            abi.encodeWithSelector(notUnder, goods, lien)
        );
        refused(
            address(tokens),
            forecloseData(lien, new uint64[](0), signers(BANK)),
            abi.encodeWithSelector(ITokensEvents.Tokens_Count.selector, 0, 256)
        );
        refused(
            address(tokens),
            forecloseData(lien, new uint64[](257), signers(BANK)),
            abi.encodeWithSelector(ITokensEvents.Tokens_Count.selector, 257, 256)
        );
        ForecloseTokens memory m = ForecloseTokens(lien, 1, ids(goods), soon(), 0);
        refused(
            address(tokens),
            forecloseData(m, signers(BANK)),
            abi.encodeWithSelector(ITokensEvents.Tokens_StaleLien.selector, lien, 1, 2)
        );
        (m.seq, m.deadline) = (2, uint64(clock) - 1);
        refused(
            address(tokens),
            forecloseData(m, signers(BANK)),
            abi.encodeWithSelector(IMessages.Messages_DeadlinePassed.selector, clock - 1, clock)
        );
    }

    function test_Foreclose_BlockedByARecall() public {
        ripen(lien, 1);
        uint32 hold = recallLot("LOT-1", 0);
        refusedForeclosure(goods, abi.encodeWithSelector(ITokensEvents.Tokens_OnHold.selector, goods, hold));
        lift(hold);
        foreclosed(goods);
    }

    function test_Foreclose_BlockedByWhatIsInside() public {
        uint32 hold = recallToken(unit(run, 3), 0);
        ripen(lien, 1);
        refusedForeclosure(goods, abi.encodeWithSelector(ITokensEvents.Tokens_HeldInside.selector, goods, 1));
        // The rest goes ahead meanwhile.
        foreclosed(other);
        lift(hold);
        ok(address(tokens), abi.encodeCall(IHandling.sweep, (unit(run, 3))));
        foreclosed(goods);
    }

    function test_Foreclose_BlockedByAQuarantine() public {
        ripen(lien, 1);
        uint32 hold = quarantineAll(ids(goods), MAKER);
        refusedForeclosure(goods, abi.encodeWithSelector(ITokensEvents.Tokens_OnHold.selector, goods, hold));
        foreclosed(other);
        releaseQuarantine(hold, MAKER);
        foreclosed(goods);
    }

    function test_Foreclose_BlockedInTransitAndInDispute() public {
        uint32 shipment = shipCustody(goods, PHARMACY);
        ripen(lien, 1);
        refusedForeclosure(
            goods,
            abi.encodeWithSelector(ITokensEvents.Tokens_NotActive.selector, goods, TokenWord.IN_TRANSIT)
        );
        receive_(shipment, exception(goods, DAMAGED, 5));
        uint32 hold = disputeOf(goods);
        refusedForeclosure(goods, abi.encodeWithSelector(ITokensEvents.Tokens_InDispute.selector, goods, hold));
        resolve(shipment, goods, ACCEPTED);
        foreclosed(goods);
        same(tokens.custodianOf(goods), PHARMACY, "custody stays where it is");
    }

    // ---- dodges ----

    function test_Foreclose_NotDodgedByRaisingSeqs() public {
        ripen(lien, 1);
        bytes memory ready = forecloseData(lien, ids(goods, other), signers(BANK));
        ok(address(tokens), touchData(goods, DISTRIBUTOR));
        ok(address(tokens), touchData(unit(run, 7), DISTRIBUTOR));
        ok(address(tokens), touchData(other, DISTRIBUTOR));
        ok(address(tokens), ready);
        same(tokens.titleOf(other), BANK, "title");
    }

    function test_Foreclose_NotDodgedByPackingBeforehand() public {
        unpack(box(run, 0));
        unpack(unit(run, 20));
        uint64 crate = container(DISTRIBUTOR, 3, 9);
        pack(unit(run, 20), crate);
        pack(box(run, 0), crate);
        same(lens.encumbranceOf(unit(run, 20)).carrier, crate, "who carries the lien of a unit");
        same(lens.encumbranceOf(unit(run, 3)).lien, lien, "and of a unit in its case");
        ripen(lien, 1);
        // The crate carries the lien, and is taken with all that is inside.
        foreclosed(crate);
        same(tokens.titleOf(unit(run, 20)), BANK, "unit");
        same(tokens.titleOf(box(run, 0)), BANK, "case");
        same(lens.encumbranceOf(unit(run, 20)).lien, 0, "free of the lien");
    }

    function test_Foreclose_NotDodgedByUnpackingAndPackingOnTheDay() public {
        ripen(lien, 1);
        bytes memory ready = forecloseData(lien, ids(goods), signers(BANK));
        UnpackTokens memory m = UnpackTokens(list(box(run, 0)), named(goods), soon(), 0);
        refused(
            address(tokens),
            unpackData(m, signers(DISTRIBUTOR)),
            abi.encodeWithSelector(ITokensEvents.Tokens_Pledged.selector, goods, lien, BANK)
        );
        PackTokens memory p = PackTokens(list(goods), named(container(DISTRIBUTOR, 3, 1)), soon(), 0);
        bytes[] memory sigs = sign(
            signers(DISTRIBUTOR),
            address(tokens),
            abi.encodeCall(IHandling.pack, (p, new bytes[](0)))
        );
        refused(
            address(tokens),
            abi.encodeCall(IHandling.pack, (p, sigs)),
            abi.encodeWithSelector(ITokensEvents.Tokens_Pledged.selector, goods, lien, BANK)
        );
        ok(address(tokens), ready);
    }

    function test_Foreclose_NotDodgedByAReportOfLoss() public {
        ripen(lien, 1);
        ReportMissing memory m = ReportMissing(list(goods), TokenWord.LOST, soon(), 0);
        bytes memory unsigned = abi.encodeCall(IEndings.reportMissing, (m, ""));
        ok(
            address(tokens),
            abi.encodeCall(IEndings.reportMissing, (m, sign(DISTRIBUTOR, address(tokens), unsigned)))
        );
        m = ReportMissing(list(other), TokenWord.STOLEN, soon(), 0);
        unsigned = abi.encodeCall(IEndings.reportMissing, (m, ""));
        ok(
            address(tokens),
            abi.encodeCall(IEndings.reportMissing, (m, sign(DISTRIBUTOR, address(tokens), unsigned)))
        );
        ok(address(tokens), forecloseData(lien, ids(goods, other), signers(BANK)));
        stands(goods, BANK, DISTRIBUTOR, TokenWord.LOST, "lost, and the financier's");
        stands(other, BANK, DISTRIBUTOR, TokenWord.STOLEN, "stolen, and the financier's");
        // Who has title now says that it is found, with the issuer.
        ReinstateTokens memory r = ReinstateTokens(list(goods), soon(), 0);
        unsigned = abi.encodeCall(IEndings.reinstateTokens, (r, new bytes[](0)));
        ok(
            address(tokens),
            abi.encodeCall(IEndings.reinstateTokens, (r, sign(signers(BANK, MAKER), address(tokens), unsigned)))
        );
        stands(goods, BANK, DISTRIBUTOR, TokenWord.ACTIVE, "found");
    }

    function test_Foreclose_AfterTitleMovedWithConsent() public {
        ok(
            address(tokens),
            transferData(transferOf(list(goods), PHARMACY, PHARMACY), signers(DISTRIBUTOR, PHARMACY, BANK, 0, 0))
        );
        ripen(lien, 1);
        foreclosed(goods);
        same(tokens.custodianOf(goods), PHARMACY, "custody");
    }
}
