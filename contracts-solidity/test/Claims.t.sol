// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILending} from "../src/interfaces/ILending.sol";
import {IMessages} from "../src/interfaces/IMessages.sol";
import "../src/interfaces/Messages.sol";
import {ITokensEvents} from "../src/interfaces/ITokensEvents.sol";
import {TokenWord} from "../src/libraries/TokenWord.sol";
import {ClaimWord, LienWord} from "../src/libraries/PartyWords.sol";
import {LendingCalls} from "./support/LendingCalls.sol";

contract ClaimsTest is LendingCalls {
    using TokenWord for uint256;

    uint32 private lien;

    function setUp() public override {
        super.setUp();
        lien = pledgeBriefly(list(goods), 7);
    }

    function ranks() private view returns (uint24[4] memory found) {
        for (uint8 rank = 1; rank <= 4; ++rank) {
            found[rank - 1] = financierOf(lien, rank);
        }
    }

    function isRanked(uint24 a, uint24 b, uint24 c, uint24 d, string memory what) private view {
        uint24[4] memory found = ranks();
        uint24[4] memory wanted = [a, b, c, d];
        uint256 juniors = 0;
        for (uint256 i = 0; i < 4; ++i) {
            same(found[i], wanted[i], what);
            if (i != 0 && wanted[i] != 0) ++juniors;
        }
        same(LienWord.juniors(tokens.lienSlotOf(lien)), juniors, what);
    }

    function fillRanks() private {
        addClaim(lien, SECOND);
        addClaim(lien, THIRD);
        addClaim(lien, FOURTH);
    }

    function test_AddClaim_FourRanks() public {
        fillRanks();
        isRanked(BANK, SECOND, THIRD, FOURTH, "four ranks");
        same(lienSeq(lien), 4, "one seq a claim");
        uint256 claim = tokens.claimOf(lien, 3);
        same(ClaimWord.maturity(claim), MATURITY + THIRD, "its own maturity");
        same(ClaimWord.noticeSeconds(claim), NOTICE + THIRD, "its own notice");
        AddClaim memory m = claimOf(lien, FIFTH);
        refused(
            address(tokens),
            claimData(m, signers(DISTRIBUTOR, FIFTH)),
            abi.encodeWithSelector(ITokensEvents.Tokens_RankInvalid.selector, lien, 5)
        );
    }

    function test_AddClaim_SignaturesOfEveryone() public {
        addClaim(lien, SECOND);
        AddClaim memory m = claimOf(lien, THIRD);
        refused(
            address(tokens),
            claimData(m, signers(DISTRIBUTOR, THIRD, BANK, 0, 0)),
            abi.encodeWithSelector(IMessages.Messages_SignatureCount.selector, 4, 3)
        );
        refused(
            address(tokens),
            claimData(m, signers(DISTRIBUTOR, THIRD, BANK, FIFTH, 0)),
            wrongSigner(SECOND, 3)
        );
        ok(address(tokens), claimData(m, signers(DISTRIBUTOR, THIRD, BANK, SECOND, 0)));
    }

    function test_AddClaim_NotAfterTitleHasMoved() public {
        TransferTokens memory m = transferOf(list(goods), PHARMACY, PHARMACY);
        uint32 seq = lienSeq(lien);
        ok(address(tokens), transferData(m, signers(DISTRIBUTOR, PHARMACY, BANK, 0, 0)));
        yes(LienWord.moved(tokens.lienSlotOf(lien)), "moved");
        same(lienSeq(lien), seq + 1, "seq");
        same(tokens.slotOf(goods).lien(), lien, "still pledged");
        // The debtor would burden what is somebody else's now.
        refused(
            address(tokens),
            claimData(claimOf(lien, SECOND)),
            abi.encodeWithSelector(ITokensEvents.Tokens_ClaimInvalid.selector, lien, DISTRIBUTOR, SECOND)
        );
    }

    function test_AddClaim_Refusals() public {
        addClaim(lien, SECOND);
        AddClaim memory m = claimOf(lien, SECOND);
        refused(
            address(tokens),
            claimData(m),
            abi.encodeWithSelector(ITokensEvents.Tokens_ClaimInvalid.selector, lien, DISTRIBUTOR, SECOND)
        );
        m.financier = BANK;
        refused(
            address(tokens),
            claimData(m),
            abi.encodeWithSelector(ITokensEvents.Tokens_ClaimInvalid.selector, lien, DISTRIBUTOR, BANK)
        );
        m.financier = DISTRIBUTOR;
        refused(
            address(tokens),
            claimData(m),
            abi.encodeWithSelector(ITokensEvents.Tokens_ClaimInvalid.selector, lien, DISTRIBUTOR, DISTRIBUTOR)
        );
        m.financier = THIRD;
        m.debtor = PHARMACY;
        refused(
            address(tokens),
            claimData(m),
            abi.encodeWithSelector(ITokensEvents.Tokens_ClaimInvalid.selector, lien, PHARMACY, THIRD)
        );
        m.debtor = DISTRIBUTOR;
        m.financier = PHARMACY;
        refused(
            address(tokens),
            claimData(m),
            abi.encodeWithSelector(IMessages.Partners_RoleMissing.selector, PHARMACY, 8)
        );
        m.financier = THIRD;
        m.maturity = uint40(NOW);
        refused(
            address(tokens),
            claimData(m),
            abi.encodeWithSelector(ITokensEvents.Tokens_NotMatured.selector, lien, NOW, NOW)
        );
        m.maturity = uint40(NOW) + 1;
        m.seq = 1;
        refused(
            address(tokens),
            claimData(m),
            abi.encodeWithSelector(ITokensEvents.Tokens_StaleLien.selector, lien, 1, 2)
        );
        m.seq = 2;
        m.deadline = NOW - 1;
        refused(
            address(tokens),
            claimData(m),
            abi.encodeWithSelector(IMessages.Messages_DeadlinePassed.selector, NOW - 1, NOW)
        );
        m.lien = 77;
        m.deadline = NOW;
        refused(
            address(tokens),
            claimData(m, signers(DISTRIBUTOR)),
            abi.encodeWithSelector(ITokensEvents.Tokens_LienNotActive.selector, 77)
        );
    }

    function test_AddClaim_SuspendedFinanciers() public {
        AddClaim memory m = claimOf(lien, SECOND);
        suspend(SECOND);
        refused(
            address(tokens),
            claimData(m),
            abi.encodeWithSelector(IMessages.Partners_Suspended.selector, SECOND, NOW + 7 days)
        );
        suspend(BANK);
        m.financier = THIRD;
        refused(
            address(tokens),
            claimData(m),
            abi.encodeWithSelector(IMessages.Partners_Suspended.selector, BANK, NOW + 7 days)
        );
    }

    function test_AddClaim_NotInDefault() public {
        warp(MATURITY);
        ok(address(tokens), defaultData(lien, 1));
        AddClaim memory m = claimOf(lien, SECOND);
        m.maturity = uint40(clock) + 1;
        refused(
            address(tokens),
            claimData(m),
            abi.encodeWithSelector(ITokensEvents.Tokens_LienNotActive.selector, lien)
        );
    }

    function test_AddClaim_TitleNeedsEveryFinancier() public {
        addClaim(lien, SECOND);
        TransferTokens memory m = transferOf(list(goods), PHARMACY, PHARMACY);
        refused(
            address(tokens),
            transferData(m, signers(DISTRIBUTOR, PHARMACY, BANK, 0, 0)),
            abi.encodeWithSelector(IMessages.Messages_SignatureCount.selector, 4, 3)
        );
        refused(
            address(tokens),
            transferData(m),
            abi.encodeWithSelector(ITokensEvents.Tokens_Pledged.selector, goods, lien, BANK)
        );
        ok(address(tokens), transferData(m, signers(DISTRIBUTOR, PHARMACY, BANK, SECOND, 0)));
        same(tokens.slotOf(goods).lien(), lien, "both claims go along");
    }

    function test_Release_PromotesThoseBehind() public {
        fillRanks();
        ok(address(liens), releaseRankData(lien, 2, SECOND));
        isRanked(BANK, THIRD, FOURTH, 0, "the second went");
        same(ClaimWord.maturity(tokens.claimOf(lien, 2)), MATURITY + THIRD, "with its terms");
        ok(address(liens), releaseRankData(lien, 1, BANK));
        isRanked(THIRD, FOURTH, 0, 0, "the first went");
        same(LienWord.maturity(tokens.lienSlotOf(lien)), MATURITY + THIRD, "maturity of the new first");
        same(LienWord.noticeSeconds(tokens.lienSlotOf(lien)), NOTICE + THIRD, "notice of the new first");
        same(lens.encumbranceOf(unit(run, 3)).financier, THIRD, "seen from a unit");
        ok(address(liens), releaseRankData(lien, 2, FOURTH));
        isRanked(THIRD, 0, 0, 0, "the last went");
        same(lens.encumbranceOf(unit(run, 3)).lien, lien, "still pledged");
        ok(address(liens), releaseRankData(lien, 1, THIRD));
        same(lens.encumbranceOf(unit(run, 3)).lien, 0, "free");
        give(goods, PHARMACY);
    }

    function test_Release_OnlyItsFinancier() public {
        fillRanks();
        refused(address(liens), releaseRankData(lien, 3, BANK), wrongSigner(THIRD, 0));
        refused(address(liens), releaseRankData(lien, 1, SECOND), wrongSigner(BANK, 0));
        // A module that was replaced can't either name a rank that isn't there.
        bytes memory reason = abi.encodeWithSelector(ITokensEvents.Tokens_RankInvalid.selector, lien, 5);
        refusedAs(address(liens), address(tokens), abi.encodeCall(ILending.releaseLien, (lien, 4, 5)), reason);
        reason = abi.encodeWithSelector(ITokensEvents.Tokens_RankInvalid.selector, lien, 0);
        refusedAs(address(liens), address(tokens), abi.encodeCall(ILending.releaseLien, (lien, 4, 0)), reason);
        // The freed rank can be taken by who was before.
        ok(address(liens), releaseRankData(lien, 3, THIRD));
        addClaim(lien, THIRD);
        isRanked(BANK, SECOND, FOURTH, THIRD, "at the end of the queue");
    }

    function test_ReleaseTokens_EveryFinancierSigns() public {
        fillRanks();
        unpack(box(run, 0));
        refused(
            address(liens),
            releaseTokensData(lien, list(box(run, 0)), signers(BANK, SECOND, THIRD, 0, 0)),
            abi.encodeWithSelector(IMessages.Messages_SignatureCount.selector, 4, 3)
        );
        refused(
            address(liens),
            releaseTokensData(lien, list(box(run, 0)), signers(BANK, SECOND, FOURTH, THIRD, 0)),
            wrongSigner(THIRD, 2)
        );
        ok(
            address(liens),
            releaseTokensData(lien, list(box(run, 0)), signers(BANK, SECOND, THIRD, FOURTH, 0))
        );
        give(box(run, 0), PHARMACY);
        same(lens.encumbranceOf(goods).lien, lien, "the rest stays pledged");
        same(lienSeq(lien), 5, "one seq for the token");
        bytes memory nobody = abi.encodeCall(ILending.releaseTokens, (lien, 5, new TokenSeq[](0)));
        refusedAs(
            address(liens),
            address(tokens),
            nobody,
            abi.encodeWithSelector(ITokensEvents.Tokens_Count.selector, 0, 256)
        );
    }

    // ---- default and cure ----

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
