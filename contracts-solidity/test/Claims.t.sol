// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILending} from "../src/interfaces/ILending.sol";
import {IMessages} from "../src/interfaces/IMessages.sol";
import "../src/interfaces/Messages.sol";
import {ITokensEvents} from "../src/interfaces/ITokensEvents.sol";
import {TokenWord} from "../src/libraries/TokenWord.sol";
import {ClaimWord, LienWord} from "../src/libraries/PartyWords.sol";
import {PledgedPallet} from "./support/PledgedPallet.sol";

contract ClaimsTest is PledgedPallet {
    using TokenWord for uint256;

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
}
