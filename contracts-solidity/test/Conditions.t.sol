// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IConditions} from "../src/interfaces/IConditions.sol";
import {IMessages} from "../src/interfaces/IMessages.sol";
import "../src/interfaces/Messages.sol";
import {ITokens} from "../src/interfaces/ITokens.sol";
import {ITokensEvents} from "../src/interfaces/ITokensEvents.sol";
import {TokenWord} from "../src/libraries/TokenWord.sol";
import {HoldWord} from "../src/libraries/Words.sol";
import {PartnerWord} from "../src/libraries/PartyWords.sol";
import {LendingCalls} from "./support/LendingCalls.sol";
import {Vm} from "./support/Vm.sol";

contract ConditionsTest is LendingCalls {
    using TokenWord for uint256;

    uint8 private constant READING = 0;
    uint8 private constant WARNING = 1;
    uint8 private constant EXCURSION = 2;

    function attest(uint24 partner, uint64 token, uint8 severity) private {
        ok(address(conditions), attestData(attestationOf(partner, ids(token), severity)));
    }

    function refusedAttestation(AttestCondition memory m, bytes memory reason) private {
        refused(address(conditions), attestData(m), reason);
    }

    function test_Attest_AReadingBindsNothing() public {
        AttestCondition memory m = attestationOf(DEVICE, ids(goods, unit(run, 3)), READING);
        bytes memory data = attestData(m);
        uint32 seq = tokens.slotOf(goods).seq();
        vm.recordLogs();
        ok(address(conditions), data);
        Vm.Log[] memory logs = vm.getRecordedLogs();
        same(logs.length, 4, "partner, two tokens, applied");
        same(logs[0].topics[0], ITokensEvents.PartnerSet.selector, "the partner's word");
        same(logs[2].topics[0], IConditions.ConditionAttested.selector, "event");
        same(uint256(logs[2].topics[1]), unit(run, 3), "token");
        same(uint256(logs[2].topics[2]), DEVICE, "partner");
        same(uint256(logs[2].topics[3]), 1, "kind");
        (uint8 severity, bytes32 dataHash, uint32 hold) = abi.decode(logs[2].data, (uint8, bytes32, uint32));
        same(severity, READING, "severity");
        same(dataHash, m.dataHash, "hash of the data");
        same(hold, 0, "no quarantine");
        same(partnerSeq(DEVICE), m.seq + 1, "the signer's seq");
        same(tokens.slotOf(goods).seq(), seq, "not the token's");
        give(goods, PHARMACY);
        attest(DEVICE, goods, WARNING);
        dispense(unit(run, 3));
    }

    function test_Attest_AnExcursionQuarantines() public {
        AttestCondition memory m = attestationOf(DEVICE, ids(goods), EXCURSION);
        bytes memory unsigned = abi.encodeCall(IConditions.attest, (m, ""));
        uint32 hold = uint32(uint256(relay.digestOf(address(conditions), unsigned)));
        ok(address(conditions), attestData(m));
        uint256 word = tokens.holdSlotOf(hold);
        same(HoldWord.kind(word), HoldWord.QUARANTINE, "kind");
        same(HoldWord.partner(word), DEVICE, "who placed it");
        same(HoldWord.issuer(word), MAKER, "who ends it");
        same(tokens.slotOf(goods).hold(), hold, "on the token");
        same(partnerSeq(DEVICE), m.seq + 1, "the signer's seq");
        refused(
            address(tokens),
            transferData(goods, PHARMACY, PHARMACY),
            abi.encodeWithSelector(ITokensEvents.Tokens_OnHold.selector, goods, hold)
        );
        releaseQuarantine(hold, MAKER);
        give(goods, PHARMACY);
    }

    function test_Attest_WhoMay() public {
        ok(address(tokens), transferData(goods, DISTRIBUTOR, CARRIER));
        // Owner, custodian, issuer, a regulator, a device operator.
        attest(DISTRIBUTOR, unit(run, 3), READING);
        attest(CARRIER, unit(run, 3), READING);
        attest(MAKER, unit(run, 3), READING);
        attest(REGULATOR, unit(run, 3), READING);
        attest(DEVICE, unit(run, 3), READING);
        AttestCondition memory m = attestationOf(PHARMACY, ids(unit(run, 3)), READING);
        bytes4 notAllowed = IConditions.Conditions_NotAllowed.selector;
        refusedAttestation(m, abi.encodeWithSelector(notAllowed, PHARMACY, unit(run, 3)));
        // About each of them.
        m = attestationOf(DISTRIBUTOR, ids(goods, rootOf(run)), READING);
        refusedAttestation(m, abi.encodeWithSelector(notAllowed, DISTRIBUTOR, rootOf(run)));
    }

    function test_Attest_Refusals() public {
        AttestCondition memory m = attestationOf(DEVICE, ids(goods), 3);
        refusedAttestation(m, abi.encodeWithSelector(IConditions.Conditions_SeverityInvalid.selector, 3));
        m.severity = EXCURSION;
        m.kind = 0;
        refusedAttestation(m, abi.encodeWithSelector(IConditions.Conditions_KindInvalid.selector, 0));
        m.kind = 6;
        m.tokens = new uint64[](0);
        refusedAttestation(m, abi.encodeWithSelector(IConditions.Conditions_Count.selector, 0, 256));
        m.tokens = new uint64[](257);
        refusedAttestation(m, abi.encodeWithSelector(IConditions.Conditions_Count.selector, 257, 256));
        m.tokens = ids(goods);
        m.seq += 1;
        bytes memory stale = abi.encodeWithSelector(IMessages.Partners_StaleSeq.selector, DEVICE, m.seq, m.seq - 1);
        refusedAttestation(m, stale);
        m.severity = READING;
        refusedAttestation(m, stale);
        m.seq -= 1;
        m.deadline = NOW - 1;
        refusedAttestation(m, abi.encodeWithSelector(IMessages.Messages_DeadlinePassed.selector, NOW - 1, NOW));
        m.deadline = NOW;
        m.tokens = ids(unit(run, 1_000));
        refusedAttestation(m, abi.encodeWithSelector(ITokensEvents.Tokens_Unknown.selector, unit(run, 1_000)));
        dispense(unit(run, 3));
        m.tokens = ids(unit(run, 3));
        refusedAttestation(
            m,
            abi.encodeWithSelector(ITokensEvents.Tokens_Terminal.selector, unit(run, 3), TokenWord.DISPENSED)
        );
        m.tokens = ids(goods);
        bytes memory unsigned = abi.encodeCall(IConditions.attest, (m, ""));
        bytes memory forged = abi.encodeCall(
            IConditions.attest,
            (m, sign(PHARMACY, address(conditions), unsigned))
        );
        refused(address(conditions), forged, wrongSigner(DEVICE, 0));
        m.partner = 99;
        refused(
            address(conditions),
            abi.encodeCall(IConditions.attest, (m, "")),
            abi.encodeWithSelector(IMessages.Partners_Unknown.selector, 99)
        );
        m.partner = DEVICE;
        suspend(DEVICE);
        refusedAttestation(m, abi.encodeWithSelector(IMessages.Partners_Suspended.selector, DEVICE, NOW + 7 days));
    }

    function test_Attest_FreeContainerOfSeveralIssuers() public {
        // Another issuer's goods in the same crate.
        govern(address(partners), abi.encodeWithSignature("setRoles(uint24,uint16)", PHARMACY, 3));
        uint32 others = commissionOf(PHARMACY);
        ok(address(tokens), transferData(transferOf(list(rootOf(others)), DISTRIBUTOR, DISTRIBUTOR)));
        unpack(unit(others, 0));
        unpack(unit(run, 3));
        uint64 crate = container(DISTRIBUTOR, 3, 1);
        pack(unit(run, 3), crate);
        // So far it is the maker's only.
        attest(MAKER, crate, READING);
        uint32 hold = quarantineAll(ids(crate), DISTRIBUTOR);
        same(HoldWord.issuer(tokens.holdSlotOf(hold)), MAKER, "one issuer");
        pack(unit(others, 0), crate);
        refusedAttestation(
            attestationOf(MAKER, ids(crate), READING),
            abi.encodeWithSelector(IConditions.Conditions_NotAllowed.selector, MAKER, crate)
        );
        hold = quarantineAll(ids(crate), DISTRIBUTOR);
        same(HoldWord.issuer(tokens.holdSlotOf(hold)), 0, "two issuers: only a regulator ends it");
        hold = quarantineAll(ids(goods, rootOf(others)), REGULATOR);
        same(HoldWord.issuer(tokens.holdSlotOf(hold)), 0, "two issuers in one message");
        hold = quarantineAll(ids(goods, box(run, 1)), REGULATOR);
        same(HoldWord.issuer(tokens.holdSlotOf(hold)), MAKER, "one issuer in one message");
    }

    function commissionOf(uint24 issuer) private returns (uint32) {
        RegisterProduct memory p = RegisterProduct(OTHER_GTIN, 0, issuer, "Vaccine", DEADLINE, 0);
        bytes memory unsigned = abi.encodeCall(catalogue.register, (p, ""));
        catalogue.register(p, sign(issuer, address(catalogue), unsigned));
        CommissionRun memory c = commissioning("LOT-9", 100, 0, 0);
        c.gtin = OTHER_GTIN;
        c.lotSeq = 0;
        unsigned = abi.encodeCall(catalogue.commission, (c, ""));
        return catalogue.commission(c, sign(issuer, address(catalogue), unsigned));
    }

    function test_RaisePartner_OnlyConditions() public {
        refused(
            address(tokens),
            abi.encodeCall(ITokens.raisePartner, (DEVICE, 1)),
            abi.encodeWithSelector(ITokensEvents.Tokens_NotTheModule.selector, 5, address(this))
        );
        same(PartnerWord.roles(tokens.partnerSlotOf(DEVICE)), PartnerWord.DEVICE, "role");
    }
}
