// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICatalogue} from "../../src/interfaces/ICatalogue.sol";
import {Approval, ICouncil, Rule} from "../../src/interfaces/ICouncil.sol";
import {IHandling} from "../../src/interfaces/IHandling.sol";
import {ILiens} from "../../src/interfaces/ILiens.sol";
import "../../src/interfaces/Messages.sol";
import {IPartners} from "../../src/interfaces/IPartners.sol";
import {IRecalls} from "../../src/interfaces/IRecalls.sol";
import {ILens} from "../../src/interfaces/ILens.sol";
import {IRelay} from "../../src/interfaces/IRelay.sol";
import {ITokens} from "../../src/interfaces/ITokens.sol";
import {Hashing} from "../../src/libraries/Hashing.sol";
import {Ids} from "../../src/libraries/Ids.sol";
import {TokenWord} from "../../src/libraries/TokenWord.sol";
import {LienWord, PartnerWord, RunWord} from "../../src/libraries/Words.sol";
import {Assertions} from "./Assertions.sol";

/// @title A ledger with a consortium of seven, and helpers that build signed calls
abstract contract LedgerTest is Assertions {
    using TokenWord for uint256;

    uint24 internal constant MAKER = 1;
    uint24 internal constant DISTRIBUTOR = 2;
    uint24 internal constant CARRIER = 3;
    uint24 internal constant PHARMACY = 4;
    uint24 internal constant BANK = 5;
    uint24 internal constant REGULATOR = 6;
    uint24 internal constant RETURNS = 7;
    uint24 internal constant PARTNER_COUNT = 7;

    uint256 internal constant FOUNDERS = 3;
    uint32 internal constant DELAY = 1 days;
    uint64 internal constant GTIN = 9506000134352;
    uint64 internal constant OTHER_GTIN = 4012345678901;
    uint64 internal constant NOW = 1_800_000_000;
    uint64 internal constant DEADLINE = NOW + 1 hours;
    uint32 internal constant EXPIRY = uint32(NOW) + 365 days;

    IHandling internal handling;
    ITokens internal tokens;
    ICatalogue internal catalogue;
    IPartners internal partners;
    ILiens internal liens;
    IRecalls internal recalls;
    ICouncil internal council;
    IRelay internal relay;
    ILens internal lens;

    mapping(uint24 partner => uint256) internal keys;
    uint256 private _salt;
    /// @dev The optimizer takes block.timestamp for a constant within a call; this one it doesn't.
    uint256 internal clock;

    function warp(uint256 time) internal {
        clock = time;
        vm.warp(time);
    }

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

    /// @dev The order of deployment: every address is known before the first transaction.
    function deploy() internal {
        uint256 nonce = vm.getNonce(address(this));
        address[8] memory to;
        for (uint256 i = 0; i < 8; ++i) {
            to[i] = vm.computeCreateAddress(address(this), nonce + i);
        }
        handling = IHandling(create("Handling", ""));
        tokens = ITokens(create("Tokens", abi.encode(to[6], to[0], to[2], to[3], to[4], to[5])));
        catalogue = ICatalogue(create("Catalogue", abi.encode(to[1])));
        partners = IPartners(create("Partners", abi.encode(to[1], to[6])));
        liens = ILiens(create("Liens", abi.encode(to[1])));
        recalls = IRecalls(create("Recalls", abi.encode(to[1])));
        council = ICouncil(create("Council", abi.encode(founders(), rules())));
        relay = IRelay(create("Relay", ""));
        lens = ILens(create("Lens", abi.encode(to[1])));
        same(address(council), to[6], "predicted address");
    }

    /// @dev From the compiled artifact, so that the tests needn't be compiled with the settings of the contracts.
    function create(string memory name, bytes memory arguments) internal returns (address made) {
        bytes memory code = abi.encodePacked(
            vm.getCode(string(abi.encodePacked("out/", name, ".sol/", name, ".json"))),
            arguments
        );
        assembly ("memory-safe") {
            made := create(0, add(code, 32), mload(code))
        }
        yes(made != address(0), name);
    }

    function founderKey(uint256 i) internal pure returns (uint256) {
        return 0xF00D + i;
    }

    /// @dev In ascending order, as approvals are.
    function founders() internal pure returns (address[] memory all) {
        all = new address[](FOUNDERS);
        for (uint256 i = 0; i < FOUNDERS; ++i) {
            all[i] = vm.addr(founderKey(i));
        }
    }

    function rules() internal pure returns (Rule[] memory all) {
        all = new Rule[](14);
        all[0] = Rule(IPartners.admit.selector, 2, 0, 7 days);
        all[1] = Rule(IPartners.suspend.selector, 2, DELAY, 7 days);
        all[2] = Rule(IPartners.suspendUrgently.selector, 2, 0, 1 days);
        all[3] = Rule(IPartners.reinstate.selector, 2, 0, 7 days);
        all[4] = Rule(IPartners.setRoles.selector, 2, DELAY, 7 days);
        all[5] = Rule(IPartners.setMarkets.selector, 2, 0, 7 days);
        all[6] = Rule(IPartners.recover.selector, 3, DELAY, 7 days);
        all[7] = Rule(IPartners.setIdentityKey.selector, 2, DELAY, 7 days);
        all[8] = Rule(IPartners.nameMarket.selector, 2, 0, 7 days);
        all[9] = Rule(ITokens.setModule.selector, 3, DELAY, 7 days);
        all[10] = Rule(ICouncil.setRule.selector, 3, DELAY, 7 days);
        all[11] = Rule(ICouncil.addMember.selector, 3, DELAY, 7 days);
        all[12] = Rule(ICouncil.removeMember.selector, 2, DELAY, 7 days);
        all[13] = Rule(ICouncil.cancel.selector, 2, 0, 1 days);
    }

    // ---- council ----

    function councilAct(address target, bytes memory data) internal returns (CouncilAct memory) {
        return CouncilAct(target, data, bytes32(++_salt), uint64(clock) + 1 hours, 0);
    }

    function councilDigest(CouncilAct memory act) internal view returns (bytes32) {
        return
            keccak256(
                abi.encodePacked(
                    "\x19\x01",
                    council.domainSeparator(),
                    keccak256(
                        abi.encode(
                            keccak256(
                                "CouncilAct(address target,bytes data,bytes32 salt,uint64 deadline,bytes32 document)"
                            ),
                            act.target,
                            keccak256(act.data),
                            act.salt,
                            act.deadline,
                            act.document
                        )
                    )
                )
            );
    }

    function approvals(CouncilAct memory act, uint256 count) internal view returns (Approval[] memory all) {
        bytes32 digest = councilDigest(act);
        address[] memory accounts = founders();
        uint256[] memory order = new uint256[](accounts.length);
        for (uint256 i = 0; i < order.length; ++i) {
            order[i] = i;
        }
        for (uint256 i = 0; i < order.length; ++i) {
            for (uint256 j = i + 1; j < order.length; ++j) {
                if (accounts[order[j]] < accounts[order[i]]) (order[i], order[j]) = (order[j], order[i]);
            }
        }
        all = new Approval[](count);
        for (uint256 i = 0; i < count; ++i) {
            all[i] = Approval(accounts[order[i]], signature(founderKey(order[i]), digest));
        }
    }

    /// @dev Approves with everyone, waits out the delay, executes.
    function govern(address target, bytes memory data) internal {
        CouncilAct memory act = councilAct(target, data);
        bytes32 digest = council.approve(act, approvals(act, FOUNDERS));
        (uint8 state, uint64 readyAt, ) = council.actOf(digest);
        if (state == 2) return;
        vm.warp(readyAt);
        council.execute(act);
        vm.warp(clock);
    }

    function _admit(uint24 partner, uint16 roles) internal {
        keys[partner] = 0xA11CE + partner;
        govern(
            address(partners),
            abi.encodeCall(IPartners.admit, (vm.addr(keys[partner]), roles, 0, 0, bytes32(0), "A partner"))
        );
        same(partners.partnerCount(), partner, "partner id");
    }

    // ---- signing ----

    function signature(uint256 key, bytes32 digest) internal pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        return abi.encodePacked(r, s, v);
    }

    function sign(uint24 partner, address target, bytes memory unsigned) internal view returns (bytes memory) {
        return signature(keys[partner], relay.digestOf(target, unsigned));
    }

    function sign(
        uint24[] memory by,
        address target,
        bytes memory unsigned
    ) internal view returns (bytes[] memory sigs) {
        bytes32 digest = relay.digestOf(target, unsigned);
        sigs = new bytes[](by.length);
        for (uint256 i = 0; i < by.length; ++i) {
            sigs[i] = signature(keys[by[i]], digest);
        }
    }

    /// @dev Distinct partners in the order given; 0 is nobody.
    function signers(
        uint24 a,
        uint24 b,
        uint24 c,
        uint24 d,
        uint24 e
    ) internal pure returns (uint24[] memory distinct) {
        uint24[5] memory all = [a, b, c, d, e];
        uint24[5] memory kept;
        uint256 count;
        for (uint256 i = 0; i < 5; ++i) {
            bool known = all[i] == 0;
            for (uint256 j = 0; j < count; ++j) {
                if (kept[j] == all[i]) known = true;
            }
            if (!known) kept[count++] = all[i];
        }
        distinct = new uint24[](count);
        for (uint256 i = 0; i < count; ++i) {
            distinct[i] = kept[i];
        }
    }

    function signers(uint24 a) internal pure returns (uint24[] memory) {
        return signers(a, 0, 0, 0, 0);
    }

    function signers(uint24 a, uint24 b) internal pure returns (uint24[] memory) {
        return signers(a, b, 0, 0, 0);
    }

    // ---- ids and lists ----

    function unit(uint32 run, uint256 index) internal pure returns (uint64) {
        return Ids.make(run, Ids.UNIT, index);
    }

    function box(uint32 run, uint256 index) internal pure returns (uint64) {
        return Ids.make(run, Ids.CASE, index);
    }

    function pallet(uint32 run, uint256 index) internal pure returns (uint64) {
        return Ids.make(run, Ids.PALLET, index);
    }

    function rootOf(uint32 run) internal pure returns (uint64) {
        return Ids.make(run, Ids.ROOT, 0);
    }

    function container(uint24 partner, uint256 level, uint256 index) internal pure returns (uint64) {
        return Ids.make(partner, level, index);
    }

    function named(uint64 token) internal view returns (TokenSeq memory) {
        return TokenSeq(token, tokens.slotOf(token).seq());
    }

    function list(uint64 a) internal view returns (TokenSeq[] memory all) {
        all = new TokenSeq[](1);
        all[0] = named(a);
    }

    function list(uint64 a, uint64 b) internal view returns (TokenSeq[] memory all) {
        all = new TokenSeq[](2);
        all[0] = named(a);
        all[1] = named(b);
    }

    function list(uint64[] memory ids) internal view returns (TokenSeq[] memory all) {
        all = new TokenSeq[](ids.length);
        for (uint256 i = 0; i < ids.length; ++i) {
            all[i] = named(ids[i]);
        }
    }

    // ---- catalogue ----

    function register(uint64 gtin) internal {
        RegisterProduct memory m = RegisterProduct(gtin, 0, MAKER, "Painkiller 20 tablets", DEADLINE, 0);
        bytes memory sig = sign(MAKER, address(catalogue), abi.encodeCall(ICatalogue.register, (m, "")));
        catalogue.register(m, sig);
    }

    function commissioning(
        string memory lot,
        uint32 count,
        uint16 unitsPerCase,
        uint16 casesPerPallet
    ) internal view returns (CommissionRun memory m) {
        (, uint256 slot) = tokens.findLot(catalogue.lotIdentity(GTIN, lot));
        m.gtin = GTIN;
        m.lotCode = lot;
        m.lotSeq = uint32(slot);
        m.expiry = EXPIRY;
        m.count = count;
        m.unitsPerCase = unitsPerCase;
        m.casesPerPallet = casesPerPallet;
        m.codec = 1;
        m.serials = "serials";
        m.deadline = DEADLINE;
    }

    function commissionData(CommissionRun memory m) internal view returns (bytes memory) {
        bytes memory sig = sign(MAKER, address(catalogue), abi.encodeCall(ICatalogue.commission, (m, "")));
        return abi.encodeCall(ICatalogue.commission, (m, sig));
    }

    function commission(CommissionRun memory m) internal returns (uint32) {
        return abi.decode(ok(address(catalogue), commissionData(m)), (uint32));
    }

    /// @dev 1,000 units in 50 cases on 5 pallets.
    function commission(string memory lot) internal returns (uint32) {
        return commission(commissioning(lot, 1_000, 20, 10));
    }

    // ---- transfers ----

    function transferOf(
        TokenSeq[] memory all,
        uint24 newOwner,
        uint24 newCustodian
    ) internal view returns (TransferTokens memory) {
        uint256 slot = tokens.slotOf(all[0].token);
        return TransferTokens(all, slot.owner(), slot.custodian(), newOwner, newCustodian, DEADLINE, 0);
    }

    function transferData(TransferTokens memory m, uint24[] memory by) internal view returns (bytes memory) {
        bytes memory unsigned = abi.encodeCall(ITokens.transfer, (m, new bytes[](0)));
        return abi.encodeCall(ITokens.transfer, (m, sign(by, address(tokens), unsigned)));
    }

    /// @dev With every signature that the parties owe; no financier.
    function transferData(TransferTokens memory m) internal view returns (bytes memory) {
        bool custody = m.custodian != m.newCustodian;
        return
            transferData(
                m,
                signers(m.owner, m.newOwner, custody ? m.custodian : 0, custody ? m.newCustodian : 0, 0)
            );
    }

    function transferData(uint64 token, uint24 newOwner, uint24 newCustodian) internal view returns (bytes memory) {
        return transferData(transferOf(list(token), newOwner, newCustodian));
    }

    function give(uint64 token, uint24 partner) internal {
        ok(address(tokens), transferData(token, partner, partner));
    }

    // ---- nesting ----

    function unpackData(TokenSeq[] memory all, uint24[] memory by) internal view returns (bytes memory) {
        (uint64 root, ) = tokens.rootOf(all[0].token);
        return unpackData(UnpackTokens(all, named(root), DEADLINE, 0), by);
    }

    function unpackData(UnpackTokens memory m, uint24[] memory by) internal view returns (bytes memory) {
        bytes memory unsigned = abi.encodeCall(IHandling.unpack, (m, new bytes[](0)));
        return abi.encodeCall(IHandling.unpack, (m, sign(by, address(tokens), unsigned)));
    }

    function unpackData(uint64 token) internal view returns (bytes memory) {
        return unpackData(list(token), signers(tokens.custodianOf(token)));
    }

    function unpack(uint64 token) internal {
        ok(address(tokens), unpackData(token));
    }

    function packData(TokenSeq[] memory all, uint64 into, uint24[] memory by) internal view returns (bytes memory) {
        PackTokens memory m = PackTokens(all, named(into), DEADLINE, 0);
        bytes memory unsigned = abi.encodeCall(IHandling.pack, (m, new bytes[](0)));
        return abi.encodeCall(IHandling.pack, (m, sign(by, address(tokens), unsigned)));
    }

    function packData(uint64 token, uint64 into) internal view returns (bytes memory) {
        return packData(list(token), into, signers(tokens.custodianOf(token)));
    }

    function pack(uint64 token, uint64 into) internal {
        ok(address(tokens), packData(token, into));
    }

    function touchData(uint64 token, uint24 partner) internal view returns (bytes memory) {
        TouchToken memory m = TouchToken(named(token), partner, DEADLINE, 0);
        bytes memory unsigned = abi.encodeCall(IHandling.touch, (m, ""));
        return abi.encodeCall(IHandling.touch, (m, sign(partner, address(tokens), unsigned)));
    }

    // ---- dispensing ----

    function dispenseData(TokenSeq[] memory all, uint24[] memory by) internal view returns (bytes memory) {
        DispenseTokens memory m = DispenseTokens(all, DEADLINE, 0);
        bytes memory unsigned = abi.encodeCall(IHandling.dispense, (m, new bytes[](0)));
        return abi.encodeCall(IHandling.dispense, (m, sign(by, address(tokens), unsigned)));
    }

    function dispenseData(uint64 token) internal view returns (bytes memory) {
        return dispenseData(list(token), signers(tokens.titleOf(token), tokens.custodianOf(token)));
    }

    function dispense(uint64 token) internal {
        ok(address(tokens), dispenseData(token));
    }

    function rangeData(
        uint64 root,
        uint32 run,
        uint32 first,
        uint32 last,
        uint24[] memory by
    ) internal view returns (bytes memory) {
        DispenseRange memory m = DispenseRange(named(root), run, first, last, DEADLINE, 0);
        bytes memory unsigned = abi.encodeCall(IHandling.dispenseRange, (m, new bytes[](0)));
        return abi.encodeCall(IHandling.dispenseRange, (m, sign(by, address(tokens), unsigned)));
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
        ReleaseLien memory m = ReleaseLien(lien, LienWord.seq(tokens.lienSlotOf(lien)), DEADLINE, 0);
        bytes memory unsigned = abi.encodeCall(ILiens.release, (m, ""));
        return abi.encodeCall(ILiens.release, (m, sign(by, address(liens), unsigned)));
    }

    function releaseTokensData(uint32 lien, TokenSeq[] memory all, uint24 by) internal view returns (bytes memory) {
        ReleaseTokens memory m = ReleaseTokens(lien, LienWord.seq(tokens.lienSlotOf(lien)), all, DEADLINE, 0);
        bytes memory unsigned = abi.encodeCall(ILiens.releaseTokens, (m, ""));
        return abi.encodeCall(ILiens.releaseTokens, (m, sign(by, address(liens), unsigned)));
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
