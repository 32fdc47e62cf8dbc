// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {TransferTokens, UnpackTokens} from "../../src/interfaces/Messages.sol";
import {ITokens} from "../../src/interfaces/ITokens.sol";
import {ITokensEvents} from "../../src/interfaces/ITokensEvents.sol";
import {TokenWord} from "../../src/libraries/TokenWord.sol";
import {LedgerTest} from "../support/LedgerTest.sol";

/// @title As Daggers.t.sol, for dispensing, a run's touched bits and what has ended
contract DispensingDaggersTest is LedgerTest {
    using TokenWord for uint256;

    uint32 private run;

    function setUp() public override {
        super.setUp();
        run = commission("LOT-1");
    }

    /// @dev Without `_setTouched` in Detaching._detach: a sold unit goes with its old owner's range.
    function test_Range_TakesUntouchedUnitsOnly() public {
        unpack(unit(run, 5));
        give(unit(run, 5), DISTRIBUTOR);
        refused(
            address(tokens),
            rangeData(rootOf(run), run, 0, 9, signers(MAKER)),
            abi.encodeWithSelector(ITokensEvents.Tokens_AlreadyTouched.selector, unit(run, 5))
        );
        same(tokens.titleOf(unit(run, 5)), DISTRIBUTOR, "still there");
    }

    /// @dev Without RangeDispensing._checkUnder: units in a sold case and on a sold pallet.
    function test_Range_ChecksCasesAndPallets() public {
        unpack(box(run, 0));
        give(box(run, 0), DISTRIBUTOR);
        refused(
            address(tokens),
            rangeData(rootOf(run), run, 0, 19, signers(MAKER)),
            abi.encodeWithSelector(
                ITokensEvents.Tokens_RootDiffers.selector,
                box(run, 0),
                rootOf(run),
                box(run, 0)
            )
        );
        unpack(pallet(run, 1));
        give(pallet(run, 1), DISTRIBUTOR);
        refused(
            address(tokens),
            rangeData(rootOf(run), run, 200, 219, signers(MAKER)),
            abi.encodeWithSelector(
                ITokensEvents.Tokens_RootDiffers.selector,
                pallet(run, 1),
                rootOf(run),
                pallet(run, 1)
            )
        );
    }

    /// @dev Without the `_isTouched` check in TokensState._load.
    function test_Touched_WithoutARecordIsDispensed() public {
        ok(address(tokens), rangeData(rootOf(run), run, 0, 9, signers(MAKER)));
        same(tokens.slotOf(unit(run, 3)), 0, "no record");
        refused(
            address(tokens),
            abi.encodeCall(ITokens.ownerOf, (unit(run, 3))),
            abi.encodeWithSelector(
                ITokensEvents.Tokens_Terminal.selector,
                unit(run, 3),
                TokenWord.DISPENSED
            )
        );
        same(lens.stateOf(unit(run, 3)).status, TokenWord.DISPENSED, "by Lens");
    }

    /// @dev With a dispensed unit's slot left as it was.
    function test_Dispense_UnitWithARecordEndsInItsSlot() public {
        unpack(unit(run, 0));
        dispense(unit(run, 0));
        same(tokens.slotOf(unit(run, 0)).status(), TokenWord.DISPENSED, "in its slot");
        same(tokens.slotOf(unit(run, 0)).seq(), 2, "its seq rose");
    }

    /// @dev Without TokenWord.asTerminal clearing owner, custodian, lien and parent.
    function test_Terminal_HasNoOwnerParentOrLien() public {
        unpack(unit(run, 0));
        pledge(unit(run, 0), 7);
        dispense(unit(run, 0));
        uint256 slot = tokens.slotOf(unit(run, 0));
        same(slot.owner() | slot.custodian() | slot.lien() | slot.mode(), 0, "nothing left");
        same(lens.encumbranceOf(unit(run, 0)).lien, 0, "no lien");
        bytes memory reason = abi.encodeWithSelector(
            ITokensEvents.Tokens_Terminal.selector,
            unit(run, 0),
            TokenWord.DISPENSED
        );
        refused(address(tokens), abi.encodeCall(ITokens.ownerOf, (unit(run, 0))), reason);
        refused(address(tokens), abi.encodeCall(ITokens.parentOf, (unit(run, 0))), reason);
    }

    /// @dev With the walk asking the ancestors first: the case is active, its units aren't, one without and one with a record.
    function test_Terminal_OwnStateWinsOverAncestors() public {
        dispense(unit(run, 0));
        unpack(unit(run, 1));
        dispense(unit(run, 1));
        same(lens.stateOf(box(run, 0)).status, TokenWord.ACTIVE, "case");
        for (uint32 i = 0; i < 2; ++i) {
            bytes memory reason = abi.encodeWithSelector(
                ITokensEvents.Tokens_Terminal.selector,
                unit(run, i),
                TokenWord.DISPENSED
            );
            TransferTokens memory m = transferOf(list(unit(run, i)), DISTRIBUTOR, DISTRIBUTOR);
            (m.owner, m.custodian) = (MAKER, MAKER);
            refused(address(tokens), transferData(m), reason);
            refused(address(tokens), _unpacking(unit(run, i), rootOf(run)), reason);
            refused(address(tokens), abi.encodeCall(ITokens.custodianOf, (unit(run, i))), reason);
        }
    }

    function _unpacking(uint64 token, uint64 root) private view returns (bytes memory) {
        return unpackData(UnpackTokens(list(token), named(root), DEADLINE, 0), signers(MAKER));
    }
}
