// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICouncil} from "../src/interfaces/ICouncil.sol";
import {IMessages} from "../src/interfaces/IMessages.sol";
import {CouncilAct, RotateAccount} from "../src/interfaces/Messages.sol";
import {IPartners} from "../src/interfaces/IPartners.sol";
import {ITokens} from "../src/interfaces/ITokens.sol";
import {ITokensEvents} from "../src/interfaces/ITokensEvents.sol";
import {PartnerWord} from "../src/libraries/PartyWords.sol";
import {LedgerTest} from "./support/LedgerTest.sol";
import {Vm} from "./support/Vm.sol";

contract GovernanceTest is LedgerTest {
    function test_Partners_OnlyTheCouncil() public {
        bytes[8] memory calls = [
            abi.encodeCall(IPartners.admit, (address(1), 1, 0, 0, bytes32(0), "x")),
            abi.encodeCall(IPartners.suspend, (1, type(uint40).max)),
            abi.encodeCall(IPartners.suspendUrgently, (1)),
            abi.encodeCall(IPartners.reinstate, (1)),
            abi.encodeCall(IPartners.setRoles, (1, 1)),
            abi.encodeCall(IPartners.setMarkets, (1, 1)),
            abi.encodeCall(IPartners.recover, (1, address(1))),
            abi.encodeCall(IPartners.nameMarket, (1, "DE"))
        ];
        for (uint256 i = 0; i < calls.length; ++i) {
            refused(
                address(partners),
                calls[i],
                abi.encodeWithSelector(IPartners.Partners_NotTheCouncil.selector, address(this))
            );
        }
        refused(
            address(tokens),
            abi.encodeCall(ITokens.setModule, (3, address(this))),
            abi.encodeWithSelector(ITokensEvents.Tokens_NotTheCouncil.selector, address(this))
        );
        bytes memory notPartners = abi.encodeWithSelector(
            ITokensEvents.Tokens_NotTheModule.selector,
            2,
            address(this)
        );
        refused(address(tokens), abi.encodeCall(ITokens.setPartner, (1, address(1), 1, 1, 0)), notPartners);
        refused(address(tokens), abi.encodeCall(ITokens.setPartnerMarkets, (1, 1)), notPartners);
    }

    function test_Admit_BadFields() public {
        _refusedAct(
            abi.encodeCall(IPartners.admit, (vm.addr(keys[MAKER]), 1, 0, 0, 0, "x")),
            abi.encodeWithSelector(IPartners.Partners_AccountTaken.selector, vm.addr(keys[MAKER]), MAKER)
        );
        _refusedAct(
            abi.encodeCall(IPartners.admit, (address(0), 1, 0, 0, 0, "x")),
            abi.encodeWithSelector(IPartners.Partners_AccountTaken.selector, address(0), 0)
        );
        _refusedAct(
            abi.encodeCall(IPartners.admit, (address(5), 0, 0, 0, 0, "x")),
            abi.encodeWithSelector(IPartners.Partners_RolesInvalid.selector, 0)
        );
        _refusedAct(
            abi.encodeCall(IPartners.admit, (address(5), 128, 0, 0, 0, "x")),
            abi.encodeWithSelector(IPartners.Partners_RolesInvalid.selector, 128)
        );
        _refusedAct(
            abi.encodeCall(IPartners.admit, (address(5), 1, 0, 9506000134353, 0, "x")),
            abi.encodeWithSelector(IPartners.Partners_GlnInvalid.selector, 9506000134353)
        );
        _refusedAct(
            abi.encodeCall(IPartners.admit, (address(5), 1, 0, 0, 0, "")),
            abi.encodeWithSelector(IPartners.Partners_NameInvalid.selector, 0, 128)
        );
        _refusedAct(
            abi.encodeCall(IPartners.reinstate, (MAKER)),
            abi.encodeWithSelector(IPartners.Partners_NotSuspended.selector, MAKER)
        );
        _refusedAct(
            abi.encodeCall(IPartners.setMarkets, (99, 1)),
            abi.encodeWithSelector(IMessages.Partners_Unknown.selector, 99)
        );
        govern(
            address(partners),
            abi.encodeCall(IPartners.admit, (address(5), 1, 3, 9506000134352, keccak256("key"), "Good"))
        );
        same(tokens.partnerMarketsOf(8), 3, "markets");
    }

    function test_Suspend_UntilAndReinstate() public {
        govern(address(partners), abi.encodeCall(IPartners.suspendUrgently, (DISTRIBUTOR)));
        uint40 until = uint40(NOW + 7 days);
        uint32 run = commission("LOT-1");
        bytes memory data = transferData(rootOf(run), DISTRIBUTOR, DISTRIBUTOR);
        refused(
            address(tokens),
            data,
            abi.encodeWithSelector(IMessages.Partners_Suspended.selector, DISTRIBUTOR, until)
        );
        govern(address(partners), abi.encodeCall(IPartners.reinstate, (DISTRIBUTOR)));
        ok(address(tokens), data);
        // An urgent suspension never shortens a longer one, and lapses by itself.
        govern(address(partners), abi.encodeCall(IPartners.suspend, (PHARMACY, type(uint40).max)));
        govern(address(partners), abi.encodeCall(IPartners.suspendUrgently, (PHARMACY)));
        same(PartnerWord.until(tokens.partnerSlotOf(PHARMACY)), type(uint40).max, "not shortened");
        govern(address(partners), abi.encodeCall(IPartners.suspendUrgently, (CARRIER)));
        warp(until);
        yes(!PartnerWord.suspended(tokens.partnerSlotOf(CARRIER)), "lapsed");
        _refusedAct(
            abi.encodeCall(IPartners.suspendUrgently, (99)),
            abi.encodeWithSelector(IMessages.Partners_Unknown.selector, 99)
        );
    }

    function test_Suspend_IntoThePast() public {
        bytes memory data = abi.encodeCall(IPartners.suspend, (CARRIER, uint40(NOW)));
        CouncilAct memory act = councilAct(address(partners), data);
        bytes32 digest = council.approve(act, approvals(act, 2));
        warp(NOW + DELAY);
        refused(
            address(council),
            abi.encodeCall(ICouncil.execute, (act)),
            abi.encodeWithSelector(
                ICouncil.Council_CallFailed.selector,
                digest,
                abi.encodeWithSelector(IPartners.Partners_UntilInvalid.selector, NOW, NOW + DELAY)
            )
        );
    }

    function test_SetIdentityKey_SaysSoAndRaisesTheSeq() public {
        uint32 seq = partnerSeq(DISTRIBUTOR);
        vm.recordLogs();
        vm.prank(address(council));
        partners.setIdentityKey(DISTRIBUTOR, "another");
        Vm.Log[] memory logs = vm.getRecordedLogs();
        Vm.Log memory log = logs[logs.length - 1];
        same(log.topics[0], IPartners.IdentityKeyChanged.selector, "event");
        same(uint256(log.topics[1]), DISTRIBUTOR, "partner");
        (bytes32 key, uint256 slot) = abi.decode(log.data, (bytes32, uint256));
        same(key, "another", "key");
        same(slot, tokens.partnerSlotOf(DISTRIBUTOR), "word");
        same(partnerSeq(DISTRIBUTOR), seq + 1, "seq");
        // The account is as before.
        same(partners.partnerOf(vm.addr(keys[DISTRIBUTOR])), DISTRIBUTOR, "account");
        same(partners.partnerOf(address(0xBEEF)), 0, "nobody");
    }

    function test_Rotate_OldKeyIsDead() public {
        uint32 run = commission("LOT-1");
        bytes memory old = transferData(rootOf(run), DISTRIBUTOR, DISTRIBUTOR);
        RotateAccount memory m = RotateAccount(MAKER, partnerSeq(MAKER), vm.addr(4711), DEADLINE, 0);
        bytes memory unsigned = abi.encodeCall(IPartners.rotate, (m, new bytes[](0)));
        bytes32 digest = relay.digestOf(address(partners), unsigned);
        bytes[] memory sigs = new bytes[](2);
        sigs[0] = signature(keys[MAKER], digest);
        sigs[1] = signature(keys[BANK], digest);
        refused(
            address(partners),
            abi.encodeCall(IPartners.rotate, (m, sigs)),
            abi.encodeWithSelector(IMessages.Messages_WrongSigner.selector, MAKER, vm.addr(4711), 1)
        );
        refused(
            address(partners),
            unsigned,
            abi.encodeWithSelector(IMessages.Messages_SignatureCount.selector, 2, 0)
        );
        sigs[1] = signature(4711, digest);
        bytes memory data = abi.encodeCall(IPartners.rotate, (m, sigs));
        ok(address(partners), data);
        // A signature given before the rotation is void, and the rotation can't be repeated.
        refused(
            address(tokens),
            old,
            abi.encodeWithSelector(IMessages.Messages_WrongSigner.selector, MAKER, vm.addr(4711), 0)
        );
        refused(
            address(partners),
            data,
            abi.encodeWithSelector(IMessages.Partners_StaleSeq.selector, MAKER, 1, 2)
        );
        same(tokens.titleOf(rootOf(run)), MAKER, "no asset moved");
        same(tokens.ownerOf(rootOf(run)), tokens.addressOf(MAKER), "nor its ERC-721 address");
        keys[MAKER] = 4711;
        give(rootOf(run), DISTRIBUTOR);
        // The old account never comes back.
        _refusedAct(
            abi.encodeCall(IPartners.admit, (vm.addr(0xA11CE + MAKER), 1, 0, 0, 0, "x")),
            abi.encodeWithSelector(IPartners.Partners_AccountTaken.selector, vm.addr(0xA11CE + MAKER), MAKER)
        );
    }

    function test_Recover_GivesANewAccount() public {
        uint32 run = commission("LOT-1");
        bytes memory old = transferData(rootOf(run), DISTRIBUTOR, DISTRIBUTOR);
        govern(address(partners), abi.encodeCall(IPartners.recover, (MAKER, vm.addr(99))));
        refused(
            address(tokens),
            old,
            abi.encodeWithSelector(IMessages.Messages_WrongSigner.selector, MAKER, vm.addr(99), 0)
        );
        refused(
            address(catalogue),
            commissionData(commissioning("LOT-2", 1, 0, 0)),
            abi.encodeWithSelector(IMessages.Messages_WrongSigner.selector, MAKER, vm.addr(99), 0)
        );
        refused(
            address(recalls),
            recallRangeData(run, 0, 0, MAKER, 0),
            abi.encodeWithSelector(IMessages.Messages_WrongSigner.selector, MAKER, vm.addr(99), 0)
        );
        keys[MAKER] = 99;
        give(rootOf(run), DISTRIBUTOR);
    }

    function test_SetModule_ByTheCouncilAfterADelay() public {
        govern(address(tokens), abi.encodeCall(ITokens.setModule, (5, address(1234))));
        same(tokens.moduleOf(5), address(1234), "module");
        uint32 run = commission("LOT-1");
        govern(address(tokens), abi.encodeCall(ITokens.setModule, (1, address(1))));
        same(tokens.runCount(), run, "the counter stays");
        refused(
            address(catalogue),
            commissionData(commissioning("LOT-2", 1, 0, 0)),
            abi.encodeWithSelector(ITokensEvents.Tokens_NotTheModule.selector, 1, address(catalogue))
        );
    }

    function _refusedAct(bytes memory data, bytes memory reason) private {
        CouncilAct memory act = councilAct(address(partners), data);
        bytes32 digest = councilDigest(act);
        refused(
            address(council),
            abi.encodeCall(ICouncil.approve, (act, approvals(act, FOUNDERS))),
            abi.encodeWithSelector(ICouncil.Council_CallFailed.selector, digest, reason)
        );
    }
}
