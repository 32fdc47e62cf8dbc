// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IMessages} from "../src/interfaces/IMessages.sol";
import "../src/interfaces/Messages.sol";
import {IPartners} from "../src/interfaces/IPartners.sol";
import {TokenWord} from "../src/libraries/TokenWord.sol";
import {LienWord} from "../src/libraries/PartyWords.sol";
import {KeyedAccount} from "./support/Accounts.sol";
import {EndingCalls} from "./support/EndingCalls.sol";
import {LedgerTest} from "./support/LedgerTest.sol";
import {LendingCalls} from "./support/LendingCalls.sol";

/// @dev Every partner's account is a contract that signs by EIP-1271, and each entry point asks it.
contract ContractSignersTest is EndingCalls, LendingCalls {
    using TokenWord for uint256;

    /// @dev A call that applies now, and whose signature is looked at first.
    struct Signed {
        string name;
        address target;
        uint24 first;
        bytes data;
    }

    Signed[] private _calls;
    mapping(uint24 partner => KeyedAccount) private _accounts;
    uint32[4] private _shipments;
    uint32[5] private _pledges;
    uint32 private _recall;
    uint32 private _quarantine;

    function setUp() public override(LedgerTest, LendingCalls) {
        super.setUp();
        for (uint24 partner = MAKER; partner <= DEVICE; ++partner) {
            KeyedAccount account = new KeyedAccount(vm.addr(keys[partner]));
            govern(address(partners), abi.encodeCall(IPartners.recover, (partner, address(account))));
            _accounts[partner] = account;
        }
        _prepareShipments();
        _preparePledges();
        _recall = recallLotOf("LOT-7");
        _quarantine = quarantineAll(ids(held(unit(run, 900))), MAKER);
        lose(held(unit(run, 901)));
        warp(MATURITY);
        ok(address(tokens), defaultData(_pledges[2], 1));
        ok(address(tokens), defaultData(_pledges[3], 1));
        warp(clock + NOTICE + 1);
        _signShipments();
        _signEndings();
        _signLending();
        _signModules();
    }

    function test_EveryEntryPoint_TakesWhatContractsSign() public {
        for (uint256 i = 0; i < _calls.length; ++i) {
            (bool done, ) = _calls[i].target.call(_calls[i].data);
            yes(done, _calls[i].name);
        }
        // A look at one of each kind: they weren't applied in name only.
        same(tokens.slotOf(pallet(run, 1)).status(), TokenWord.IN_TRANSIT, "departed");
        same(tokens.titleOf(box(run, 20)), DISTRIBUTOR, "received");
        same(tokens.slotOf(unit(run, 910)).status(), TokenWord.DESTROYED, "destroyed");
        same(LienWord.juniors(tokens.lienSlotOf(_pledges[0])), 1, "a second claim");
        same(tokens.titleOf(box(run, 33)), BANK, "foreclosed");
        same(tokens.mandateOf(DISTRIBUTOR, CARRIER), clock + 1 days, "mandated");
    }

    /// @dev The key that signed isn't the account: if the contract doesn't agree, nothing applies.
    function test_EveryEntryPoint_RefusesWhatTheContractDoes() public {
        for (uint24 partner = MAKER; partner <= DEVICE; ++partner) {
            _accounts[partner].refuse();
        }
        for (uint256 i = 0; i < _calls.length; ++i) {
            uint24 first = _calls[i].first;
            refused(
                _calls[i].target,
                _calls[i].data,
                abi.encodeWithSelector(
                    IMessages.Messages_WrongSigner.selector,
                    first,
                    address(_accounts[first]),
                    0
                )
            );
        }
    }

    // ---- what there is to act on ----

    function held(uint64 token) private returns (uint64) {
        unpack(token);
        return token;
    }

    function recallLotOf(string memory lot) private returns (uint32) {
        commission(lot);
        return recallLot(lot, 0);
    }

    /// @dev One in transit to receive, one received, one with a dispute, one in transit to cancel.
    function _prepareShipments() private {
        for (uint256 i = 0; i < 4; ++i) {
            _shipments[i] = ship(held(box(run, 20 + i)), DISTRIBUTOR);
        }
        receive_(_shipments[1]);
        receive_(_shipments[2], exception(box(run, 22), REFUSED, 5));
    }

    /// @dev For another claim, a default, a cure, a foreclosure and a release.
    function _preparePledges() private {
        for (uint256 i = 0; i < 5; ++i) {
            _pledges[i] = pledgeBriefly(list(held(box(run, 30 + i))), 0);
        }
    }

    // ---- what is signed ----

    function _sign(string memory name, address target, uint24 first, bytes memory data) private {
        _calls.push(Signed(name, target, first, data));
    }

    function _sign(string memory name, uint24 first, bytes memory data) private {
        _sign(name, address(tokens), first, data);
    }

    function _signShipments() private {
        unpack(pallet(run, 1));
        _sign("ship", MAKER, shipData(shipmentOf(list(pallet(run, 1)), DISTRIBUTOR, DISTRIBUTOR, CARRIER)));
        _sign("receive", DISTRIBUTOR, receiveData(_shipments[0]));
        _sign(
            "correct",
            DISTRIBUTOR,
            correctData(correctionOf(_shipments[1], some(exception(box(run, 21), DAMAGED, 5))))
        );
        _sign("resolve", MAKER, resolveData(resolutionOf(_shipments[2], box(run, 22), RETURNED)));
        _sign("cancel", MAKER, cancelData(_shipments[3]));
    }

    function _signEndings() private {
        _sign("destroy", MAKER, destroyData(held(unit(run, 910))));
        _sign("missing", MAKER, missingData(list(held(unit(run, 911))), TokenWord.LOST, MAKER));
        _sign("reinstate", MAKER, reinstateData(list(unit(run, 901)), signers(MAKER)));
        _sign("export", MAKER, exportData(held(unit(run, 912))));
        _sign("transform", MAKER, transformData(list(held(unit(run, 913))), "LOT-8"));
    }

    function _signLending() private {
        AddClaim memory m = claimOf(_pledges[0], SECOND);
        m.maturity = uint40(clock) + 1 days;
        _sign("claim", MAKER, claimData(m));
        _sign("default", BANK, defaultData(_pledges[1], 1));
        _sign("cure", BANK, cureData(_pledges[2], uint40(clock) + 1 days, BANK));
        _sign("foreclose", BANK, forecloseData(_pledges[3], ids(box(run, 33)), signers(BANK)));
        _sign("release", address(liens), BANK, releaseRankData(_pledges[4], 1, BANK));
    }

    function _signModules() private {
        address to = address(conditions);
        _sign("attest", to, DEVICE, attestData(attestationOf(DEVICE, ids(goods), 2)));
        _sign("quarantine", to, MAKER, quarantineData(quarantineOf(MAKER, ids(goods))));
        _sign("release of a quarantine", to, MAKER, releaseQuarantineData(releaseOf(MAKER, _quarantine)));
        _sign(
            "anchor",
            to,
            CARRIER,
            anchorData(AnchorBatch(CARRIER, partnerSeq(CARRIER), keccak256("root"), 1, soon(), 0))
        );
        _sign("clear", address(recalls), REGULATOR, clearData(_recall, ids(rootOf(2)), REGULATOR));
        _sign("mandate", address(partners), DISTRIBUTOR, mandateData());
    }

    function mandateData() private view returns (bytes memory) {
        GrantMandate memory m = GrantMandate(
            DISTRIBUTOR,
            partnerSeq(DISTRIBUTOR),
            CARRIER,
            uint40(clock) + 1 days,
            soon(),
            0
        );
        bytes memory sig = sign(DISTRIBUTOR, address(partners), abi.encodeCall(IPartners.mandate, (m, "")));
        return abi.encodeCall(IPartners.mandate, (m, sig));
    }
}
