// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICatalogue} from "../../src/interfaces/ICatalogue.sol";
import {IHandling} from "../../src/interfaces/IHandling.sol";
import "../../src/interfaces/Messages.sol";
import {ITokens} from "../../src/interfaces/ITokens.sol";
import {Ids} from "../../src/libraries/Ids.sol";
import {TokenWord} from "../../src/libraries/TokenWord.sol";
import {Consortium} from "./Consortium.sol";

/// @title Signed calls that commission, move, pack, unpack and dispense
abstract contract TokenCalls is Consortium {
    using TokenWord for uint256;

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
}
