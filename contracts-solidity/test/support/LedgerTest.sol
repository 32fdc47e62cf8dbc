// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILiens} from "../../src/interfaces/ILiens.sol";
import "../../src/interfaces/Messages.sol";
import {IRecalls} from "../../src/interfaces/IRecalls.sol";
import {ITokens} from "../../src/interfaces/ITokens.sol";
import {TokenWord} from "../../src/libraries/TokenWord.sol";
import {LienWord, PartnerWord} from "../../src/libraries/PartyWords.sol";
import {TokenCalls} from "./TokenCalls.sol";

/// @title A ledger with a consortium of seven, and signed calls of every kind
abstract contract LedgerTest is TokenCalls {
    using TokenWord for uint256;

    function setUp() public virtual {
        warp(NOW);
        deploy();
        _admit(MAKER, PartnerWord.ISSUER | PartnerWord.HOLDER);
        _admit(DISTRIBUTOR, PartnerWord.HOLDER);
        _admit(CARRIER, PartnerWord.CARRIER);
        _admit(PHARMACY, PartnerWord.HOLDER);
        _admit(BANK, PartnerWord.FINANCIER);
        _admit(REGULATOR, PartnerWord.REGULATOR);
        _admit(RETURNS, PartnerWord.RETURNS);
        register(GTIN);
    }

    // ---- liens ----

    function pledgeOf(TokenSeq[] memory all, uint16 policy) internal view returns (PledgeTokens memory m) {
        m.tokens = all;
        m.debtor = tokens.slotOf(all[0].token).owner();
        m.financier = BANK;
        m.policy = policy;
        m.maturity = uint40(NOW) + 30 days;
        m.noticeSeconds = 7 days;
        m.terms = keccak256("terms");
        m.deadline = DEADLINE;
    }

    function pledgeData(PledgeTokens memory m) internal view returns (bytes memory) {
        bytes memory unsigned = abi.encodeCall(ITokens.pledge, (m, new bytes[](0)));
        return
            abi.encodeCall(ITokens.pledge, (m, sign(signers(m.debtor, m.financier), address(tokens), unsigned)));
    }

    function pledge(uint64 token, uint16 policy) internal returns (uint32) {
        return abi.decode(ok(address(tokens), pledgeData(pledgeOf(list(token), policy))), (uint32));
    }

    function releaseData(uint32 lien, uint24 by) internal view returns (bytes memory) {
        ReleaseLien memory m = ReleaseLien(lien, LienWord.seq(tokens.lienSlotOf(lien)), 1, DEADLINE, 0);
        bytes memory unsigned = abi.encodeCall(ILiens.release, (m, ""));
        return abi.encodeCall(ILiens.release, (m, sign(by, address(liens), unsigned)));
    }

    function releaseTokensData(uint32 lien, TokenSeq[] memory all, uint24 by) internal view returns (bytes memory) {
        ReleaseTokens memory m = ReleaseTokens(lien, LienWord.seq(tokens.lienSlotOf(lien)), all, DEADLINE, 0);
        bytes memory unsigned = abi.encodeCall(ILiens.releaseTokens, (m, new bytes[](0)));
        return abi.encodeCall(ILiens.releaseTokens, (m, sign(signers(by), address(liens), unsigned)));
    }

    // ---- recalls ----

    function partnerSeq(uint24 partner) internal view returns (uint32) {
        return PartnerWord.seq(tokens.partnerSlotOf(partner));
    }

    function destinations(uint24 one) internal pure returns (uint24[] memory all) {
        all = new uint24[](one == 0 ? 0 : 1);
        if (one != 0) all[0] = one;
    }

    function recallLotData(string memory lot, uint24 by, uint24 to) internal view returns (bytes memory) {
        RecallLot memory m = RecallLot(
            by,
            partnerSeq(by),
            GTIN,
            lot,
            1,
            destinations(to),
            "contaminated",
            DEADLINE,
            0
        );
        bytes memory unsigned = abi.encodeCall(IRecalls.recallLot, (m, ""));
        return abi.encodeCall(IRecalls.recallLot, (m, sign(by, address(recalls), unsigned)));
    }

    function recallLot(string memory lot, uint24 to) internal returns (uint32) {
        return abi.decode(ok(address(recalls), recallLotData(lot, REGULATOR, to)), (uint32));
    }

    function recallProductData(uint64 gtin, uint24 by) internal view returns (bytes memory) {
        RecallProduct memory m = RecallProduct(
            by,
            partnerSeq(by),
            gtin,
            2,
            destinations(0),
            "mislabelled",
            DEADLINE,
            0
        );
        bytes memory unsigned = abi.encodeCall(IRecalls.recallProduct, (m, ""));
        return abi.encodeCall(IRecalls.recallProduct, (m, sign(by, address(recalls), unsigned)));
    }

    function recallRangeData(
        uint32 run,
        uint32 first,
        uint32 last,
        uint24 by,
        uint24 to
    ) internal view returns (bytes memory) {
        RecallRange memory m = RecallRange(
            by,
            partnerSeq(by),
            run,
            first,
            last,
            2,
            destinations(to),
            "cold chain broken",
            DEADLINE,
            0
        );
        bytes memory unsigned = abi.encodeCall(IRecalls.recallRange, (m, ""));
        return abi.encodeCall(IRecalls.recallRange, (m, sign(by, address(recalls), unsigned)));
    }

    function recallRange(uint32 run, uint32 first, uint32 last) internal returns (uint32) {
        return abi.decode(ok(address(recalls), recallRangeData(run, first, last, MAKER, 0)), (uint32));
    }

    function recallTokenData(uint64 token, uint24 by, uint24 to) internal view returns (bytes memory) {
        RecallToken memory m = RecallToken(
            by,
            partnerSeq(by),
            token,
            3,
            destinations(to),
            "sample taken",
            DEADLINE,
            0
        );
        bytes memory unsigned = abi.encodeCall(IRecalls.recallToken, (m, ""));
        return abi.encodeCall(IRecalls.recallToken, (m, sign(by, address(recalls), unsigned)));
    }

    function recallToken(uint64 token, uint24 to) internal returns (uint32) {
        return abi.decode(ok(address(recalls), recallTokenData(token, REGULATOR, to)), (uint32));
    }

    function liftData(uint32 hold, uint24 by) internal view returns (bytes memory) {
        LiftRecall memory m = LiftRecall(by, hold, uint32(tokens.holdSlotOf(hold)), DEADLINE, 0);
        bytes memory unsigned = abi.encodeCall(IRecalls.lift, (m, ""));
        return abi.encodeCall(IRecalls.lift, (m, sign(by, address(recalls), unsigned)));
    }

    function lift(uint32 hold) internal {
        ok(address(recalls), liftData(hold, REGULATOR));
    }
}
