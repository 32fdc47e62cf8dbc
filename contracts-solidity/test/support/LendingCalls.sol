// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IConditions} from "../../src/interfaces/IConditions.sol";
import {ILending} from "../../src/interfaces/ILending.sol";
import {ILiens} from "../../src/interfaces/ILiens.sol";
import {IRecalls} from "../../src/interfaces/IRecalls.sol";
import "../../src/interfaces/Messages.sol";
import {HoldWord} from "../../src/libraries/Words.sol";
import {ClaimWord, LienWord, PartnerWord} from "../../src/libraries/PartyWords.sol";
import {ShippingCalls} from "./ShippingCalls.sol";

/// @title Signed calls about claims, foreclosure, clearing and conditions
abstract contract LendingCalls is ShippingCalls {
    uint24 internal constant SECOND = 8;
    uint24 internal constant THIRD = 9;
    uint24 internal constant FOURTH = 10;
    uint24 internal constant FIFTH = 11;
    uint24 internal constant DEVICE = 12;
    uint40 internal constant MATURITY = uint40(NOW) + 10 minutes;
    uint32 internal constant NOTICE = 5 minutes;

    /// @dev A pallet that the distributor owns and has.
    uint64 internal goods;

    function setUp() public virtual override {
        super.setUp();
        for (uint24 partner = SECOND; partner <= FIFTH; ++partner) {
            _admit(partner, PartnerWord.FINANCIER);
        }
        _admit(DEVICE, PartnerWord.DEVICE);
        goods = pallet(run, 0);
        unpack(goods);
        give(goods, DISTRIBUTOR);
    }

    function ids(uint64 a) internal pure returns (uint64[] memory all) {
        all = new uint64[](1);
        all[0] = a;
    }

    function ids(uint64 a, uint64 b) internal pure returns (uint64[] memory all) {
        all = new uint64[](2);
        (all[0], all[1]) = (a, b);
    }

    // ---- liens ----

    /// @dev Matures and runs out of notice within the hour in which signatures are good.
    function pledgeBriefly(TokenSeq[] memory all, uint16 policy) internal returns (uint32) {
        PledgeTokens memory m = pledgeOf(all, policy);
        m.maturity = MATURITY;
        m.noticeSeconds = NOTICE;
        return abi.decode(ok(address(tokens), pledgeData(m)), (uint32));
    }

    function lienSeq(uint32 lien) internal view returns (uint32) {
        return LienWord.seq(tokens.lienSlotOf(lien));
    }

    function financierOf(uint32 lien, uint8 rank) internal view returns (uint24) {
        return rank == 1 ? LienWord.financier(tokens.lienSlotOf(lien)) : ClaimWord.financier(tokens.claimOf(lien, rank));
    }

    function claimOf(uint32 lien, uint24 financier) internal view returns (AddClaim memory m) {
        m.lien = lien;
        m.seq = lienSeq(lien);
        m.debtor = LienWord.debtor(tokens.lienSlotOf(lien));
        m.financier = financier;
        m.maturity = MATURITY + financier;
        m.noticeSeconds = NOTICE + financier;
        m.terms = keccak256("junior terms");
        m.deadline = soon();
    }

    function claimData(AddClaim memory m, uint24[] memory by) internal view returns (bytes memory) {
        bytes memory unsigned = abi.encodeCall(ILending.addClaim, (m, new bytes[](0)));
        return abi.encodeCall(ILending.addClaim, (m, sign(by, address(tokens), unsigned)));
    }

    function claimData(AddClaim memory m) internal view returns (bytes memory) {
        uint24[3] memory present;
        for (uint8 rank = 1; rank <= 3; ++rank) {
            present[rank - 1] = financierOf(m.lien, rank);
        }
        return claimData(m, signers(m.debtor, m.financier, present[0], present[1], present[2]));
    }

    function addClaim(uint32 lien, uint24 financier) internal {
        ok(address(tokens), claimData(claimOf(lien, financier)));
    }

    function defaultData(DeclareDefault memory m, uint24 by) internal view returns (bytes memory) {
        bytes memory unsigned = abi.encodeCall(ILending.declareDefault, (m, ""));
        return abi.encodeCall(ILending.declareDefault, (m, sign(by, address(tokens), unsigned)));
    }

    function defaultData(uint32 lien, uint8 rank) internal view returns (bytes memory) {
        return defaultData(DeclareDefault(lien, lienSeq(lien), rank, soon(), 0), financierOf(lien, rank));
    }

    function cureData(CureLien memory m, uint24 by) internal view returns (bytes memory) {
        bytes memory unsigned = abi.encodeCall(ILending.cure, (m, ""));
        return abi.encodeCall(ILending.cure, (m, sign(by, address(tokens), unsigned)));
    }

    function cureData(uint32 lien, uint40 maturity, uint24 by) internal view returns (bytes memory) {
        return cureData(CureLien(lien, lienSeq(lien), maturity, soon(), 0), by);
    }

    function forecloseData(ForecloseTokens memory m, uint24[] memory by) internal view returns (bytes memory) {
        bytes memory unsigned = abi.encodeCall(ILending.foreclose, (m, new bytes[](0)));
        return abi.encodeCall(ILending.foreclose, (m, sign(by, address(tokens), unsigned)));
    }

    function forecloseData(uint32 lien, uint64[] memory all, uint24[] memory by) internal view returns (bytes memory) {
        return forecloseData(ForecloseTokens(lien, lienSeq(lien), all, soon(), 0), by);
    }

    /// @dev Matured, in default by a claim, and its notice over.
    function ripen(uint32 lien, uint8 rank) internal {
        warp(MATURITY + FIFTH);
        ok(address(tokens), defaultData(lien, rank));
        warp(clock + NOTICE + FIFTH + 1);
    }

    function releaseRankData(uint32 lien, uint8 rank, uint24 by) internal view returns (bytes memory) {
        ReleaseLien memory m = ReleaseLien(lien, lienSeq(lien), rank, soon(), 0);
        bytes memory unsigned = abi.encodeCall(ILiens.release, (m, ""));
        return abi.encodeCall(ILiens.release, (m, sign(by, address(liens), unsigned)));
    }

    function releaseTokensData(
        uint32 lien,
        TokenSeq[] memory all,
        uint24[] memory by
    ) internal view returns (bytes memory) {
        ReleaseTokens memory m = ReleaseTokens(lien, lienSeq(lien), all, soon(), 0);
        bytes memory unsigned = abi.encodeCall(ILiens.releaseTokens, (m, new bytes[](0)));
        return abi.encodeCall(ILiens.releaseTokens, (m, sign(by, address(liens), unsigned)));
    }

    // ---- clearing ----

    function clearData(uint32 hold, uint64[] memory all, uint24 by) internal view returns (bytes memory) {
        ClearTokens memory m = ClearTokens(by, hold, HoldWord.seq(tokens.holdSlotOf(hold)), list(all), soon(), 0);
        bytes memory unsigned = abi.encodeCall(IRecalls.clear, (m, ""));
        return abi.encodeCall(IRecalls.clear, (m, sign(by, address(recalls), unsigned)));
    }

    function clear(uint32 hold, uint64 token) internal {
        ok(address(recalls), clearData(hold, ids(token), REGULATOR));
    }

    // ---- conditions ----

    function attestationOf(
        uint24 partner,
        uint64[] memory all,
        uint8 severity
    ) internal view returns (AttestCondition memory m) {
        m.partner = partner;
        m.seq = partnerSeq(partner);
        m.tokens = all;
        m.kind = 1;
        m.severity = severity;
        m.dataHash = keccak256("14 hours at 30 degrees");
        m.deadline = soon();
    }

    function attestData(AttestCondition memory m) internal view returns (bytes memory) {
        bytes memory unsigned = abi.encodeCall(IConditions.attest, (m, ""));
        return abi.encodeCall(IConditions.attest, (m, sign(m.partner, address(conditions), unsigned)));
    }

    function quarantineOf(uint24 partner, uint64[] memory all) internal view returns (QuarantineTokens memory) {
        return QuarantineTokens(partner, partnerSeq(partner), all, "seal broken", soon(), 0);
    }

    function quarantineData(QuarantineTokens memory m) internal view returns (bytes memory) {
        bytes memory unsigned = abi.encodeCall(IConditions.quarantine, (m, ""));
        return abi.encodeCall(IConditions.quarantine, (m, sign(m.partner, address(conditions), unsigned)));
    }

    /// @dev The hold's id is the digest's lowest 32 bits.
    function quarantineAll(uint64[] memory all, uint24 by) internal returns (uint32) {
        QuarantineTokens memory m = quarantineOf(by, all);
        ok(address(conditions), quarantineData(m));
        return uint32(uint256(relay.digestOf(address(conditions), abi.encodeCall(IConditions.quarantine, (m, "")))));
    }

    function releaseOf(uint24 partner, uint32 hold) internal view returns (ReleaseQuarantine memory) {
        return ReleaseQuarantine(partner, hold, HoldWord.seq(tokens.holdSlotOf(hold)), soon(), 0);
    }

    function releaseQuarantineData(ReleaseQuarantine memory m) internal view returns (bytes memory) {
        bytes memory unsigned = abi.encodeCall(IConditions.release, (m, ""));
        return abi.encodeCall(IConditions.release, (m, sign(m.partner, address(conditions), unsigned)));
    }

    function anchorData(AnchorBatch memory m) internal view returns (bytes memory) {
        bytes memory unsigned = abi.encodeCall(IConditions.anchor, (m, ""));
        return abi.encodeCall(IConditions.anchor, (m, sign(m.partner, address(conditions), unsigned)));
    }
}
