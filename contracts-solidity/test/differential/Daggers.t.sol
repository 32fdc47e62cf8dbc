// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IPartners} from "../../src/interfaces/IPartners.sol";
import {ICouncil, Rule} from "../../src/interfaces/ICouncil.sol";
import {PledgeTokens, TransferTokens, UnpackTokens} from "../../src/interfaces/Messages.sol";
import {ITokens} from "../../src/interfaces/ITokens.sol";
import {ITokensEvents} from "../../src/interfaces/ITokensEvents.sol";
import {TokenWord} from "../../src/libraries/TokenWord.sol";
import {LedgerTest} from "../support/LedgerTest.sol";

/// @title One test for each rule of the asset model that fixed a fault of its prototype
/// @dev Each fails when its rule is taken out of the contracts; what was taken out stands beside it.
contract DaggersTest is LedgerTest {
    using TokenWord for uint256;

    uint32 private run;
    uint32 private other;

    function setUp() public override {
        super.setUp();
        run = commission("LOT-1");
        other = commission("LOT-2");
    }

    // ---- nesting ----

    /// @dev Without `_defaultParent(token) != container` in Nesting._packOne.
    function test_RunContainers_TakeBackOnlyTheirOwnDefaultChildren() public {
        unpack(unit(run, 0));
        unpack(unit(other, 0));
        uint64[3] memory foreign = [box(run, 1), pallet(run, 0), rootOf(run)];
        for (uint256 i = 0; i < foreign.length; ++i) {
            refused(
                address(tokens),
                packData(unit(run, 0), foreign[i]),
                abi.encodeWithSelector(ITokensEvents.Tokens_NotOwnChild.selector, unit(run, 0), foreign[i])
            );
        }
        refused(
            address(tokens),
            packData(unit(other, 0), box(run, 0)),
            abi.encodeWithSelector(ITokensEvents.Tokens_NotOwnChild.selector, unit(other, 0), box(run, 0))
        );
        pack(unit(run, 0), box(run, 0));
        same(tokens.parentOf(unit(run, 0)), box(run, 0), "back in its case");
    }

    /// @dev Without Nesting._bind's holding, or with another partner's goods let in.
    function test_FreeContainer_TakesOwnerCustodianAndLienOfItsFirstContent() public {
        // The goods are the maker's, the container is the distributor's, who keeps them for it.
        uint64 tote = container(DISTRIBUTOR, 3, 0);
        unpack(unit(run, 0));
        uint32 lien = pledge(unit(run, 0), 7);
        ok(address(tokens), transferData(unit(run, 0), MAKER, DISTRIBUTOR));
        pack(unit(run, 0), tote);
        same(tokens.titleOf(tote), MAKER, "owner");
        same(tokens.custodianOf(tote), DISTRIBUTOR, "custodian");
        same(lens.encumbranceOf(tote).lien, lien, "lien");
        same(lens.encumbranceOf(unit(run, 0)).lien, lien, "lien of the content");
    }

    /// @dev Without Nesting._checkMatch: an unpledged or a foreign token in a pledged container.
    function test_FreeContainer_AllContentMatches() public {
        uint64 tote = container(MAKER, 3, 0);
        unpack(unit(run, 0));
        unpack(unit(run, 20));
        unpack(unit(run, 40));
        uint32 lien = pledge(unit(run, 0), 7);
        pack(unit(run, 0), tote);
        refused(
            address(tokens),
            packData(unit(run, 20), tote),
            abi.encodeWithSelector(ITokensEvents.Tokens_LienDiffers.selector, tote, lien, 0)
        );
        give(unit(run, 40), DISTRIBUTOR);
        refused(
            address(tokens),
            packData(unit(run, 40), tote),
            abi.encodeWithSelector(ITokensEvents.Tokens_WrongOwner.selector, tote, DISTRIBUTOR, MAKER)
        );
        unpack(unit(run, 60));
        ok(address(tokens), transferData(unit(run, 60), MAKER, DISTRIBUTOR));
        refused(
            address(tokens),
            packData(unit(run, 60), tote),
            abi.encodeWithSelector(ITokensEvents.Tokens_WrongCustodian.selector, tote, DISTRIBUTOR, MAKER)
        );
    }

    /// @dev Without the children's count a container with content would be rebound to somebody else's goods.
    function test_FreeContainer_CountsItsChildren() public {
        uint64 tote = container(MAKER, 3, 0);
        for (uint256 i = 0; i < 3; ++i) {
            unpack(unit(run, 20 * i));
            pack(unit(run, 20 * i), tote);
        }
        same(tokens.slotOf(tote).children(), 3, "three");
        dispense(unit(run, 0));
        unpack(unit(run, 20));
        same(tokens.slotOf(tote).children(), 1, "one left");
        // Not empty yet, so it isn't bound to what is another's.
        unpack(unit(run, 60));
        ok(address(tokens), transferData(unit(run, 60), DISTRIBUTOR, MAKER));
        refused(
            address(tokens),
            packData(unit(run, 60), tote),
            abi.encodeWithSelector(ITokensEvents.Tokens_WrongOwner.selector, tote, DISTRIBUTOR, MAKER)
        );
    }

    /// @dev Without Contents._eachLot, or with a lot forgotten while a child of it is still inside.
    function test_FreeContainer_KnowsTheLotsInside() public {
        uint64 tote = container(MAKER, 3, 0);
        uint64 cart = container(MAKER, 4, 0);
        unpack(unit(run, 0));
        unpack(unit(run, 20));
        unpack(unit(other, 0));
        pack(unit(run, 0), tote);
        pack(unit(run, 20), tote);
        pack(unit(other, 0), tote);
        pack(tote, cart);
        same(tokens.slotOf(cart).lots(), 2, "two lots two levels up");
        unpack(unit(run, 0));
        same(tokens.slotOf(cart).lots(), 2, "one of the lot is still inside");
        uint32 hold = recallLot("LOT-1", 0);
        refused(
            address(tokens),
            transferData(cart, DISTRIBUTOR, DISTRIBUTOR),
            abi.encodeWithSelector(ITokensEvents.Tokens_OnHold.selector, cart, hold)
        );
        unpack(unit(run, 20));
        give(cart, DISTRIBUTOR);
    }

    /// @dev Without the hold that TokenWord.asHeld leaves in place.
    function test_EmptiedContainer_CanBeReboundButKeepsItsHolds() public {
        uint64 tote = container(MAKER, 3, 0);
        unpack(unit(run, 0));
        pack(unit(run, 0), tote);
        uint32 hold = recallToken(tote, 0);
        unpack(unit(run, 0));
        unpack(unit(other, 0));
        pack(unit(other, 0), tote);
        refused(
            address(tokens),
            transferData(tote, DISTRIBUTOR, DISTRIBUTOR),
            abi.encodeWithSelector(ITokensEvents.Tokens_OnHold.selector, tote, hold)
        );
        refused(
            address(tokens),
            dispenseData(unit(other, 0)),
            abi.encodeWithSelector(ITokensEvents.Tokens_OnHold.selector, unit(other, 0), hold)
        );
    }

    // ---- touched bits and dispensing ----

    /// @dev Without `_setTouched` in TokensState._save: a sold unit goes with its old owner's range.
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

    /// @dev Without Dispensing._checkUnder: units in a sold case and on a sold pallet.
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

    // ---- partners ----

    /// @dev With the ERC-721 address taken from the account.
    function test_Partner_KeepsItsAddressWhenKeysRotate() public {
        address before = tokens.ownerOf(rootOf(run));
        uint256 balance = tokens.balanceOf(before);
        govern(address(partners), abi.encodeCall(IPartners.recover, (MAKER, vm.addr(0xCAFE))));
        keys[MAKER] = 0xCAFE;
        same(tokens.ownerOf(rootOf(run)), before, "address");
        same(tokens.balanceOf(before), balance, "balance");
        give(rootOf(run), DISTRIBUTOR);
        same(tokens.balanceOf(before), balance - 1, "moved by the new key");
    }

    // ---- seqs ----

    /// @dev Without `_loadHeld` in Moving.
    function test_Moves_NameHeldTokensOnly() public {
        TransferTokens memory m = transferOf(list(box(run, 0)), DISTRIBUTOR, DISTRIBUTOR);
        (m.owner, m.custodian) = (MAKER, MAKER);
        bytes memory reason = abi.encodeWithSelector(
            ITokensEvents.Tokens_NotHeld.selector,
            box(run, 0),
            pallet(run, 0)
        );
        refused(address(tokens), transferData(m), reason);
        PledgeTokens memory p = pledgeOf(list(box(run, 0)), 0);
        p.debtor = MAKER;
        refused(address(tokens), pledgeData(p), reason);
    }

    /// @dev Without `_raiseRoot` in Nesting._unpackOne, Nesting._packOne or Dispensing: the buyer of a pallet signs,
    /// then the seller takes something out, puts something in, or dispenses.
    function test_Root_SeqRisesWithEveryActInside() public {
        uint64 root = pallet(run, 0);
        unpack(root);
        bytes memory sale = transferData(root, DISTRIBUTOR, DISTRIBUTOR);
        uint32 seq = tokens.slotOf(root).seq();
        dispense(unit(run, 100));
        _isStale(sale, root, seq);
        (sale, seq) = (transferData(root, DISTRIBUTOR, DISTRIBUTOR), seq + 1);
        ok(address(tokens), rangeData(root, run, 120, 125, signers(MAKER)));
        _isStale(sale, root, seq);
        (sale, seq) = (transferData(root, DISTRIBUTOR, DISTRIBUTOR), seq + 1);
        unpack(box(run, 0));
        _isStale(sale, root, seq);
        (sale, seq) = (transferData(root, DISTRIBUTOR, DISTRIBUTOR), tokens.slotOf(root).seq());
        pack(box(run, 0), root);
        _isStale(sale, root, seq);
        // Away and back is not the same pallet.
        same(tokens.parentOf(box(run, 0)), root, "back");
    }

    /// @dev The same two levels down: a case is packed into a pallet of a root that the buyer names.
    function test_Root_SeqRisesWhenAContainerInsideIsFilled() public {
        unpack(unit(run, 0));
        bytes memory sale = transferData(rootOf(run), DISTRIBUTOR, DISTRIBUTOR);
        uint32 seq = tokens.slotOf(rootOf(run)).seq();
        pack(unit(run, 0), box(run, 0));
        _isStale(sale, rootOf(run), seq);
    }

    function _isStale(bytes memory sale, uint64 root, uint32 seq) private {
        refused(
            address(tokens),
            sale,
            abi.encodeWithSelector(ITokensEvents.Tokens_StaleSeq.selector, root, seq, seq + 1)
        );
    }

    /// @dev With a recall that names its target's seq.
    function test_Recall_IsNotDodgedByRaisingTheTargetsSeq() public {
        bytes memory order = recallTokenData(unit(run, 0), REGULATOR, 0);
        ok(address(tokens), touchData(unit(run, 0), MAKER));
        unpack(unit(run, 0));
        give(unit(run, 0), DISTRIBUTOR);
        ok(address(recalls), order);
        yes(lens.stateOf(unit(run, 0)).holds.length == 1, "recalled");
    }

    // ---- recalls ----

    /// @dev Without Restrictions' spans: units exactly, containers if their span overlaps.
    function test_RangeRecall_BindsUnitsExactlyAndContainersByTheirSpan() public {
        unpack(unit(run, 4));
        unpack(unit(run, 5));
        unpack(unit(run, 6));
        uint32 hold = abi.decode(ok(address(recalls), recallRangeData(run, 5, 5, MAKER, 0)), (uint32));
        unpack(box(run, 0));
        refused(
            address(tokens),
            transferData(unit(run, 5), DISTRIBUTOR, DISTRIBUTOR),
            abi.encodeWithSelector(ITokensEvents.Tokens_OnHold.selector, unit(run, 5), hold)
        );
        // The unit has left, but nobody looks.
        refused(
            address(tokens),
            transferData(box(run, 0), DISTRIBUTOR, DISTRIBUTOR),
            abi.encodeWithSelector(ITokensEvents.Tokens_OnHold.selector, box(run, 0), hold)
        );
        give(unit(run, 4), DISTRIBUTOR);
        give(unit(run, 6), DISTRIBUTOR);
    }

    /// @dev Without `LotWord.ranges` in Restrictions._checkMovable.
    function test_RangeRecall_BindsContainersWithItsLotInside() public {
        uint64 tote = container(MAKER, 3, 0);
        unpack(unit(run, 0));
        pack(unit(run, 0), tote);
        recallRange(run, 500, 600);
        refused(
            address(tokens),
            transferData(tote, DISTRIBUTOR, DISTRIBUTOR),
            abi.encodeWithSelector(
                ITokensEvents.Tokens_RangeInside.selector,
                tote,
                uint32(tokens.runSlotOf(run) >> 32)
            )
        );
    }

    /// @dev With containers that keep what is inside them.
    function test_RangeRecall_UnaffectedChildrenMayLeave() public {
        recallRange(run, 5, 5);
        unpack(unit(run, 6));
        give(unit(run, 6), DISTRIBUTOR);
        unpack(box(run, 1));
        give(box(run, 1), DISTRIBUTOR);
    }

    // ---- council ----

    /// @dev Without `ofItself` in Council._setRule: rules that change rules must wait.
    function test_Council_CannotChangeItsOwnRulesWithoutADelay() public {
        bytes4[3] memory own = [
            ICouncil.setRule.selector,
            ICouncil.addMember.selector,
            ICouncil.removeMember.selector
        ];
        for (uint256 i = 0; i < own.length; ++i) {
            Rule memory rule = Rule(own[i], 2, 0, 1 days);
            vm.prank(address(council));
            (bool done, bytes memory reason) = address(council).call(abi.encodeCall(ICouncil.setRule, (rule)));
            yes(!done, "set");
            same(
                reason,
                abi.encodeWithSelector(ICouncil.Council_RuleInvalid.selector, own[i], 2, 0, 1 days),
                "reason"
            );
        }
    }
}
