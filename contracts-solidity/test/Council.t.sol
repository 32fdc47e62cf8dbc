// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Approval, ICouncil, Rule} from "../src/interfaces/ICouncil.sol";
import {CouncilAct} from "../src/interfaces/Messages.sol";
import {IPartners} from "../src/interfaces/IPartners.sol";
import {IHandling} from "../src/interfaces/IHandling.sol";
import {PartnerWord} from "../src/libraries/PartyWords.sol";
import {LedgerTest} from "./support/LedgerTest.sol";

contract CouncilTest is LedgerTest {
    function test_Council_QuorumAndApprovals() public {
        bytes memory data = abi.encodeCall(IPartners.nameMarket, (1, "DE"));
        CouncilAct memory act = councilAct(address(partners), data);
        Approval[] memory one = approvals(act, 1);
        _refusedApproval(act, one, abi.encodeWithSelector(ICouncil.Council_QuorumMissing.selector, 1, 2));
        Approval[] memory twice = new Approval[](2);
        (twice[0], twice[1]) = (one[0], one[0]);
        _refusedApproval(
            act,
            twice,
            abi.encodeWithSelector(ICouncil.Council_OutOfOrder.selector, one[0].member)
        );
        Approval[] memory two = approvals(act, 2);
        (two[0], two[1]) = (two[1], two[0]);
        _refusedApproval(
            act,
            two,
            abi.encodeWithSelector(ICouncil.Council_OutOfOrder.selector, two[1].member)
        );
        two = approvals(act, 2);
        bytes memory kept = two[1].signature;
        two[1].signature = one[0].signature;
        _refusedApproval(
            act,
            two,
            abi.encodeWithSelector(ICouncil.Council_WrongSigner.selector, two[1].member)
        );
        two[1] = Approval(address(type(uint160).max), kept);
        _refusedApproval(
            act,
            two,
            abi.encodeWithSelector(ICouncil.Council_NotAMember.selector, address(type(uint160).max))
        );
        two = approvals(act, 2);
        bytes32 digest = council.approve(act, two);
        _refusedApproval(act, two, abi.encodeWithSelector(ICouncil.Council_AlreadyKnown.selector, digest));
    }

    function test_Council_NoRuleShortDataDeadline() public {
        CouncilAct memory act = councilAct(address(tokens), abi.encodeCall(IHandling.sweep, (1)));
        _refusedApproval(
            act,
            approvals(act, 3),
            abi.encodeWithSelector(ICouncil.Council_NoRule.selector, IHandling.sweep.selector)
        );
        act.data = hex"010203";
        _refusedApproval(
            act,
            approvals(act, 3),
            abi.encodeWithSelector(ICouncil.Council_DataInvalid.selector, 3)
        );
        act.deadline = NOW - 1;
        _refusedApproval(
            act,
            approvals(act, 3),
            abi.encodeWithSelector(ICouncil.Council_DeadlinePassed.selector, NOW - 1, NOW)
        );
    }

    function test_Council_DelayAndExpiry() public {
        CouncilAct memory act = councilAct(
            address(partners),
            abi.encodeCall(IPartners.setRoles, (DISTRIBUTOR, 4))
        );
        bytes memory execute = abi.encodeCall(ICouncil.execute, (act));
        bytes32 digest = councilDigest(act);
        refused(
            address(council),
            execute,
            abi.encodeWithSelector(ICouncil.Council_NotPending.selector, digest)
        );
        council.approve(act, approvals(act, 2));
        refused(
            address(council),
            execute,
            abi.encodeWithSelector(ICouncil.Council_TooEarly.selector, digest, NOW + DELAY, NOW)
        );
        warp(NOW + DELAY + 7 days + 1);
        refused(
            address(council),
            execute,
            abi.encodeWithSelector(
                ICouncil.Council_TooLate.selector,
                digest,
                NOW + DELAY + 7 days,
                NOW + DELAY + 7 days + 1
            )
        );
        warp(NOW + DELAY + 7 days);
        ok(address(council), execute);
        refused(
            address(council),
            execute,
            abi.encodeWithSelector(ICouncil.Council_NotPending.selector, digest)
        );
        same(PartnerWord.roles(tokens.partnerSlotOf(DISTRIBUTOR)), 4, "roles");
    }

    function test_Council_Cancel() public {
        CouncilAct memory act = councilAct(
            address(partners),
            abi.encodeCall(IPartners.setRoles, (DISTRIBUTOR, 4))
        );
        bytes32 digest = council.approve(act, approvals(act, 2));
        govern(address(council), abi.encodeCall(ICouncil.cancel, (digest)));
        warp(NOW + DELAY);
        refused(
            address(council),
            abi.encodeCall(ICouncil.execute, (act)),
            abi.encodeWithSelector(ICouncil.Council_NotPending.selector, digest)
        );
        // Neither what was cancelled nor what never was can be cancelled.
        bytes memory reason = abi.encodeWithSelector(ICouncil.Council_NotPending.selector, digest);
        refusedAs(address(council), address(council), abi.encodeCall(ICouncil.cancel, (digest)), reason);
        reason = abi.encodeWithSelector(ICouncil.Council_NotPending.selector, bytes32("none"));
        refusedAs(address(council), address(council), abi.encodeCall(ICouncil.cancel, ("none")), reason);
    }

    function test_Council_OnlyByItsOwnActs() public {
        bytes memory reason = abi.encodeWithSelector(ICouncil.Council_NotTheCouncil.selector, address(this));
        refused(address(council), abi.encodeCall(ICouncil.cancel, (bytes32(0))), reason);
        refused(address(council), abi.encodeCall(ICouncil.setRule, (Rule(0x12345678, 1, 1, 1))), reason);
        refused(address(council), abi.encodeCall(ICouncil.addMember, (address(1))), reason);
        refused(address(council), abi.encodeCall(ICouncil.removeMember, (address(1))), reason);
    }

    function test_Council_OwnRulesNeverWithoutADelay() public {
        Rule memory rule = Rule(ICouncil.setRule.selector, 2, 0, 1 days);
        _refusedOwnAct(
            abi.encodeCall(ICouncil.setRule, (rule)),
            abi.encodeWithSelector(
                ICouncil.Council_RuleInvalid.selector,
                rule.selector,
                rule.quorum,
                rule.delaySeconds,
                rule.expirySeconds
            )
        );
        rule = Rule(0x12345678, 4, 0, 1 days);
        _refusedOwnAct(
            abi.encodeCall(ICouncil.setRule, (rule)),
            abi.encodeWithSelector(ICouncil.Council_RuleInvalid.selector, rule.selector, 4, 0, 1 days)
        );
        rule = Rule(0x12345678, 2, 0, 1 days);
        govern(address(council), abi.encodeCall(ICouncil.setRule, (rule)));
        same(council.ruleOf(0x12345678).quorum, 2, "set");
        rule.quorum = 0;
        govern(address(council), abi.encodeCall(ICouncil.setRule, (rule)));
        same(council.ruleOf(0x12345678).quorum, 0, "removed");
    }

    /// @dev No single key may govern, whatever the act and whoever approved the rule.
    function test_SetRule_QuorumOfOne() public {
        Rule memory rule = Rule(0x12345678, 1, 1 days, 1 days);
        bytes memory reason = _ruleInvalid(rule);
        _refusedOwnAct(abi.encodeCall(ICouncil.setRule, (rule)), reason);
        rule.selector = IPartners.suspendUrgently.selector;
        _refusedOwnAct(abi.encodeCall(ICouncil.setRule, (rule)), _ruleInvalid(rule));
    }

    function test_Constructor_QuorumBelowTwo() public {
        address[] memory members = council.members();
        for (uint8 quorum = 0; quorum < 2; ++quorum) {
            Rule[] memory rules = new Rule[](2);
            rules[0] = Rule(0x12345678, 2, 0, 1 days);
            rules[1] = Rule(0x87654321, quorum, 0, 1 days);
            (bool made, bytes memory reason) = _tryCouncil(members, rules);
            yes(!made, "a council that one key may govern was deployed");
            same(reason, _ruleInvalid(rules[1]), "reason");
        }
    }

    function test_Council_Members() public {
        govern(address(council), abi.encodeCall(ICouncil.addMember, (address(7))));
        same(council.members().length, 4, "added");
        _refusedOwnAct(
            abi.encodeCall(ICouncil.addMember, (address(7))),
            abi.encodeWithSelector(ICouncil.Council_MemberInvalid.selector, address(7))
        );
        _refusedOwnAct(
            abi.encodeCall(ICouncil.removeMember, (address(8))),
            abi.encodeWithSelector(ICouncil.Council_NotAMember.selector, address(8))
        );
        govern(address(council), abi.encodeCall(ICouncil.removeMember, (address(7))));
        same(council.members().length, 3, "removed");
        yes(!council.isMember(address(7)), "not a member");
        _refusedOwnAct(
            abi.encodeCall(ICouncil.removeMember, (founders()[0])),
            abi.encodeWithSelector(ICouncil.Council_TooFewMembers.selector, 2, 3)
        );
    }

    function _ruleInvalid(Rule memory rule) private pure returns (bytes memory) {
        return
            abi.encodeWithSelector(
                ICouncil.Council_RuleInvalid.selector,
                rule.selector,
                rule.quorum,
                rule.delaySeconds,
                rule.expirySeconds
            );
    }

    function _tryCouncil(
        address[] memory members,
        Rule[] memory firstRules
    ) private returns (bool made, bytes memory reason) {
        address council_;
        (council_, reason) = tryCreate("Council", abi.encode(members, firstRules));
        made = council_ != address(0);
    }

    function _refusedOwnAct(bytes memory data, bytes memory reason) private {
        CouncilAct memory act = councilAct(address(council), data);
        bytes32 digest = council.approve(act, approvals(act, FOUNDERS));
        vm.warp(clock + DELAY);
        refused(
            address(council),
            abi.encodeCall(ICouncil.execute, (act)),
            abi.encodeWithSelector(ICouncil.Council_CallFailed.selector, digest, reason)
        );
        vm.warp(clock);
    }

    function _refusedApproval(CouncilAct memory act, Approval[] memory list_, bytes memory reason) private {
        refused(address(council), abi.encodeCall(ICouncil.approve, (act, list_)), reason);
    }
}
