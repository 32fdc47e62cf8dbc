// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {Encumbrance} from "../src/interfaces/ILens.sol";
import {IMessages} from "../src/interfaces/IMessages.sol";
import "../src/interfaces/Messages.sol";
import {ITokens} from "../src/interfaces/ITokens.sol";
import {ITokensEvents} from "../src/interfaces/ITokensEvents.sol";
import {TokenWord} from "../src/libraries/TokenWord.sol";
import {LienWord, PartnerWord} from "../src/libraries/PartyWords.sol";
import {TwoPalletsPledged} from "./support/TwoPalletsPledged.sol";
import {Vm} from "./support/Vm.sol";

contract ForeclosureTest is TwoPalletsPledged {
    using TokenWord for uint256;

    function status() private view returns (uint8) {
        return LienWord.status(tokens.lienSlotOf(lien));
    }

    // ---- what it does ----

    function test_Foreclose_TakesTitleAndLeavesCustody() public {
        ripen(lien, 1);
        uint32 seq = lienSeq(lien);
        uint256 slot = tokens.slotOf(goods);
        vm.recordLogs();
        ok(address(tokens), forecloseData(lien, ids(goods), signers(BANK)));
        Vm.Log[] memory logs = vm.getRecordedLogs();
        same(logs[0].topics[0], IERC721.Transfer.selector, "ERC-721 event");
        same(logs[1].topics[0], ITokensEvents.Foreclosed.selector, "event");
        same(uint256(logs[1].topics[1]), goods, "token");
        same(uint256(logs[1].topics[2]), lien, "lien");
        same(uint256(logs[1].topics[3]), BANK, "financier");
        (uint24 owner, uint256 after_, uint256 lienSlot) = abi.decode(logs[1].data, (uint24, uint256, uint256));
        same(owner, DISTRIBUTOR, "owner before");
        same(after_, tokens.slotOf(goods), "the token's word");
        same(lienSlot, tokens.lienSlotOf(lien), "the lien's word");
        stands(goods, BANK, DISTRIBUTOR, TokenWord.ACTIVE, "goods");
        same(after_.seq(), slot.seq() + 1, "seq");
        same(after_.binds(), slot.binds() + 1, "binds");
        same(status(), LienWord.FORECLOSED, "status");
        same(lienSeq(lien), seq + 1, "one seq for the token");
        same(tokens.balanceOf(tokens.addressOf(BANK)), 1, "balance");
        same(lens.encumbranceOf(unit(run, 5)).lien, 0, "units inside");
        same(lens.encumbranceOf(unit(run, 205)).lien, lien, "the other pallet");
        // The financier sells what it took, to whom it likes.
        ok(address(tokens), transferData(goods, PHARMACY, PHARMACY));
    }

    function test_Foreclose_InBatches() public {
        unpack(box(run, 0));
        unpack(box(run, 1));
        ripen(lien, 1);
        ok(address(tokens), forecloseData(lien, ids(goods, box(run, 1)), signers(BANK)));
        same(lienSeq(lien), 4, "a seq a token");
        // What is left is bound as before, and taken later.
        refused(
            address(tokens),
            transferData(box(run, 0), PHARMACY, PHARMACY),
            abi.encodeWithSelector(ITokensEvents.Tokens_Pledged.selector, box(run, 0), lien, BANK)
        );
        warp(clock + 90 days);
        ok(address(tokens), forecloseData(lien, ids(box(run, 0), other), signers(BANK)));
        same(lienSeq(lien), 6, "a seq a token");
        // Nothing is left, and the claim can be closed.
        ok(address(liens), releaseRankData(lien, 1, BANK));
        same(status(), LienWord.RELEASED, "status");
    }

    function test_Foreclose_NoRoleNorMarketNeeded() public {
        CommissionRun memory c = commissioning("LOT-EU", 100, 0, 0);
        c.markets = 2;
        uint64 root = rootOf(commission(c));
        uint32 marketed = pledgeBriefly(list(root), 0);
        ripen(marketed, 1);
        ok(address(tokens), forecloseData(marketed, ids(root), signers(BANK)));
        same(tokens.titleOf(root), BANK, "title");
    }

    function test_Foreclose_WhatTheFinancierOwnsAlready() public {
        _setHolderToo();
        ok(address(tokens), transferData(transferOf(list(goods), BANK, DISTRIBUTOR), signers(DISTRIBUTOR, BANK)));
        ripen(lien, 1);
        vm.recordLogs();
        foreclosed(goods);
        same(vm.getRecordedLogs()[0].topics[0], ITokensEvents.Foreclosed.selector, "no Transfer to itself");
    }

    function _setHolderToo() private {
        govern(
            address(partners),
            abi.encodeWithSignature("setRoles(uint24,uint16)", BANK, PartnerWord.FINANCIER | PartnerWord.HOLDER)
        );
    }

    // ---- when ----

    function test_Foreclose_NoticeToTheSecond() public {
        refusedForeclosure(
            goods,
            abi.encodeWithSelector(ITokensEvents.Tokens_NotDefaulted.selector, lien, LienWord.ACTIVE)
        );
        warp(MATURITY);
        ok(address(tokens), defaultData(lien, 1));
        uint40 ends = MATURITY + NOTICE;
        warp(ends);
        refusedForeclosure(goods, abi.encodeWithSelector(ITokensEvents.Tokens_NoticeRuns.selector, lien, ends, ends));
        warp(ends + 1);
        foreclosed(goods);
    }

    function test_Foreclose_NotAfterACure() public {
        ripen(lien, 1);
        bytes memory ready = forecloseData(lien, ids(goods), signers(BANK));
        ok(address(tokens), cureData(lien, uint40(clock) + 1 hours, BANK));
        refused(address(tokens), ready, abi.encodeWithSelector(ITokensEvents.Tokens_StaleLien.selector, lien, 2, 3));
        refusedForeclosure(
            goods,
            abi.encodeWithSelector(ITokensEvents.Tokens_NotDefaulted.selector, lien, LienWord.ACTIVE)
        );
    }

    function test_Cure_NotAfterTheFirstToken() public {
        ripen(lien, 1);
        foreclosed(goods);
        refused(
            address(tokens),
            cureData(lien, uint40(clock) + 1 hours, BANK),
            abi.encodeWithSelector(ITokensEvents.Tokens_NotDefaulted.selector, lien, LienWord.FORECLOSED)
        );
    }

    // ---- who ----

    function test_Foreclose_SeniorsSignAJuniors() public {
        addClaim(lien, SECOND);
        addClaim(lien, THIRD);
        addClaim(lien, FOURTH);
        ripen(lien, 3);
        refused(
            address(tokens),
            forecloseData(lien, ids(goods), signers(THIRD)),
            abi.encodeWithSelector(IMessages.Messages_SignatureCount.selector, 3, 1)
        );
        refused(
            address(tokens),
            forecloseData(lien, ids(goods), signers(THIRD, SECOND, BANK, 0, 0)),
            wrongSigner(BANK, 1)
        );
        refused(
            address(tokens),
            forecloseData(lien, ids(goods), signers(BANK, SECOND, THIRD, 0, 0)),
            wrongSigner(THIRD, 0)
        );
        ok(address(tokens), forecloseData(lien, ids(goods), signers(THIRD, BANK, SECOND, 0, 0)));
        same(tokens.titleOf(goods), THIRD, "the junior has title");
        // When the seniors are gone, it needs nobody; its own release ends the default, and the rest stays pledged.
        ok(address(liens), releaseRankData(lien, 1, BANK));
        ok(address(liens), releaseRankData(lien, 1, SECOND));
        ok(address(tokens), forecloseData(lien, ids(other), signers(THIRD)));
        ok(address(liens), releaseRankData(lien, 1, THIRD));
        same(status(), LienWord.ACTIVE, "the fourth goes on");
        same(financierOf(lien, 1), FOURTH, "as the first");
    }

    function test_Foreclose_SeniorAlone() public {
        addClaim(lien, SECOND);
        ripen(lien, 1);
        foreclosed(goods);
    }

    function test_Foreclose_SuspendedFinancier() public {
        addClaim(lien, SECOND);
        ripen(lien, 2);
        suspend(BANK);
        bytes4 suspended = IMessages.Partners_Suspended.selector;
        refused(
            address(tokens),
            forecloseData(lien, ids(goods), signers(SECOND, BANK)),
            abi.encodeWithSelector(suspended, BANK, clock + 7 days)
        );
        suspend(SECOND);
        refused(
            address(tokens),
            forecloseData(lien, ids(goods), signers(SECOND, BANK)),
            abi.encodeWithSelector(suspended, SECOND, clock + 7 days)
        );
        warp(clock + 7 days);
        ok(address(tokens), forecloseData(lien, ids(goods), signers(SECOND, BANK)));
    }

    // ---- a module that was replaced ----

    function test_ReplacedLiens_CantTakeTitle() public {
        ripen(lien, 1);
        govern(address(tokens), abi.encodeCall(ITokens.setModule, (3, address(this))));
        // All that it can do is to let go.
        bytes memory unsigned = forecloseData(
            ForecloseTokens(lien, lienSeq(lien), ids(goods), soon(), 0),
            signers(DISTRIBUTOR)
        );
        refused(address(tokens), unsigned, wrongSigner(BANK, 0));
        tokens.releaseTokens(lien, 2, list(goods));
        same(tokens.titleOf(goods), DISTRIBUTOR, "title stays");
        tokens.releaseLien(lien, 3, 1);
        same(tokens.titleOf(other), DISTRIBUTOR, "title stays");
        same(lens.encumbranceOf(other).lien, 0, "released");
    }

    function test_Encumbrance_OfNestedTokens() public {
        addClaim(lien, SECOND);
        ripen(lien, 2);
        Encumbrance memory found = lens.encumbranceOf(unit(run, 7));
        same(found.lien, lien, "lien");
        same(found.carrier, goods, "carrier");
        same(found.status, LienWord.DEFAULTED, "status");
        same(found.seq, 3, "seq");
        ok(address(tokens), forecloseData(lien, ids(goods), signers(SECOND, BANK)));
        same(lens.encumbranceOf(unit(run, 7)).lien, 0, "taken");
        same(lens.encumbranceOf(unit(run, 207)).status, LienWord.FORECLOSED, "not taken yet");
    }
}
