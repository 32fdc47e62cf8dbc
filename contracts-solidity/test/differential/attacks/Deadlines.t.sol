// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IMessages} from "../../../src/interfaces/IMessages.sol";
import {EveryMessage} from "./EveryMessage.sol";

/// @title The edge of the deadline of every type of message
contract DeadlinesTest is EveryMessage {
    function test_Deadline_EveryMessageIsGoodInItsLastSecondAndNotAfter() public {
        for (uint256 t = 0; t < TYPES; ++t) {
            uint256 state = STATE.snapshotState();
            (address target, bytes memory data) = signedCall(Type(t));
            warp(DEADLINE + 1);
            refused(
                target,
                data,
                abi.encodeWithSelector(IMessages.Messages_DeadlinePassed.selector, DEADLINE, DEADLINE + 1)
            );
            warp(DEADLINE);
            ok(target, data);
            STATE.revertToState(state);
            warp(NOW);
        }
    }
}
