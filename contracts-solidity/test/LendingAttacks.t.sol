// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IConditions} from "../src/interfaces/IConditions.sol";
import {ILending} from "../src/interfaces/ILending.sol";
import {ILiens} from "../src/interfaces/ILiens.sol";
import {IMessages} from "../src/interfaces/IMessages.sol";
import "../src/interfaces/Messages.sol";
import {IPartners} from "../src/interfaces/IPartners.sol";
import {IRecalls} from "../src/interfaces/IRecalls.sol";
import {ITokensEvents} from "../src/interfaces/ITokensEvents.sol";
import {HoldWord} from "../src/libraries/Words.sol";
import {LendingCalls} from "./support/LendingCalls.sol";

/// @dev Cheat codes that go back to an earlier state.
interface StateVm {
    function snapshotState() external returns (uint256 id);
    function revertToState(uint256 id) external returns (bool done);
}

/// @dev Replays and dead keys, for each message about claims, clearing and conditions.
contract LendingAttacksTest is LendingCalls {
    StateVm private constant STATE = StateVm(0x7109709ECfa91a80626fF3989D68f67F5b1DD12D);
    uint256 private constant KINDS = 11;
    uint256 private constant NEW_KEY = 0xCAFE;

    uint64 private crop;
    uint32 private young;
    uint32 private mature;
    uint32 private ripe;
    uint32 private recalled;
    uint32 private quarantined;

    /// @dev Three liens: one that can take a claim, one in default, one to be foreclosed; a recall and a quarantine.
    function setUp() public override {
        super.setUp();
        crop = pallet(run, 2);
        for (uint256 i = 1; i < 4; ++i) {
            unpack(pallet(run, i));
            give(pallet(run, i), DISTRIBUTOR);
        }
        young = pledgeBriefly(list(goods), 7);
        mature = pledgeBriefly(list(pallet(run, 1)), 7);
        ripe = pledgeBriefly(list(crop), 7);
        quarantined = quarantineAll(ids(pallet(run, 3)), MAKER);
        commission("LOT-2");
        recalled = recallLot("LOT-2", 0);
        ripen(ripe, 1);
        ok(address(tokens), defaultData(mature, 1));
    }

    /// @dev The message of a kind that would be applied now: who takes it, who signs first, and how it looks unsigned.
    function unsignedCall(uint256 kind) private view returns (address target, uint24[] memory by, bytes memory data) {
        target = address(tokens);
        by = signers(BANK);
        bytes[] memory none = new bytes[](0);
        if (kind == 0) {
            AddClaim memory m = claimOf(young, SECOND);
            m.maturity = uint40(clock) + 1 hours;
            return (target, signers(DISTRIBUTOR, SECOND, BANK, 0, 0), abi.encodeCall(ILending.addClaim, (m, none)));
        }
        if (kind == 1) {
            return (
                target,
                by,
                abi.encodeCall(ILending.declareDefault, (DeclareDefault(young, lienSeq(young), 1, soon(), 0), ""))
            );
        }
        if (kind == 2) {
            CureLien memory m = CureLien(mature, lienSeq(mature), uint40(clock) + 1 hours, soon(), 0);
            return (target, by, abi.encodeCall(ILending.cure, (m, "")));
        }
        if (kind == 3) {
            ForecloseTokens memory m = ForecloseTokens(ripe, lienSeq(ripe), ids(crop), soon(), 0);
            return (target, by, abi.encodeCall(ILending.foreclose, (m, none)));
        }
        target = address(liens);
        if (kind == 4) {
            return (target, by, abi.encodeCall(ILiens.release, (ReleaseLien(young, lienSeq(young), 1, soon(), 0), "")));
        }
        if (kind == 5) {
            ReleaseTokens memory m = ReleaseTokens(young, lienSeq(young), list(goods), soon(), 0);
            return (target, by, abi.encodeCall(ILiens.releaseTokens, (m, none)));
        }
        if (kind == 6) {
            uint32 seq = HoldWord.seq(tokens.holdSlotOf(recalled));
            ClearTokens memory m = ClearTokens(REGULATOR, recalled, seq, list(unit(run + 1, 3)), soon(), 0);
            return (address(recalls), signers(REGULATOR), abi.encodeCall(IRecalls.clear, (m, "")));
        }
        return _ofConditions(kind);
    }

    function _ofConditions(
        uint256 kind
    ) private view returns (address target, uint24[] memory by, bytes memory data) {
        target = address(conditions);
        by = signers(DEVICE);
        if (kind == 7) data = abi.encodeCall(IConditions.attest, (attestationOf(DEVICE, ids(goods), 2), ""));
        if (kind == 8) data = abi.encodeCall(IConditions.quarantine, (quarantineOf(DEVICE, ids(goods)), ""));
        if (kind == 9) {
            by = signers(MAKER);
            data = abi.encodeCall(IConditions.release, (releaseOf(MAKER, quarantined), ""));
        }
        if (kind == 10) {
            AnchorBatch memory m = AnchorBatch(DEVICE, partnerSeq(DEVICE), keccak256("root"), 9, soon(), 0);
            data = abi.encodeCall(IConditions.anchor, (m, ""));
        }
    }

    function signedCall(uint256 kind) private view returns (address target, bytes memory data) {
        uint24[] memory by;
        (target, by, data) = unsignedCall(kind);
        return (target, withSignatures(kind, data, sign(by, target, data)));
    }

    /// @dev The last argument is exchanged.
    function withSignatures(
        uint256 kind,
        bytes memory data,
        bytes[] memory sigs
    ) private pure returns (bytes memory) {
        bytes memory arguments = new bytes(data.length - 4);
        for (uint256 i = 0; i < arguments.length; ++i) {
            arguments[i] = data[i + 4];
        }
        bytes4 selector = bytes4(data);
        if (kind == 0) return abi.encodeWithSelector(selector, abi.decode(arguments, (AddClaim)), sigs);
        if (kind == 1) return abi.encodeWithSelector(selector, abi.decode(arguments, (DeclareDefault)), sigs[0]);
        if (kind == 2) return abi.encodeWithSelector(selector, abi.decode(arguments, (CureLien)), sigs[0]);
        if (kind == 3) return abi.encodeWithSelector(selector, abi.decode(arguments, (ForecloseTokens)), sigs);
        if (kind == 4) return abi.encodeWithSelector(selector, abi.decode(arguments, (ReleaseLien)), sigs[0]);
        if (kind == 5) return abi.encodeWithSelector(selector, abi.decode(arguments, (ReleaseTokens)), sigs);
        if (kind == 6) return abi.encodeWithSelector(selector, abi.decode(arguments, (ClearTokens)), sigs[0]);
        if (kind == 7) return abi.encodeWithSelector(selector, abi.decode(arguments, (AttestCondition)), sigs[0]);
        if (kind == 8) return abi.encodeWithSelector(selector, abi.decode(arguments, (QuarantineTokens)), sigs[0]);
        if (kind == 9) return abi.encodeWithSelector(selector, abi.decode(arguments, (ReleaseQuarantine)), sigs[0]);
        return abi.encodeWithSelector(selector, abi.decode(arguments, (AnchorBatch)), sigs[0]);
    }

    function isForged(address target, bytes memory data, uint256 kind) private {
        (bool done, bytes memory reason) = target.call(data);
        yes(!done, "applied");
        same(
            uint32(bytes4(reason)),
            uint32(IMessages.Messages_WrongSigner.selector),
            string(abi.encodePacked("kind ", uint8(65 + kind)))
        );
    }

    function test_Replay_SameChain() public {
        for (uint256 kind = 0; kind < KINDS; ++kind) {
            uint256 state = STATE.snapshotState();
            (address target, bytes memory data) = signedCall(kind);
            ok(target, data);
            (bool done, bytes memory reason) = target.call(data);
            yes(!done, "applied twice");
            bytes4 why = bytes4(reason);
            yes(
                why == ITokensEvents.Tokens_StaleLien.selector ||
                    why == ITokensEvents.Tokens_LienNotActive.selector ||
                    why == ITokensEvents.Tokens_StaleHold.selector ||
                    why == ITokensEvents.Tokens_HoldNotActive.selector ||
                    why == IMessages.Partners_StaleSeq.selector,
                string(abi.encodePacked(uint8(65 + kind)))
            );
            STATE.revertToState(state);
        }
    }

    function test_Replay_OtherChain() public {
        for (uint256 kind = 0; kind < KINDS; ++kind) {
            uint256 state = STATE.snapshotState();
            (address target, bytes memory data) = signedCall(kind);
            vm.chainId(4242);
            isForged(target, data, kind);
            vm.chainId(31337);
            ok(target, data);
            STATE.revertToState(state);
        }
    }

    function test_Replay_OtherContract() public {
        for (uint256 kind = 0; kind < KINDS; ++kind) {
            uint256 state = STATE.snapshotState();
            (address target, uint24[] memory by, bytes memory data) = unsignedCall(kind);
            // The digest for another contract's domain: what a second deployment, or another module, would take.
            bytes32 other = relay.digestOf(address(catalogue), data);
            yes(other != relay.digestOf(target, data), "another digest");
            bytes[] memory sigs = new bytes[](by.length);
            for (uint256 i = 0; i < by.length; ++i) {
                sigs[i] = signature(keys[by[i]], other);
            }
            isForged(target, withSignatures(kind, data, sigs), kind);
            ok(target, withSignatures(kind, data, sign(by, target, data)));
            STATE.revertToState(state);
        }
    }

    function test_Keys_OldKeyAfterRecovery() public {
        for (uint256 kind = 0; kind < KINDS; ++kind) {
            (, uint24[] memory by, ) = unsignedCall(kind);
            for (uint256 i = 0; i < by.length; ++i) {
                uint256 state = STATE.snapshotState();
                (address target, bytes memory before) = signedCall(kind);
                uint256 old = keys[by[i]];
                govern(address(partners), abi.encodeCall(IPartners.recover, (by[i], vm.addr(NEW_KEY))));
                isForged(target, before, kind);
                // Signed anew with the old key; then with the new one.
                (, bytes memory data) = signedCall(kind);
                isForged(target, data, kind);
                keys[by[i]] = NEW_KEY;
                (, data) = signedCall(kind);
                ok(target, data);
                keys[by[i]] = old;
                STATE.revertToState(state);
            }
        }
    }

    function test_Signatures_SomeoneElses() public {
        for (uint256 kind = 0; kind < KINDS; ++kind) {
            (address target, uint24[] memory by, bytes memory data) = unsignedCall(kind);
            for (uint256 i = 0; i < by.length; ++i) {
                uint24[] memory forged = new uint24[](by.length);
                for (uint256 j = 0; j < by.length; ++j) {
                    forged[j] = i == j ? FIFTH : by[j];
                }
                isForged(target, withSignatures(kind, data, sign(forged, target, data)), kind);
            }
        }
    }
}
