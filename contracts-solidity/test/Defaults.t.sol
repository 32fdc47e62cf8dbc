// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IMessages} from "../src/interfaces/IMessages.sol";
import "../src/interfaces/Messages.sol";
import {ITokensEvents} from "../src/interfaces/ITokensEvents.sol";
import {ClaimWord, LienWord} from "../src/libraries/PartyWords.sol";
import {PledgedPallet} from "./support/PledgedPallet.sol";

contract DefaultsTest is PledgedPallet {
    function test_Default_NotBeforeMaturity() public {
        warp(MATURITY - 1);
        refused(
            address(tokens),
            defaultData(lien, 1),
            abi.encodeWithSelector(ITokensEvents.Tokens_NotMatured.selector, lien, MATURITY, MATURITY - 1)
        );
        warp(MATURITY);
        ok(address(tokens), defaultData(lien, 1));
        uint256 word = tokens.lienSlotOf(lien);
        same(LienWord.status(word), LienWord.DEFAULTED, "status");
        same(LienWord.defaulted(word), 1, "rank");
        same(LienWord.noticeEnds(word), MATURITY + NOTICE, "notice");
        same(LienWord.seq(word), 2, "seq");
        refused(
            address(tokens),
            defaultData(lien, 1),
            abi.encodeWithSelector(ITokensEvents.Tokens_LienNotActive.selector, lien)
        );
    }

    function test_Default_ByAJunior() public {
        fillRanks();
        warp(MATURITY + THIRD - 1);
        refused(
            address(tokens),
            defaultData(lien, 3),
            abi.encodeWithSelector(ITokensEvents.Tokens_NotMatured.selector, lien, MATURITY + THIRD, clock)
        );
        warp(MATURITY + THIRD);
        ok(address(tokens), defaultData(lien, 3));
        same(LienWord.defaulted(tokens.lienSlotOf(lien)), 3, "rank");
        same(LienWord.noticeEnds(tokens.lienSlotOf(lien)), clock + NOTICE + THIRD, "its own notice");
    }

    function test_Default_Refusals() public {
        warp(MATURITY);
        bytes4 rank = ITokensEvents.Tokens_RankInvalid.selector;
        refused(
            address(tokens),
            defaultData(DeclareDefault(lien, 1, 2, soon(), 0), SECOND),
            abi.encodeWithSelector(rank, lien, 2)
        );
        refused(
            address(tokens),
            defaultData(DeclareDefault(lien, 1, 0, soon(), 0), BANK),
            abi.encodeWithSelector(rank, lien, 0)
        );
        refused(
            address(tokens),
            defaultData(DeclareDefault(lien, 2, 1, soon(), 0), BANK),
            abi.encodeWithSelector(ITokensEvents.Tokens_StaleLien.selector, lien, 2, 1)
        );
        refused(address(tokens), defaultData(DeclareDefault(lien, 1, 1, soon(), 0), DISTRIBUTOR), wrongSigner(BANK, 0));
        suspend(BANK);
        refused(
            address(tokens),
            defaultData(lien, 1),
            abi.encodeWithSelector(IMessages.Partners_Suspended.selector, BANK, clock + 7 days)
        );
        refused(
            address(tokens),
            defaultData(DeclareDefault(lien, 1, 1, uint64(clock) - 1, 0), BANK),
            abi.encodeWithSelector(IMessages.Messages_DeadlinePassed.selector, clock - 1, clock)
        );
    }

    function test_Default_EndsThePolicy() public {
        unpack(box(run, 0));
        pack(box(run, 0), goods);
        warp(MATURITY);
        ok(address(tokens), defaultData(lien, 1));
        bytes memory reason = abi.encodeWithSelector(ITokensEvents.Tokens_Pledged.selector, goods, lien, BANK);
        refused(address(tokens), unpackData(box(run, 1)), reason);
        refused(address(tokens), packData(goods, container(DISTRIBUTOR, 3, 1)), reason);
        refused(address(tokens), rangeData(goods, run, 20, 29, signers(DISTRIBUTOR)), reason);
        refused(address(tokens), transferData(goods, DISTRIBUTOR, CARRIER), reason);
        refused(address(tokens), shipData(goods, DISTRIBUTOR, CARRIER), reason);
        refused(
            address(tokens),
            dispenseData(unit(run, 5)),
            abi.encodeWithSelector(ITokensEvents.Tokens_Pledged.selector, unit(run, 5), lien, BANK)
        );
        // With the financier it goes on, and by a cure without.
        ok(address(tokens), dispenseData(list(unit(run, 5)), signers(DISTRIBUTOR, BANK)));
        ok(address(tokens), cureData(lien, uint40(clock) + 1, BANK));
        dispense(unit(run, 6));
        ok(address(tokens), transferData(goods, DISTRIBUTOR, CARRIER));
    }

    function test_Cure_GivesANewMaturity() public {
        addClaim(lien, SECOND);
        warp(MATURITY + SECOND);
        refused(
            address(tokens),
            cureData(lien, MATURITY + 1 hours, BANK),
            abi.encodeWithSelector(ITokensEvents.Tokens_NotDefaulted.selector, lien, LienWord.ACTIVE)
        );
        ok(address(tokens), defaultData(lien, 2));
        refused(address(tokens), cureData(lien, MATURITY + 1 hours, BANK), wrongSigner(SECOND, 0));
        refused(
            address(tokens),
            cureData(lien, uint40(clock), SECOND),
            abi.encodeWithSelector(ITokensEvents.Tokens_NotMatured.selector, lien, clock, clock)
        );
        refused(
            address(tokens),
            cureData(CureLien(lien, 2, MATURITY + 1 hours, soon(), 0), SECOND),
            abi.encodeWithSelector(ITokensEvents.Tokens_StaleLien.selector, lien, 2, 3)
        );
        refused(
            address(tokens),
            cureData(CureLien(lien, 3, MATURITY + 1 hours, uint64(clock) - 1, 0), SECOND),
            abi.encodeWithSelector(IMessages.Messages_DeadlinePassed.selector, clock - 1, clock)
        );
        ok(address(tokens), cureData(lien, MATURITY + 1 hours, SECOND));
        uint256 word = tokens.lienSlotOf(lien);
        same(LienWord.status(word), LienWord.ACTIVE, "status");
        same(LienWord.defaulted(word), 0, "rank");
        same(LienWord.noticeEnds(word), 0, "notice");
        same(LienWord.maturity(word), MATURITY, "the first claim's stays");
        same(ClaimWord.maturity(tokens.claimOf(lien, 2)), MATURITY + 1 hours, "new maturity");
        same(ClaimWord.noticeSeconds(tokens.claimOf(lien, 2)), NOTICE + SECOND, "same notice");
        // It isn't due any more; the first claim still is, and can be cured too.
        refused(
            address(tokens),
            defaultData(lien, 2),
            abi.encodeWithSelector(ITokensEvents.Tokens_NotMatured.selector, lien, MATURITY + 1 hours, clock)
        );
        ok(address(tokens), defaultData(lien, 1));
        ok(address(tokens), cureData(lien, MATURITY + 2 hours, BANK));
        word = tokens.lienSlotOf(lien);
        same(LienWord.maturity(word), MATURITY + 2 hours, "new maturity of the first");
        same(LienWord.financier(word), BANK, "its financier");
        same(LienWord.debtor(word), DISTRIBUTOR, "debtor");
        same(LienWord.policy(word), 7, "policy");
        same(LienWord.juniors(word), 1, "juniors");
    }

    function test_Release_OfTheDefaultedClaimEndsTheDefault() public {
        fillRanks();
        warp(MATURITY + FIFTH);
        ok(address(tokens), defaultData(lien, 3));
        // One above it: the default moves up with its claim.
        ok(address(liens), releaseRankData(lien, 1, BANK));
        same(LienWord.defaulted(tokens.lienSlotOf(lien)), 2, "rank");
        same(financierOf(lien, 2), THIRD, "financier");
        same(LienWord.noticeEnds(tokens.lienSlotOf(lien)), clock + NOTICE + THIRD, "the notice runs on");
        // One below: nothing changes.
        ok(address(liens), releaseRankData(lien, 3, FOURTH));
        same(LienWord.defaulted(tokens.lienSlotOf(lien)), 2, "rank");
        same(LienWord.status(tokens.lienSlotOf(lien)), LienWord.DEFAULTED, "status");
        // Its own.
        ok(address(liens), releaseRankData(lien, 2, THIRD));
        same(LienWord.defaulted(tokens.lienSlotOf(lien)), 0, "no default");
        same(LienWord.status(tokens.lienSlotOf(lien)), LienWord.ACTIVE, "active again");
        isRanked(SECOND, 0, 0, 0, "who is left");
    }
}
