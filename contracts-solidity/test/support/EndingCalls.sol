// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {IEndings} from "../../src/interfaces/IEndings.sol";
import {IShipping} from "../../src/interfaces/IShipping.sol";
import "../../src/interfaces/Messages.sol";
import "../../src/interfaces/ShippingMessages.sol";
import {ITokens} from "../../src/interfaces/ITokens.sol";
import {ITokensEvents} from "../../src/interfaces/ITokensEvents.sol";
import {TokenWord} from "../../src/libraries/TokenWord.sol";
import {LedgerTest} from "./LedgerTest.sol";
import {Vm} from "./Vm.sol";

/// @title Signed calls that end tokens, report them missing and transform them
abstract contract EndingCalls is LedgerTest {
    using TokenWord for uint256;

    uint16 internal constant GERMANY = 276;

    /// @dev Owner and custodian of the first token's root.
    function parties(TokenSeq[] memory all) internal view returns (uint24[] memory) {
        return signers(tokens.titleOf(all[0].token), tokens.custodianOf(all[0].token));
    }

    function destroyData(DestroyTokens memory m, uint24[] memory by) internal view returns (bytes memory) {
        bytes memory unsigned = abi.encodeCall(IEndings.destroy, (m, new bytes[](0)));
        return abi.encodeCall(IEndings.destroy, (m, sign(by, address(tokens), unsigned)));
    }

    function destroyData(TokenSeq[] memory all, uint24[] memory by) internal view returns (bytes memory) {
        return destroyData(DestroyTokens(all, DEADLINE, 0), by);
    }

    function destroyData(uint64 token) internal view returns (bytes memory) {
        return destroyData(list(token), parties(list(token)));
    }

    function destroy(uint64 token) internal {
        ok(address(tokens), destroyData(token));
    }

    function exportData(ExportTokens memory m, uint24[] memory by) internal view returns (bytes memory) {
        bytes memory unsigned = abi.encodeCall(IEndings.exportUnits, (m, new bytes[](0)));
        return abi.encodeCall(IEndings.exportUnits, (m, sign(by, address(tokens), unsigned)));
    }

    function exportData(TokenSeq[] memory all, uint24[] memory by) internal view returns (bytes memory) {
        return exportData(ExportTokens(all, GERMANY, DEADLINE, 0), by);
    }

    function exportData(uint64 token) internal view returns (bytes memory) {
        return exportData(list(token), parties(list(token)));
    }

    function exportUnit(uint64 token) internal {
        ok(address(tokens), exportData(token));
    }

    function missingData(ReportMissing memory m, uint24 by) internal view returns (bytes memory) {
        bytes memory unsigned = abi.encodeCall(IEndings.reportMissing, (m, ""));
        return abi.encodeCall(IEndings.reportMissing, (m, sign(by, address(tokens), unsigned)));
    }

    function missingData(TokenSeq[] memory all, uint8 status, uint24 by) internal view returns (bytes memory) {
        return missingData(ReportMissing(all, status, DEADLINE, 0), by);
    }

    function lose(uint64 token) internal {
        ok(address(tokens), missingData(list(token), TokenWord.LOST, tokens.titleOf(token)));
    }

    function reinstateData(ReinstateTokens memory m, uint24[] memory by) internal view returns (bytes memory) {
        bytes memory unsigned = abi.encodeCall(IEndings.reinstateTokens, (m, new bytes[](0)));
        return abi.encodeCall(IEndings.reinstateTokens, (m, sign(by, address(tokens), unsigned)));
    }

    function reinstateData(TokenSeq[] memory all, uint24[] memory by) internal view returns (bytes memory) {
        return reinstateData(ReinstateTokens(all, DEADLINE, 0), by);
    }

    function transformData(TransformUnits memory m, uint24[] memory by) internal view returns (bytes memory) {
        bytes memory unsigned = abi.encodeCall(IEndings.transform, (m, new bytes[](0)));
        return abi.encodeCall(IEndings.transform, (m, sign(by, address(tokens), unsigned)));
    }

    /// @dev A run of 40 units in two cases.
    function transformOf(TokenSeq[] memory all, string memory lot) internal view returns (TransformUnits memory) {
        return TransformUnits(all, commissioning(lot, 40, 20, 0), DEADLINE, 0);
    }

    function transformData(TokenSeq[] memory all, string memory lot) internal view returns (bytes memory) {
        return transformData(transformOf(all, lot), parties(all));
    }

    /// @return run the output
    function transform(TokenSeq[] memory all, string memory lot) internal returns (uint32 run) {
        ok(address(tokens), transformData(all, lot));
        return tokens.runCount();
    }

    /// @dev In transit from its owner and custodian to a pharmacy.
    function depart(uint64 token) internal returns (uint32 shipment) {
        uint256 slot = tokens.slotOf(token);
        ShipTokens memory m;
        m.tokens = list(token);
        (m.owner, m.custodian) = (slot.owner(), slot.custodian());
        (m.newOwner, m.newCustodian) = (PHARMACY, PHARMACY);
        (m.until, m.disputeSeconds, m.deadline) = (uint40(NOW) + 1 days, 7 days, DEADLINE);
        bytes memory unsigned = abi.encodeCall(IShipping.ship, (m, new bytes[](0)));
        bytes[] memory sigs = sign(signers(m.owner, m.custodian), address(tokens), unsigned);
        vm.recordLogs();
        ok(address(tokens), abi.encodeCall(IShipping.ship, (m, sigs)));
        shipment = uint32(uint256(only(vm.getRecordedLogs(), ITokensEvents.ShipmentDeparted.selector).topics[1]));
    }

    /// @dev The pharmacy refuses the one token of a shipment: it is the sender's again, in dispute.
    function refuse(uint32 shipment, uint64 token) internal returns (uint32 hold) {
        ReceiveShipment memory m;
        (m.shipment, m.seq, m.deadline) = (shipment, uint32(tokens.shipmentSlotOf(shipment)), DEADLINE);
        m.tokens = new uint64[](1);
        m.tokens[0] = token;
        m.exceptions = new ShipmentException[](1);
        m.exceptions[0] = ShipmentException(token, tokens.slotOf(token).seq(), 1, 5);
        bytes memory unsigned = abi.encodeCall(IShipping.receiveShipment, (m, new bytes[](0)));
        bytes[] memory sigs = sign(signers(PHARMACY), address(tokens), unsigned);
        vm.recordLogs();
        ok(address(tokens), abi.encodeCall(IShipping.receiveShipment, (m, sigs)));
        hold = uint32(uint256(only(vm.getRecordedLogs(), ITokensEvents.Disputed.selector).topics[3]));
    }

    function balance(uint24 partner) internal view returns (uint256) {
        return tokens.balanceOf(tokens.addressOf(partner));
    }

    // ---- refusals ----

    function refusedNow(bytes memory data, bytes memory reason) internal {
        refused(address(tokens), data, reason);
    }

    function terminalOf(uint64 token, uint8 status) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(ITokensEvents.Tokens_Terminal.selector, token, status);
    }

    function onHold(uint64 token, uint32 hold) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(ITokensEvents.Tokens_OnHold.selector, token, hold);
    }

    /// @dev Every view that names an owner or a place says that the token, or what it is in, has ended.
    function readsAsTerminal(uint64 token, uint64 ended, uint8 status) internal {
        bytes memory reason = terminalOf(ended, status);
        refusedNow(abi.encodeCall(ITokens.ownerOf, (token)), reason);
        refusedNow(abi.encodeCall(ITokens.titleOf, (token)), reason);
        refusedNow(abi.encodeCall(ITokens.custodianOf, (token)), reason);
        refusedNow(abi.encodeCall(ITokens.parentOf, (token)), reason);
        refusedNow(abi.encodeCall(ITokens.rootOf, (token)), reason);
        refusedNow(abi.encodeCall(IERC721.getApproved, (token)), reason);
        refusedNow(abi.encodeWithSignature("tokenURI(uint256)", token), reason);
        same(lens.stateOf(token).status, status, "Lens' status");
        same(lens.stateOf(token).root, 0, "no root");
        same(lens.stateOf(token).owner, 0, "no owner");
        same(lens.stateOf(token).path.length, 0, "no path");
        same(lens.encumbranceOf(token).lien, 0, "no lien");
    }

    // ---- events ----

    /// @dev The one event of a kind, by its first topic, among what was recorded.
    function only(Vm.Log[] memory logs, bytes32 kind) internal pure returns (Vm.Log memory found) {
        uint256 count = 0;
        for (uint256 i = 0; i < logs.length; ++i) {
            if (logs[i].topics[0] == kind) {
                found = logs[i];
                ++count;
            }
        }
        same(count, 1, "events of this kind");
    }

    function countOf(Vm.Log[] memory logs, bytes32 kind) internal pure returns (uint256 count) {
        for (uint256 i = 0; i < logs.length; ++i) {
            if (logs[i].topics[0] == kind) ++count;
        }
    }

    /// @dev Exactly one Ended, with these topics and words.
    function endedWith(
        Vm.Log[] memory logs,
        uint64 token,
        uint64 parent,
        uint64 root,
        uint8 status,
        uint32 detail
    ) internal view {
        Vm.Log memory log = only(logs, ITokensEvents.Ended.selector);
        same(uint256(log.topics[1]), token, "token");
        same(uint256(log.topics[2]), parent, "parent");
        same(uint256(log.topics[3]), root, "root");
        same(
            log.data,
            abi.encode(status, detail, tokens.slotOf(token), tokens.slotOf(parent), tokens.slotOf(root)),
            "words"
        );
    }
}
