// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICatalogue} from "../src/interfaces/ICatalogue.sol";
import {IMessages} from "../src/interfaces/IMessages.sol";
import {CommissionRun} from "../src/interfaces/Messages.sol";
import {IPartners} from "../src/interfaces/IPartners.sol";
import {ITokens, RunOpening} from "../src/interfaces/ITokens.sol";
import {ITokensEvents} from "../src/interfaces/ITokensEvents.sol";
import {TokenWord} from "../src/libraries/TokenWord.sol";
import {LotWord, RunWord} from "../src/libraries/Words.sol";
import {LedgerTest} from "./support/LedgerTest.sol";

contract CommissioningTest is LedgerTest {
    using TokenWord for uint256;

    function test_Commission_WritesRunRootAndLot() public {
        uint32 run = commission("LOT-1");
        uint256 slot = tokens.runSlotOf(run);
        same(RunWord.count(slot), 1_000, "count");
        same(RunWord.unitsPerCase(slot), 20, "units per case");
        same(RunWord.casesPerPallet(slot), 10, "cases per pallet");
        same(RunWord.issuer(slot), MAKER, "issuer");
        uint256 root = tokens.slotOf(rootOf(run));
        same(root.owner(), MAKER, "owner");
        same(root.custodian(), MAKER, "custodian");
        same(root.seq(), 1, "seq");
        uint256 lot = tokens.lotSlotOf(RunWord.lot(slot));
        same(LotWord.seq(lot), 1, "lot seq");
        same(LotWord.expiry(lot), EXPIRY, "expiry");
        same(tokens.slotOf(unit(run, 0)), 0, "no slot for a unit");
        same(tokens.parentOf(unit(run, 999)), box(run, 49), "case by arithmetic");
        same(tokens.parentOf(box(run, 49)), pallet(run, 4), "pallet by arithmetic");
        same(tokens.parentOf(pallet(run, 4)), rootOf(run), "root on top");
    }

    function test_Commission_LaterRunsOfALot() public {
        uint32 first = commission("LOT-1");
        uint32 second = commission(commissioning("LOT-1", 10, 0, 0));
        same(second, first + 1, "next run");
        same(RunWord.lot(tokens.runSlotOf(first)), RunWord.lot(tokens.runSlotOf(second)), "same lot");
        uint256 lot = tokens.lotSlotOf(RunWord.lot(tokens.runSlotOf(second)));
        same(LotWord.runs(lot), 2, "runs");
        same(tokens.parentOf(unit(second, 9)), rootOf(second), "no cases");
        CommissionRun memory m = commissioning("LOT-1", 10, 0, 0);
        m.expiry = EXPIRY + 1;
        refused(
            address(catalogue),
            commissionData(m),
            abi.encodeWithSelector(
                ITokensEvents.Tokens_LotDiffers.selector,
                RunWord.lot(tokens.runSlotOf(first)),
                EXPIRY,
                0
            )
        );
        m.expiry = EXPIRY;
        m.markets = 1;
        refused(
            address(catalogue),
            commissionData(m),
            abi.encodeWithSelector(
                ITokensEvents.Tokens_LotDiffers.selector,
                RunWord.lot(tokens.runSlotOf(first)),
                EXPIRY,
                0
            )
        );
    }

    function test_Commission_Twice() public {
        bytes memory data = commissionData(commissioning("LOT-1", 10, 0, 0));
        uint32 run = abi.decode(ok(address(catalogue), data), (uint32));
        refused(
            address(catalogue),
            data,
            abi.encodeWithSelector(
                ITokensEvents.Tokens_StaleLot.selector,
                RunWord.lot(tokens.runSlotOf(run)),
                0,
                1
            )
        );
    }

    function test_Commission_ExpiredLot() public {
        CommissionRun memory m = commissioning("LOT-1", 10, 0, 0);
        m.expiry = uint32(NOW);
        refused(
            address(catalogue),
            commissionData(m),
            abi.encodeWithSelector(ICatalogue.Catalogue_LotExpired.selector, NOW, NOW)
        );
        m.expiry = uint32(NOW) + 1;
        commission(m);
    }

    function test_Commission_GtinUnknown() public {
        CommissionRun memory m = commissioning("LOT-1", 10, 0, 0);
        m.gtin = OTHER_GTIN;
        refused(
            address(catalogue),
            commissionData(m),
            abi.encodeWithSelector(ICatalogue.Catalogue_GtinUnknown.selector, OTHER_GTIN)
        );
    }

    function test_Commission_LotCodes() public {
        string[3] memory bad = ["", "a b", "123456789012345678901"];
        for (uint256 i = 0; i < bad.length; ++i) {
            refused(
                address(catalogue),
                commissionData(commissioning(bad[i], 10, 0, 0)),
                abi.encodeWithSelector(ICatalogue.Catalogue_LotCodeInvalid.selector, bad[i])
            );
        }
        commission(commissioning("12345678901234567890", 10, 0, 0));
        commission(commissioning("!\"%&'()*+,-./:;<=>?_", 10, 0, 0));
        commission(commissioning("AZaz09", 10, 0, 0));
    }

    function testFuzz_Commission_LotCodeCharacter(bytes1 c) public {
        bytes memory set = "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";
        bool inSet = false;
        for (uint256 i = 0; i < set.length; ++i) {
            if (set[i] == c) inSet = true;
        }
        string memory code = string(abi.encodePacked("L", c));
        CommissionRun memory m = commissioning(code, 10, 0, 0);
        if (inSet) {
            commission(m);
        } else {
            refused(
                address(catalogue),
                commissionData(m),
                abi.encodeWithSelector(ICatalogue.Catalogue_LotCodeInvalid.selector, code)
            );
        }
    }

    function test_Commission_Counts() public {
        uint32[2] memory bad = [uint32(0), 65_536];
        for (uint256 i = 0; i < bad.length; ++i) {
            refused(
                address(catalogue),
                commissionData(commissioning("LOT-1", bad[i], 0, 0)),
                abi.encodeWithSelector(ICatalogue.Catalogue_CountInvalid.selector, bad[i], 65_535)
            );
        }
        uint32 run = commission(commissioning("LOT-1", 65_535, 1, 65_534));
        same(tokens.parentOf(unit(run, 65_534)), box(run, 65_534), "last case");
        same(tokens.parentOf(box(run, 65_534)), pallet(run, 1), "last pallet");
        (bool done, ) = address(tokens).call(abi.encodeCall(ITokens.parentOf, (unit(run, 65_535))));
        yes(!done, "beyond the count");
    }

    function test_Commission_Layout() public {
        refused(
            address(catalogue),
            commissionData(commissioning("LOT-1", 10, 0, 4)),
            abi.encodeWithSelector(ICatalogue.Catalogue_LayoutInvalid.selector, 0, 4)
        );
    }

    function test_Commission_SerialsAndCodec() public {
        CommissionRun memory m = commissioning("LOT-1", 10, 0, 0);
        m.serials = "";
        refused(
            address(catalogue),
            commissionData(m),
            abi.encodeWithSelector(ICatalogue.Catalogue_SerialsInvalid.selector, 0, 1_376_238)
        );
        m.serials = new bytes(1_376_239);
        refused(
            address(catalogue),
            commissionData(m),
            abi.encodeWithSelector(ICatalogue.Catalogue_SerialsInvalid.selector, 1_376_239, 1_376_238)
        );
        m.serials = "x";
        uint8[2] memory codecs = [0, 6];
        for (uint256 i = 0; i < codecs.length; ++i) {
            m.codec = codecs[i];
            refused(
                address(catalogue),
                commissionData(m),
                abi.encodeWithSelector(ICatalogue.Catalogue_CodecUnknown.selector, codecs[i])
            );
        }
    }

    function test_Commission_EveryCodec() public {
        string[5] memory lots = ["LOT-1", "LOT-2", "LOT-3", "LOT-4", "LOT-5"];
        for (uint8 i = 0; i < lots.length; ++i) {
            CommissionRun memory m = commissioning(lots[i], 10, 0, 0);
            m.codec = i + 1;
            same(commission(m), i + 1, "run");
        }
    }

    /// @dev Tokens opens the run before the signature is checked: a refusal takes all of it back.
    function test_Commission_RefusedSignature_LeavesNothing() public {
        CommissionRun memory m = commissioning("LOT-1", 10, 0, 0);
        bytes32 identity = catalogue.lotIdentity(GTIN, "LOT-1");
        vm.prank(address(1));
        (bool done, ) = address(catalogue).call(abi.encodeCall(ICatalogue.commission, (m, new bytes(65))));
        yes(!done, "refused");
        same(tokens.runCount(), 0, "runs");
        same(tokens.runSlotOf(1), 0, "run");
        same(tokens.slotOf(rootOf(1)), 0, "root");
        same(tokens.balanceOf(tokens.addressOf(MAKER)), 0, "balance");
        (, uint256 lotSlot) = tokens.findLot(identity);
        same(lotSlot, 0, "lot");
    }

    function test_Commission_Sscc() public {
        CommissionRun memory m = commissioning("LOT-1", 10, 5, 0);
        m.firstCaseSscc = 106141412345678908;
        m.firstPalletSscc = 106141412345678907;
        refused(
            address(catalogue),
            commissionData(m),
            abi.encodeWithSelector(ICatalogue.Catalogue_SsccInvalid.selector, 106141412345678907)
        );
        m.firstPalletSscc = 0;
        commission(m);
    }

    function test_Commission_WrongSigner() public {
        CommissionRun memory m = commissioning("LOT-1", 10, 0, 0);
        bytes memory sig = sign(DISTRIBUTOR, address(catalogue), abi.encodeCall(ICatalogue.commission, (m, "")));
        refused(
            address(catalogue),
            abi.encodeCall(ICatalogue.commission, (m, sig)),
            abi.encodeWithSelector(IMessages.Messages_WrongSigner.selector, MAKER, vm.addr(keys[MAKER]), 0)
        );
    }

    function test_Commission_SerialsAreSigned() public {
        CommissionRun memory m = commissioning("LOT-1", 10, 0, 0);
        bytes memory sig = sign(MAKER, address(catalogue), abi.encodeCall(ICatalogue.commission, (m, "")));
        m.serials = "others.";
        refused(
            address(catalogue),
            abi.encodeCall(ICatalogue.commission, (m, sig)),
            abi.encodeWithSelector(IMessages.Messages_WrongSigner.selector, MAKER, vm.addr(keys[MAKER]), 0)
        );
    }

    function test_Commission_SuspendedIssuer() public {
        govern(address(partners), abi.encodeCall(IPartners.suspend, (MAKER, type(uint40).max)));
        refused(
            address(catalogue),
            commissionData(commissioning("LOT-1", 10, 0, 0)),
            abi.encodeWithSelector(IMessages.Partners_Suspended.selector, MAKER, type(uint40).max)
        );
    }

    function test_Commission_IssuerLostItsRole() public {
        govern(address(partners), abi.encodeCall(IPartners.setRoles, (MAKER, 2)));
        refused(
            address(catalogue),
            commissionData(commissioning("LOT-1", 10, 0, 0)),
            abi.encodeWithSelector(IMessages.Partners_RoleMissing.selector, MAKER, 1)
        );
    }

    function test_Commission_Deadline() public {
        bytes memory data = commissionData(commissioning("LOT-1", 10, 0, 0));
        warp(DEADLINE + 1);
        refused(
            address(catalogue),
            data,
            abi.encodeWithSelector(IMessages.Messages_DeadlinePassed.selector, DEADLINE, DEADLINE + 1)
        );
    }

    function test_OpenRun_OnlyCatalogue() public {
        RunOpening memory o;
        refused(
            address(tokens),
            abi.encodeCall(ITokens.openRun, (o)),
            abi.encodeWithSelector(ITokensEvents.Tokens_NotTheModule.selector, 1, address(this))
        );
    }

    function test_FindLot_ProbesPastATakenPlace() public {
        // Two identities with one low word: the second lot takes the next place.
        RunOpening memory o;
        o.identity = bytes32((uint256(1) << 200) | 77);
        o.outline = RunWord.make(1, MAKER, 1, 0, 0);
        o.expiry = EXPIRY;
        vm.prank(address(catalogue));
        tokens.openRun(o);
        (uint32 first, ) = tokens.findLot(o.identity);
        o.identity = bytes32((uint256(2) << 200) | 77);
        vm.prank(address(catalogue));
        tokens.openRun(o);
        same(first, 77, "first");
        (uint32 found, uint256 slot) = tokens.findLot(o.identity);
        same(found, 78, "found");
        yes(slot != 0, "exists");
        for (uint256 i = 3; i < 17; ++i) {
            o.identity = bytes32((i << 200) | 77);
            vm.prank(address(catalogue));
            tokens.openRun(o);
        }
        o.identity = bytes32((uint256(17) << 200) | 77);
        refusedAs(
            address(catalogue),
            address(tokens),
            abi.encodeCall(ITokens.openRun, (o)),
            abi.encodeWithSelector(ITokensEvents.Tokens_LotTableFull.selector, 77)
        );
        // Never id 0, also where the search wraps around.
        o.identity = bytes32(uint256(9) << 200);
        vm.prank(address(catalogue));
        tokens.openRun(o);
        (uint32 wrapped, ) = tokens.findLot(o.identity);
        same(wrapped, 1, "not 0");
    }

    function test_OpenRun_AsManyRunsAsALotTakes() public {
        RunOpening memory o;
        o.identity = keccak256("lot");
        o.outline = RunWord.make(1, MAKER, 1, 0, 0);
        o.expiry = EXPIRY;
        for (uint32 i = 0; i < type(uint16).max; ++i) {
            o.lotSeq = i;
            vm.prank(address(catalogue));
            tokens.openRun(o);
        }
        o.lotSeq = type(uint16).max;
        (uint32 lot, ) = tokens.findLot(o.identity);
        refusedAs(
            address(catalogue),
            address(tokens),
            abi.encodeCall(ITokens.openRun, (o)),
            abi.encodeWithSelector(ITokensEvents.Tokens_RunsFull.selector, lot, type(uint16).max)
        );
    }
}
