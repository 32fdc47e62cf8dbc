// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IPartners} from "../../src/interfaces/IPartners.sol";
import {ICouncil, Rule} from "../../src/interfaces/ICouncil.sol";
import {PledgeTokens, TransferTokens} from "../../src/interfaces/Messages.sol";
import {ITokensEvents} from "../../src/interfaces/ITokensEvents.sol";
import {TokenWord} from "../../src/libraries/TokenWord.sol";
import {LedgerTest} from "../support/LedgerTest.sol";

/// @title One test for each rule of the asset model that fixed a fault of its prototype
/// @dev Each fails when its rule is taken out of the contracts; what was taken out stands beside it. Those of nesting, dispensing
/// and what ends with a container are in NestingDaggers.t.sol, DispensingDaggers.t.sol and EndDaggers.t.sol.
contract DaggersTest is LedgerTest {
    using TokenWord for uint256;

    uint32 private run;

    function setUp() public override {
        super.setUp();
        run = commission("LOT-1");
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

    /// @dev Without the root's seq raised in Contents._leaveAndRaise, Nesting._packOne or RangeDispensing: the buyer of a pallet signs,
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
