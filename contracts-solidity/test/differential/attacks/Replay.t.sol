// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IMessages} from "../../../src/interfaces/IMessages.sol";
import {LedgerTest} from "../../support/LedgerTest.sol";
import {EveryMessage} from "./EveryMessage.sol";

/// @title Replays of every type of message: again, on another chain, on another deployment
contract ReplayTest is EveryMessage {
    function test_Replay_EveryMessageOnTheSameChain() public {
        for (uint256 t = 0; t < TYPES; ++t) {
            uint256 state = STATE.snapshotState();
            (address target, bytes memory data) = signedCall(Type(t));
            ok(target, data);
            (bool done, bytes memory reason) = target.call(data);
            yes(!done, "applied twice");
            yes(reason.length >= 4 && firstFour(reason) != 0x4e487b71, "a named refusal");
            STATE.revertToState(state);
        }
    }

    function test_Replay_EveryMessageOnAnotherChain() public {
        for (uint256 t = 0; t < TYPES; ++t) {
            uint256 state = STATE.snapshotState();
            (address target, bytes memory data) = signedCall(Type(t));
            vm.chainId(4242);
            bytes4 wrong = IMessages.Messages_WrongSigner.selector;
            refusedBy(target, data, wrong, wrong, Type(t));
            // On its own chain it is good.
            vm.chainId(31337);
            ok(target, data);
            STATE.revertToState(state);
        }
    }

    function test_Replay_EveryMessageOnAnotherDeployment() public {
        bytes[] memory signed = new bytes[](TYPES);
        for (uint256 t = 0; t < TYPES; ++t) {
            (, signed[t]) = signedCall(Type(t));
        }
        // The same partners with the same keys do the same acts on new contracts.
        LedgerTest.setUp();
        _stage();
        for (uint256 t = 0; t < TYPES; ++t) {
            uint256 state = STATE.snapshotState();
            (address target, bytes memory data) = signedCall(Type(t));
            bytes4 wrong = IMessages.Messages_WrongSigner.selector;
            // A lien's or a hold's id comes from its digest, so the other deployment doesn't know it.
            (bool done, bytes memory reason) = target.call(signed[t]);
            yes(!done, "applied on another deployment");
            bool byId = Type(t) == Type.Release || Type(t) == Type.ReleaseTokens || Type(t) == Type.Lift;
            yes(byId || firstFour(reason) == wrong, "wrong signer");
            ok(target, data);
            STATE.revertToState(state);
        }
    }
}
