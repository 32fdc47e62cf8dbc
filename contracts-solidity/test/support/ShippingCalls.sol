// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import "../../src/interfaces/Messages.sol";
import "../../src/interfaces/ShippingMessages.sol";
import {IConditions} from "../../src/interfaces/IConditions.sol";
import {IMessages} from "../../src/interfaces/IMessages.sol";
import {IPartners} from "../../src/interfaces/IPartners.sol";
import {IShipping} from "../../src/interfaces/IShipping.sol";
import {TokenWord} from "../../src/libraries/TokenWord.sol";
import {HoldWord} from "../../src/libraries/Words.sol";
import {ShipmentWord} from "../../src/libraries/PartyWords.sol";
import {LedgerTest} from "./LedgerTest.sol";

/// @title Signed calls about shipments
abstract contract ShippingCalls is LedgerTest {
    using TokenWord for uint256;

    uint8 internal constant REFUSED = 1;
    uint8 internal constant MISSING = 2;
    uint8 internal constant DAMAGED = 3;
    uint8 internal constant RETURNED = 1;
    uint8 internal constant ACCEPTED = 2;
    uint8 internal constant GONE = 3;

    uint32 internal constant DISPUTE_SECONDS = 10 days;

    uint32 internal run;
    mapping(uint32 shipment => uint64[]) private _manifests;

    function setUp() public virtual override {
        super.setUp();
        run = commission("LOT-1");
    }

    function soon() internal view returns (uint64) {
        return uint64(clock) + 1 hours;
    }

    function wrongSigner(uint24 partner, uint256 index) internal view returns (bytes memory) {
        return
            abi.encodeWithSelector(
                IMessages.Messages_WrongSigner.selector,
                partner,
                vm.addr(keys[partner]),
                index
            );
    }

    // ---- departure ----

    function shipmentOf(
        TokenSeq[] memory all,
        uint24 newOwner,
        uint24 newCustodian,
        uint24 carrier
    ) internal view returns (ShipTokens memory m) {
        uint256 slot = tokens.slotOf(all[0].token);
        m.tokens = all;
        m.owner = slot.owner();
        m.custodian = slot.custodian();
        m.newOwner = newOwner;
        m.newCustodian = newCustodian;
        m.carrier = carrier;
        m.until = uint40(clock) + 3 days;
        m.disputeSeconds = DISPUTE_SECONDS;
        m.deadline = soon();
    }

    function shipData(ShipTokens memory m, uint24[] memory by) internal view returns (bytes memory) {
        bytes memory unsigned = abi.encodeCall(IShipping.ship, (m, new bytes[](0)));
        return abi.encodeCall(IShipping.ship, (m, sign(by, address(tokens), unsigned)));
    }

    function shipData(ShipTokens memory m) internal view returns (bytes memory) {
        return shipData(m, signers(m.owner, m.custodian, m.carrier, 0, 0));
    }

    function shipData(uint64 token, uint24 newOwner, uint24 newCustodian) internal view returns (bytes memory) {
        return shipData(shipmentOf(list(token), newOwner, newCustodian, 0));
    }

    function ship(ShipTokens memory m, uint24[] memory by) internal returns (uint32 shipment) {
        shipment = uint32(
            uint256(relay.digestOf(address(tokens), abi.encodeCall(IShipping.ship, (m, new bytes[](0)))))
        );
        ok(address(tokens), shipData(m, by));
        for (uint256 i = 0; i < m.tokens.length; ++i) {
            _manifests[shipment].push(m.tokens[i].token);
        }
    }

    function ship(ShipTokens memory m) internal returns (uint32) {
        return ship(m, signers(m.owner, m.custodian, m.carrier, 0, 0));
    }

    /// @dev Title and custody, with the carrier.
    function ship(uint64 token, uint24 to) internal returns (uint32) {
        return ship(shipmentOf(list(token), to, to, CARRIER));
    }

    function shipCustody(uint64 token, uint24 to) internal returns (uint32) {
        return ship(shipmentOf(list(token), tokens.titleOf(token), to, CARRIER));
    }

    // ---- receipt ----

    function exception(uint64 token, uint8 kind, uint16 reason) internal view returns (ShipmentException memory) {
        return ShipmentException(token, tokens.slotOf(token).seq(), kind, reason);
    }

    function none() internal pure returns (ShipmentException[] memory) {
        return new ShipmentException[](0);
    }

    function some(ShipmentException memory a) internal pure returns (ShipmentException[] memory all) {
        all = new ShipmentException[](1);
        all[0] = a;
    }

    function some(
        ShipmentException memory a,
        ShipmentException memory b
    ) internal pure returns (ShipmentException[] memory all) {
        all = new ShipmentException[](2);
        (all[0], all[1]) = (a, b);
    }

    function manifest(uint32 shipment) internal view returns (uint64[] memory) {
        return _manifests[shipment];
    }

    function seqOf(uint32 shipment) internal view returns (uint32) {
        return ShipmentWord.seq(tokens.shipmentSlotOf(shipment));
    }

    function receiptOf(
        uint32 shipment,
        ShipmentException[] memory exceptions
    ) internal view returns (ReceiveShipment memory m) {
        m.shipment = shipment;
        m.seq = seqOf(shipment);
        m.tokens = _manifests[shipment];
        m.accepted = uint16(m.tokens.length);
        for (uint256 i = 0; i < exceptions.length; ++i) {
            for (uint256 j = 0; j < m.tokens.length; ++j) {
                if (exceptions[i].token == m.tokens[j]) --m.accepted;
            }
        }
        m.exceptions = exceptions;
        m.overages = new Overage[](0);
        m.deadline = soon();
    }

    function receiveData(ReceiveShipment memory m, uint24[] memory by) internal view returns (bytes memory) {
        bytes memory unsigned = abi.encodeCall(IShipping.receiveShipment, (m, new bytes[](0)));
        return abi.encodeCall(IShipping.receiveShipment, (m, sign(by, address(tokens), unsigned)));
    }

    function receiveData(ReceiveShipment memory m) internal view returns (bytes memory) {
        uint256 word = tokens.shipmentSlotOf(m.shipment);
        return receiveData(m, signers(ShipmentWord.newCustodian(word), ShipmentWord.newOwner(word)));
    }

    function receiveData(uint32 shipment) internal view returns (bytes memory) {
        return receiveData(receiptOf(shipment, none()));
    }

    function receive_(uint32 shipment) internal {
        ok(address(tokens), receiveData(shipment));
    }

    function receive_(uint32 shipment, ShipmentException memory one) internal {
        ok(address(tokens), receiveData(receiptOf(shipment, some(one))));
    }

    // ---- after it ----

    function correctionOf(
        uint32 shipment,
        ShipmentException[] memory exceptions
    ) internal view returns (CorrectReceipt memory) {
        return CorrectReceipt(shipment, seqOf(shipment), exceptions, soon(), 0);
    }

    function correctData(CorrectReceipt memory m, uint24[] memory by) internal view returns (bytes memory) {
        bytes memory unsigned = abi.encodeCall(IShipping.correctReceipt, (m, new bytes[](0)));
        return abi.encodeCall(IShipping.correctReceipt, (m, sign(by, address(tokens), unsigned)));
    }

    function correctData(CorrectReceipt memory m) internal view returns (bytes memory) {
        uint256 word = tokens.shipmentSlotOf(m.shipment);
        return correctData(m, signers(ShipmentWord.newCustodian(word), ShipmentWord.newOwner(word)));
    }

    function correct(uint32 shipment, ShipmentException memory one) internal {
        ok(address(tokens), correctData(correctionOf(shipment, some(one))));
    }

    /// @dev The open dispute of a token, 0 if there's none.
    function disputeOf(uint64 token) internal view returns (uint32) {
        uint32[] memory holds = lens.stateOf(token).holds;
        for (uint256 i = 0; i < holds.length; ++i) {
            if (HoldWord.kind(tokens.holdSlotOf(holds[i])) == HoldWord.DISPUTE) return holds[i];
        }
        return 0;
    }

    function resolutionOf(uint32 shipment, uint64 token, uint8 outcome) internal view returns (ResolveDispute memory m) {
        m.shipment = shipment;
        m.seq = seqOf(shipment);
        m.resolutions = new Resolution[](1);
        m.resolutions[0] = Resolution(token, tokens.slotOf(token).seq(), disputeOf(token), outcome);
        m.deadline = soon();
    }

    function resolveData(ResolveDispute memory m, uint24[] memory by) internal view returns (bytes memory) {
        bytes memory unsigned = abi.encodeCall(IShipping.resolveDispute, (m, new bytes[](0)));
        return abi.encodeCall(IShipping.resolveDispute, (m, sign(by, address(tokens), unsigned)));
    }

    function resolveData(ResolveDispute memory m) internal view returns (bytes memory) {
        uint256 word = tokens.shipmentSlotOf(m.shipment);
        return
            resolveData(
                m,
                signers(
                    ShipmentWord.owner(word),
                    ShipmentWord.custodian(word),
                    ShipmentWord.newOwner(word),
                    ShipmentWord.newCustodian(word),
                    0
                )
            );
    }

    function resolve(uint32 shipment, uint64 token, uint8 outcome) internal {
        ok(address(tokens), resolveData(resolutionOf(shipment, token, outcome)));
    }

    function lapseData(uint32 hold) internal pure returns (bytes memory) {
        uint32[] memory holds = new uint32[](1);
        holds[0] = hold;
        return abi.encodeCall(IShipping.lapseDisputes, (holds));
    }

    // ---- turning back ----

    function cancellationOf(uint32 shipment) internal view returns (CancelShipment memory) {
        return CancelShipment(shipment, seqOf(shipment), _manifests[shipment], soon(), 0);
    }

    function cancelData(CancelShipment memory m, uint24 by) internal view returns (bytes memory) {
        bytes memory unsigned = abi.encodeCall(IShipping.cancelShipment, (m, ""));
        return abi.encodeCall(IShipping.cancelShipment, (m, sign(by, address(tokens), unsigned)));
    }

    function cancelData(uint32 shipment) internal view returns (bytes memory) {
        return cancelData(cancellationOf(shipment), ShipmentWord.custodian(tokens.shipmentSlotOf(shipment)));
    }

    function expireData(uint32 shipment) internal view returns (bytes memory) {
        return abi.encodeCall(IShipping.expireShipment, (shipment, _manifests[shipment]));
    }

    // ---- partners ----

    function suspend(uint24 partner) internal {
        govern(address(partners), abi.encodeCall(IPartners.suspendUrgently, (partner)));
    }

    function grant(uint24 owner, uint24 agent, uint40 until) internal {
        GrantMandate memory m = GrantMandate(owner, partnerSeq(owner), agent, until, soon(), 0);
        bytes memory unsigned = abi.encodeCall(IPartners.mandate, (m, ""));
        ok(
            address(partners),
            abi.encodeCall(IPartners.mandate, (m, sign(owner, address(partners), unsigned)))
        );
    }

    // ---- quarantine ----

    function quarantine(uint64 token, uint24 by) internal {
        uint64[] memory all = new uint64[](1);
        all[0] = token;
        QuarantineTokens memory m = QuarantineTokens(by, partnerSeq(by), all, "seal broken", soon(), 0);
        bytes memory unsigned = abi.encodeCall(IConditions.quarantine, (m, ""));
        ok(
            address(conditions),
            abi.encodeCall(IConditions.quarantine, (m, sign(by, address(conditions), unsigned)))
        );
    }

    function releaseQuarantine(uint32 hold, uint24 by) internal {
        ReleaseQuarantine memory m = ReleaseQuarantine(
            by,
            hold,
            HoldWord.seq(tokens.holdSlotOf(hold)),
            soon(),
            0
        );
        bytes memory unsigned = abi.encodeCall(IConditions.release, (m, ""));
        ok(address(conditions), abi.encodeCall(IConditions.release, (m, sign(by, address(conditions), unsigned))));
    }

    // ---- assertions ----

    function stands(uint64 token, uint24 owner, uint24 custodian, uint8 status, string memory what) internal view {
        uint256 slot = tokens.slotOf(token);
        same(slot.mode(), TokenWord.MODE_HELD, string.concat(what, ": held"));
        same(slot.owner(), owner, string.concat(what, ": owner"));
        same(slot.custodian(), custodian, string.concat(what, ": custodian"));
        same(slot.status(), status, string.concat(what, ": status"));
        same(
            tokens.ownerOf(token),
            tokens.addressOf(owner),
            string.concat(what, ": owner as ERC-721 sees it")
        );
    }
}
