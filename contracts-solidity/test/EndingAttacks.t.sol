// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IEndings} from "../src/interfaces/IEndings.sol";
import {IHandling} from "../src/interfaces/IHandling.sol";
import {IMessages} from "../src/interfaces/IMessages.sol";
import "../src/interfaces/Messages.sol";
import "../src/interfaces/ShippingMessages.sol";
import {IShipping} from "../src/interfaces/IShipping.sol";
import {IPartners} from "../src/interfaces/IPartners.sol";
import {ITokens, RunOpening} from "../src/interfaces/ITokens.sol";
import {ITokensEvents} from "../src/interfaces/ITokensEvents.sol";
import {TokenWord} from "../src/libraries/TokenWord.sol";
import {RunWord} from "../src/libraries/Words.sol";
import {ReenteringAccount, RogueCatalogue} from "./support/Accounts.sol";
import {EndingCalls} from "./support/EndingCalls.sol";

/// @dev Whoever else holds a signature, or signs by code, or is a module, gains nothing.
contract EndingAttacksTest is EndingCalls {
    using TokenWord for uint256;

    uint32 private run;

    function setUp() public override {
        super.setUp();
        run = commission("LOT-1");
        unpack(unit(run, 0));
        unpack(unit(run, 1));
        unpack(unit(run, 2));
        lose(unit(run, 2));
    }

    /// @dev One call of each kind, all of which would be applied now, with the maker's signature for a domain.
    function everyCall(address domain) private view returns (bytes[5] memory all) {
        DestroyTokens memory d = DestroyTokens(list(unit(run, 0)), DEADLINE, 0);
        ExportTokens memory e = ExportTokens(list(unit(run, 50)), GERMANY, DEADLINE, 0);
        ReportMissing memory m = ReportMissing(list(unit(run, 1)), TokenWord.LOST, DEADLINE, 0);
        ReinstateTokens memory r = ReinstateTokens(list(unit(run, 2)), DEADLINE, 0);
        TransformUnits memory t = transformOf(list(unit(run, 51)), "LOT-2");
        bytes[] memory none = new bytes[](0);
        uint24[] memory by = signers(MAKER);
        all[0] = abi.encodeCall(IEndings.destroy, (d, sign(by, domain, abi.encodeCall(IEndings.destroy, (d, none)))));
        all[1] = abi.encodeCall(
            IEndings.exportUnits,
            (e, sign(by, domain, abi.encodeCall(IEndings.exportUnits, (e, none))))
        );
        all[2] = abi.encodeCall(
            IEndings.reportMissing,
            (m, sign(MAKER, domain, abi.encodeCall(IEndings.reportMissing, (m, ""))))
        );
        all[3] = abi.encodeCall(
            IEndings.reinstateTokens,
            (r, sign(by, domain, abi.encodeCall(IEndings.reinstateTokens, (r, none))))
        );
        all[4] = abi.encodeCall(
            IEndings.transform,
            (t, sign(by, domain, abi.encodeCall(IEndings.transform, (t, none))))
        );
    }

    function test_Replay_SameChain() public {
        bytes[5] memory all = everyCall(address(tokens));
        bytes[5] memory reasons = [
            terminalOf(unit(run, 0), TokenWord.DESTROYED),
            terminalOf(unit(run, 50), TokenWord.EXPORTED),
            abi.encodeWithSelector(ITokensEvents.Tokens_StaleSeq.selector, unit(run, 1), 1, 2),
            abi.encodeWithSelector(ITokensEvents.Tokens_StaleSeq.selector, unit(run, 2), 2, 3),
            terminalOf(unit(run, 51), TokenWord.CONSUMED)
        ];
        for (uint256 i = 0; i < 5; ++i) {
            ok(address(tokens), all[i]);
            refusedNow(all[i], reasons[i]);
        }
        // Not after the state has come back, either.
        ok(address(tokens), reinstateData(list(unit(run, 1)), signers(MAKER)));
        refusedNow(all[2], abi.encodeWithSelector(ITokensEvents.Tokens_StaleSeq.selector, unit(run, 1), 1, 3));
        lose(unit(run, 2));
        refusedNow(all[3], abi.encodeWithSelector(ITokensEvents.Tokens_StaleSeq.selector, unit(run, 2), 2, 4));
    }

    function test_Replay_OtherChain() public {
        bytes[5] memory all = everyCall(address(tokens));
        vm.chainId(4242);
        for (uint256 i = 0; i < 5; ++i) {
            refusedNow(all[i], wrongSigner(vm.addr(keys[MAKER])));
        }
        bytes[5] memory here = everyCall(address(tokens));
        for (uint256 i = 0; i < 5; ++i) {
            ok(address(tokens), here[i]);
        }
    }

    function test_Replay_OtherContract() public {
        bytes[5] memory all = everyCall(address(liens));
        for (uint256 i = 0; i < 5; ++i) {
            refusedNow(all[i], wrongSigner(vm.addr(keys[MAKER])));
        }
    }

    /// @dev The three that have the same fields.
    function test_Replay_OneTypeAsAnother() public {
        bytes[5] memory all = everyCall(address(tokens));
        bytes4[3] memory alike = [
            IEndings.destroy.selector,
            IEndings.reinstateTokens.selector,
            IHandling.dispense.selector
        ];
        for (uint256 i = 0; i < 5; i += 3) {
            for (uint256 j = 0; j < 3; ++j) {
                if (alike[j] == bytes4(all[i])) continue;
                // The selector is no part of what was signed, the type's name is.
                bytes memory other = bytes.concat(alike[j], tail(all[i]));
                (bool done, bytes memory reason) = address(tokens).call(other);
                yes(!done, "applied as another type");
                same(bytes32(bytes4(reason)), bytes32(IMessages.Messages_WrongSigner.selector), "reason");
            }
        }
    }

    function test_OldKey_AfterRecovery_OnEveryEntryPoint() public {
        bytes[5] memory all = everyCall(address(tokens));
        uint256 old = keys[MAKER];
        address fresh = vm.addr(0xBEEF);
        govern(address(partners), abi.encodeCall(IPartners.recover, (MAKER, fresh)));
        for (uint256 i = 0; i < 5; ++i) {
            refusedNow(all[i], wrongSigner(fresh));
        }
        yes(keys[MAKER] == old, "signed with the old key");
        keys[MAKER] = 0xBEEF;
        bytes[5] memory now_ = everyCall(address(tokens));
        for (uint256 i = 0; i < 5; ++i) {
            ok(address(tokens), now_[i]);
        }
    }

    /// @dev A contract account is asked whether it signed, and calls back at that moment. It only agrees if that was
    /// refused, so that applying the message shows it.
    function test_Reentrancy_WithTheSameMessage() public {
        ReenteringAccount account = contractAccount();
        bytes32[5] memory kinds = [
            ITokensEvents.Ended.selector,
            ITokensEvents.Ended.selector,
            ITokensEvents.StatusSet.selector,
            ITokensEvents.StatusSet.selector,
            ITokensEvents.Ended.selector
        ];
        bytes[5] memory all = everyCall(address(tokens));
        for (uint256 i = 0; i < 5; ++i) {
            account.prepare(address(tokens), all[i]);
            vm.recordLogs();
            ok(address(tokens), all[i]);
            same(countOf(vm.getRecordedLogs(), kinds[i]), 1, "applied once");
        }
        same(tokens.runCount(), 2, "one run");
    }

    function test_Reentrancy_WithAnotherMessage() public {
        ReenteringAccount account = contractAccount();
        bytes[5] memory all = everyCall(address(tokens));
        // Each would be applied if it came first.
        bytes[5] memory attacks = [
            transferData(unit(run, 0), DISTRIBUTOR, DISTRIBUTOR),
            dispenseData(unit(run, 50)),
            destroyData(unit(run, 1)),
            transferData(rootOf(run), DISTRIBUTOR, DISTRIBUTOR),
            exportData(unit(run, 51))
        ];
        uint8[5] memory statuses = [
            TokenWord.DESTROYED,
            TokenWord.EXPORTED,
            TokenWord.LOST,
            TokenWord.ACTIVE,
            TokenWord.CONSUMED
        ];
        uint64[5] memory subjects = [unit(run, 0), unit(run, 50), unit(run, 1), unit(run, 2), unit(run, 51)];
        for (uint256 i = 0; i < 5; ++i) {
            account.prepare(address(tokens), attacks[i]);
            ok(address(tokens), all[i]);
            same(tokens.slotOf(subjects[i]).status(), statuses[i], "what was signed, not the attack");
        }
        same(tokens.slotOf(rootOf(run)).owner(), MAKER, "not sold");
    }

    function test_InTransit_NothingEnds() public {
        unpack(box(run, 4));
        depart(box(run, 4));
        TokenSeq[] memory inside = list(unit(run, 85));
        bytes memory reason = abi.encodeWithSelector(
            ITokensEvents.Tokens_NotActive.selector,
            box(run, 4),
            TokenWord.IN_TRANSIT
        );
        refusedNow(destroyData(box(run, 4)), reason);
        refusedNow(exportData(inside, signers(MAKER)), reason);
        refusedNow(transformData(transformOf(inside, "LOT-2"), signers(MAKER)), reason);
        refusedNow(missingData(list(box(run, 4)), TokenWord.LOST, MAKER), reason);
        refusedNow(
            reinstateData(list(box(run, 4)), signers(MAKER)),
            abi.encodeWithSelector(ITokensEvents.Tokens_NotMissing.selector, box(run, 4), TokenWord.IN_TRANSIT)
        );
    }

    /// @dev What one side says is damaged, the other can't make disappear.
    function test_InDispute_NothingEnds() public {
        unpack(box(run, 4));
        uint32 hold = refuse(depart(box(run, 4)), box(run, 4));
        bytes memory reason = abi.encodeWithSelector(ITokensEvents.Tokens_InDispute.selector, box(run, 4), hold);
        refusedNow(destroyData(box(run, 4)), reason);
        refusedNow(missingData(list(box(run, 4)), TokenWord.STOLEN, MAKER), reason);
        TokenSeq[] memory inside = list(unit(run, 85));
        refusedNow(exportData(inside, signers(MAKER)), onHold(unit(run, 85), hold));
        refusedNow(transformData(transformOf(inside, "LOT-2"), signers(MAKER)), onHold(unit(run, 85), hold));
        // Nor when a recall comes on top of it.
        recallToken(box(run, 4), 0);
        refusedNow(destroyData(box(run, 4)), reason);
        // Lapsed, it is the sender's to destroy, recall or not.
        warp(NOW + 8 days);
        uint32[] memory holds = new uint32[](1);
        holds[0] = hold;
        ok(address(tokens), abi.encodeCall(IShipping.lapseDisputes, (holds)));
        DestroyTokens memory m = DestroyTokens(list(box(run, 4)), NOW + 9 days, 0);
        ok(address(tokens), destroyData(m, signers(MAKER)));
        readsAsTerminal(unit(run, 85), box(run, 4), TokenWord.DESTROYED);
    }

    /// @dev A token that is quarantined by an excursion or a recall is under no dispute.
    function test_Recalled_MayBeReportedMissing() public {
        uint32 hold = recallToken(unit(run, 0), 0);
        lose(unit(run, 0));
        same(tokens.slotOf(unit(run, 0)).hold(), hold, "the recall stays");
    }

    function contractAccount() private returns (ReenteringAccount account) {
        account = new ReenteringAccount(vm.addr(keys[MAKER]));
        govern(address(partners), abi.encodeCall(IPartners.recover, (MAKER, address(account))));
    }

    function test_Transform_ByAnotherCatalogue_ThatLiesAboutTheRun() public {
        RogueCatalogue rogue = replaceCatalogue();
        rogue.prepare(openingFor(MAKER), 1, "");
        refusedNow(
            transformData(list(unit(run, 50)), "LOT-2"),
            abi.encodeWithSelector(ITokensEvents.Tokens_RunDiffers.selector, 3, 2)
        );
        same(tokens.titleOf(unit(run, 50)), MAKER, "nothing was consumed");
    }

    function test_Transform_ByAnotherCatalogue_ThatOpensItForAnother() public {
        RogueCatalogue rogue = replaceCatalogue();
        rogue.prepare(openingFor(DISTRIBUTOR), 0, "");
        refusedNow(
            transformData(list(unit(run, 50)), "LOT-2"),
            abi.encodeWithSelector(ITokensEvents.Tokens_IssuerDiffers.selector, rootOf(2), DISTRIBUTOR, MAKER)
        );
    }

    /// @dev The output is sold, pledged or opened before it is under the lien of what went in.
    function test_Transform_ByAnotherCatalogue_ThatMovesTheOutputFirst() public {
        pledge(rootOf(run), 15);
        RogueCatalogue rogue = replaceCatalogue();
        bytes memory data = transformData(list(unit(run, 50)), "LOT-2");
        TokenSeq[] memory root = new TokenSeq[](1);
        root[0] = TokenSeq(rootOf(2), 1);
        bytes[3] memory attacks = [
            transferData(TransferTokens(root, MAKER, MAKER, DISTRIBUTOR, DISTRIBUTOR, DEADLINE, 0)),
            pledgeData(PledgeTokens(root, MAKER, BANK, 15, uint40(NOW) + 1 days, 0, 0, DEADLINE, 0)),
            unpackData(UnpackTokens(firstUnit(), root[0], DEADLINE, 0), signers(MAKER))
        ];
        for (uint256 i = 0; i < attacks.length; ++i) {
            rogue.prepare(openingFor(MAKER), 0, attacks[i]);
            refusedNow(
                data,
                abi.encodeWithSelector(ITokensEvents.Tokens_IssuerDiffers.selector, rootOf(2), MAKER, MAKER)
            );
        }
        // The same message again from within: what it names is gone.
        rogue.prepare(openingFor(MAKER), 0, data);
        refusedNow(data, terminalOf(unit(run, 50), TokenWord.CONSUMED));
        rogue.prepare(openingFor(MAKER), 0, "");
        ok(address(tokens), data);
        same(tokens.slotOf(rootOf(2)).lien(), tokens.slotOf(rootOf(run)).lien(), "lien");
    }

    function firstUnit() private view returns (TokenSeq[] memory all) {
        all = list(unit(2, 0));
    }

    function openingFor(uint24 issuer) private pure returns (RunOpening memory o) {
        o.identity = keccak256("rogue");
        o.outline = RunWord.make(1, issuer, 4, 0, 0);
        o.expiry = EXPIRY;
    }

    function replaceCatalogue() private returns (RogueCatalogue rogue) {
        rogue = new RogueCatalogue(tokens);
        govern(address(tokens), abi.encodeCall(ITokens.setModule, (1, address(rogue))));
    }

    function wrongSigner(address account) private pure returns (bytes memory) {
        return abi.encodeWithSelector(IMessages.Messages_WrongSigner.selector, MAKER, account, 0);
    }

    function tail(bytes memory data) private pure returns (bytes memory rest) {
        rest = new bytes(data.length - 4);
        for (uint256 i = 0; i < rest.length; ++i) {
            rest[i] = data[i + 4];
        }
    }
}
