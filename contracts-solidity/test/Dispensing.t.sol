// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IMessages} from "../src/interfaces/IMessages.sol";
import {TokenSeq} from "../src/interfaces/Messages.sol";
import {IPartners} from "../src/interfaces/IPartners.sol";
import {ITokens} from "../src/interfaces/ITokens.sol";
import {ITokensEvents} from "../src/interfaces/ITokensEvents.sol";
import {TokenWord} from "../src/libraries/TokenWord.sol";
import {LedgerTest} from "./support/LedgerTest.sol";

contract DispensingTest is LedgerTest {
    using TokenWord for uint256;

    uint32 private run;

    function setUp() public override {
        super.setUp();
        run = commission("LOT-1");
    }

    function test_Dispense_UntouchedUnitTakesABitOnly() public {
        dispense(unit(run, 300));
        same(tokens.slotOf(unit(run, 300)), 0, "no slot");
        same(tokens.touchedOf(unit(run, 300) >> 8), 1 << 44, "bit");
        same(tokens.slotOf(rootOf(run)).seq(), 2, "root's seq");
        _terminal(unit(run, 300));
    }

    function test_Dispense_Twice() public {
        bytes memory data = dispenseData(unit(run, 0));
        ok(address(tokens), data);
        refused(
            address(tokens),
            data,
            abi.encodeWithSelector(ITokensEvents.Tokens_Terminal.selector, unit(run, 0), TokenWord.DISPENSED)
        );
        TokenSeq[] memory twice = list(unit(run, 1), unit(run, 1));
        refused(
            address(tokens),
            dispenseData(twice, signers(MAKER)),
            abi.encodeWithSelector(ITokensEvents.Tokens_Terminal.selector, unit(run, 1), TokenWord.DISPENSED)
        );
    }

    function test_Dispense_HeldUnit() public {
        unpack(unit(run, 0));
        dispense(unit(run, 0));
        _terminal(unit(run, 0));
        uint256 slot = tokens.slotOf(unit(run, 0));
        same(slot.status(), TokenWord.DISPENSED, "status");
        same(slot.owner(), 0, "no owner");
        same(slot.seq(), 2, "seq");
        same(tokens.balanceOf(tokens.addressOf(MAKER)), 1, "the root only");
    }

    function test_Dispense_FromAFreeContainer() public {
        uint64 small = container(MAKER, 3, 1);
        unpack(unit(run, 0));
        pack(unit(run, 0), small);
        dispense(unit(run, 0));
        same(tokens.slotOf(small).children(), 0, "children");
        same(tokens.slotOf(small).lots(), 0, "lots");
        same(tokens.balanceOf(address(tokens)), 0, "ledger's balance");
    }

    function test_Dispense_OwnerAndCustodianSign() public {
        ok(address(tokens), transferData(rootOf(run), MAKER, CARRIER));
        refused(
            address(tokens),
            dispenseData(list(unit(run, 0)), signers(MAKER)),
            abi.encodeWithSelector(IMessages.Messages_SignatureCount.selector, 2, 1)
        );
        ok(address(tokens), dispenseData(list(unit(run, 0)), signers(MAKER, CARRIER)));
        govern(address(partners), abi.encodeCall(IPartners.suspend, (CARRIER, type(uint40).max)));
        refused(
            address(tokens),
            dispenseData(list(unit(run, 1)), signers(MAKER, CARRIER)),
            abi.encodeWithSelector(IMessages.Partners_Suspended.selector, CARRIER, type(uint40).max)
        );
    }

    function test_Dispense_UnitsOnlyAndOfOneOwner() public {
        refused(
            address(tokens),
            dispenseData(list(box(run, 0)), signers(MAKER)),
            abi.encodeWithSelector(ITokensEvents.Tokens_NotAUnit.selector, box(run, 0))
        );
        unpack(unit(run, 1));
        give(unit(run, 1), DISTRIBUTOR);
        refused(
            address(tokens),
            dispenseData(list(unit(run, 0), unit(run, 1)), signers(MAKER)),
            abi.encodeWithSelector(ITokensEvents.Tokens_WrongOwner.selector, unit(run, 1), MAKER, DISTRIBUTOR)
        );
        unpack(unit(run, 2));
        ok(address(tokens), transferData(unit(run, 2), MAKER, CARRIER));
        refused(
            address(tokens),
            dispenseData(list(unit(run, 0), unit(run, 2)), signers(MAKER)),
            abi.encodeWithSelector(ITokensEvents.Tokens_WrongCustodian.selector, unit(run, 2), MAKER, CARRIER)
        );
        unpack(unit(run, 3));
        uint32 lien = pledge(unit(run, 3), 2);
        refused(
            address(tokens),
            dispenseData(list(unit(run, 0), unit(run, 3)), signers(MAKER)),
            abi.encodeWithSelector(ITokensEvents.Tokens_LienDiffers.selector, unit(run, 3), lien, 0)
        );
    }

    function test_Dispense_RecalledUnit() public {
        uint32 hold = recallRange(run, 5, 9);
        refused(
            address(tokens),
            dispenseData(unit(run, 5)),
            abi.encodeWithSelector(ITokensEvents.Tokens_OnHold.selector, unit(run, 5), hold)
        );
        dispense(unit(run, 4));
        dispense(unit(run, 10));
        uint32 lot = recallLot("LOT-1", 0);
        refused(
            address(tokens),
            dispenseData(unit(run, 11)),
            abi.encodeWithSelector(ITokensEvents.Tokens_OnHold.selector, unit(run, 11), lot)
        );
        lift(lot);
        dispense(unit(run, 11));
    }

    function test_Dispense_UnderAHeldContainer() public {
        uint32 hold = recallToken(pallet(run, 0), 0);
        refused(
            address(tokens),
            dispenseData(unit(run, 5)),
            abi.encodeWithSelector(ITokensEvents.Tokens_OnHold.selector, unit(run, 5), hold)
        );
        dispense(unit(run, 205));
    }

    function test_Range_TakesBits() public {
        ok(address(tokens), rangeData(rootOf(run), run, 10, 999, signers(MAKER)));
        same(tokens.touchedOf(unit(run, 0) >> 8), type(uint256).max << 10, "first word");
        same(tokens.touchedOf(unit(run, 999) >> 8), type(uint256).max >> (1024 - 1000), "last word");
        _terminal(unit(run, 10));
        _terminal(unit(run, 999));
        same(tokens.titleOf(unit(run, 9)), MAKER, "outside");
    }

    function test_Range_TouchedUnit() public {
        dispense(unit(run, 300));
        refused(
            address(tokens),
            rangeData(rootOf(run), run, 290, 310, signers(MAKER)),
            abi.encodeWithSelector(ITokensEvents.Tokens_AlreadyTouched.selector, unit(run, 300))
        );
        ok(address(tokens), rangeData(rootOf(run), run, 290, 299, signers(MAKER)));
        ok(address(tokens), rangeData(rootOf(run), run, 301, 310, signers(MAKER)));
    }

    function test_Range_SoldContainerOrUnitIsNotUnderTheOldRoot() public {
        unpack(unit(run, 50));
        give(unit(run, 50), DISTRIBUTOR);
        refused(
            address(tokens),
            rangeData(rootOf(run), run, 40, 60, signers(MAKER)),
            abi.encodeWithSelector(ITokensEvents.Tokens_AlreadyTouched.selector, unit(run, 50))
        );
        unpack(box(run, 5));
        give(box(run, 5), DISTRIBUTOR);
        refused(
            address(tokens),
            rangeData(rootOf(run), run, 99, 100, signers(MAKER)),
            abi.encodeWithSelector(
                ITokensEvents.Tokens_RootDiffers.selector,
                box(run, 5),
                rootOf(run),
                box(run, 5)
            )
        );
        unpack(pallet(run, 2));
        give(pallet(run, 2), DISTRIBUTOR);
        refused(
            address(tokens),
            rangeData(rootOf(run), run, 300, 500, signers(MAKER)),
            abi.encodeWithSelector(
                ITokensEvents.Tokens_RootDiffers.selector,
                pallet(run, 2),
                rootOf(run),
                pallet(run, 2)
            )
        );
        ok(address(tokens), rangeData(pallet(run, 2), run, 400, 599, signers(DISTRIBUTOR)));
    }

    function test_Range_HoldOnTheWay() public {
        uint32 hold = recallToken(box(run, 3), 0);
        refused(
            address(tokens),
            rangeData(rootOf(run), run, 0, 99, signers(MAKER)),
            abi.encodeWithSelector(ITokensEvents.Tokens_OnHold.selector, box(run, 3), hold)
        );
        ok(address(tokens), rangeData(rootOf(run), run, 0, 59, signers(MAKER)));
        uint32 range = recallRange(run, 100, 110);
        refused(
            address(tokens),
            rangeData(rootOf(run), run, 90, 100, signers(MAKER)),
            abi.encodeWithSelector(ITokensEvents.Tokens_OnHold.selector, unit(run, 90), range)
        );
        ok(address(tokens), rangeData(rootOf(run), run, 80, 99, signers(MAKER)));
    }

    function test_Range_Invalid() public {
        refused(
            address(tokens),
            rangeData(rootOf(run), run, 5, 4, signers(MAKER)),
            abi.encodeWithSelector(ITokensEvents.Tokens_RangeInvalid.selector, run, 5, 4, 1_000)
        );
        refused(
            address(tokens),
            rangeData(rootOf(run), run, 5, 1_000, signers(MAKER)),
            abi.encodeWithSelector(ITokensEvents.Tokens_RangeInvalid.selector, run, 5, 1_000, 1_000)
        );
        refused(
            address(tokens),
            rangeData(rootOf(run), run + 1, 0, 0, signers(MAKER)),
            abi.encodeWithSelector(ITokensEvents.Tokens_RangeInvalid.selector, run + 1, 0, 0, 0)
        );
        uint32 other = commission("LOT-2");
        refused(
            address(tokens),
            rangeData(rootOf(run), other, 0, 0, signers(MAKER)),
            abi.encodeWithSelector(
                ITokensEvents.Tokens_RootDiffers.selector,
                pallet(other, 0),
                rootOf(run),
                rootOf(other)
            )
        );
    }

    function test_Range_RunWithoutCases() public {
        uint32 flat = commission(commissioning("LOT-F", 600, 0, 0));
        ok(address(tokens), rangeData(rootOf(flat), flat, 0, 599, signers(MAKER)));
        uint32 noPallets = commission(commissioning("LOT-G", 600, 7, 0));
        unpack(box(noPallets, 3));
        refused(
            address(tokens),
            rangeData(rootOf(noPallets), noPallets, 0, 28, signers(MAKER)),
            abi.encodeWithSelector(
                ITokensEvents.Tokens_RootDiffers.selector,
                box(noPallets, 3),
                rootOf(noPallets),
                box(noPallets, 3)
            )
        );
        ok(address(tokens), rangeData(rootOf(noPallets), noPallets, 28, 599, signers(MAKER)));
    }

    function testFuzz_Range_BitsAreExactlyTheRange(uint16 a, uint16 b) public {
        uint32 first = uint32(a) % 1_000;
        uint32 last = uint32(b) % 1_000;
        if (first > last) (first, last) = (last, first);
        ok(address(tokens), rangeData(rootOf(run), run, first, last, signers(MAKER)));
        for (uint256 i = 0; i < 1_000; ++i) {
            bool set = (tokens.touchedOf(unit(run, i) >> 8) >> (i & 0xff)) & 1 != 0;
            yes(set == (i >= first && i <= last), "bit");
        }
    }

    function _terminal(uint64 token) private {
        bytes memory reason = abi.encodeWithSelector(
            ITokensEvents.Tokens_Terminal.selector,
            token,
            TokenWord.DISPENSED
        );
        refused(address(tokens), abi.encodeCall(ITokens.ownerOf, (token)), reason);
        refused(address(tokens), abi.encodeCall(ITokens.custodianOf, (token)), reason);
        refused(address(tokens), abi.encodeCall(ITokens.parentOf, (token)), reason);
    }
}
