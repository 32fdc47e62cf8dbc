// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {TokenSeq} from "./Messages.sol";

/// @notice What Conditions asks of Tokens when it puts tokens into quarantine.
/// @param issuer who may end it beside regulators, 0 for nobody else
/// @param entropy the hold's id is made from it
struct QuarantineOpening {
    uint24 partner;
    uint32 seq;
    uint24 issuer;
    uint64[] tokens;
    bytes32 entropy;
}

/// @title Holds: placed, lifted and cleared by the modules that verify the messages
interface IHolding {
    /// @notice Places a recall and raises the signer's seq. Recalls only, which checks the signer by what this returns
    /// and reverts everything if it mustn't.
    /// @param order a hold's word, of which class, scope, partner and destinations are taken; its seq is the signer's, as
    /// the message names it
    /// @param target by scope: 1 the product's id; 2 the lot's identity; 3 `run 32 | first 32 | last 32`, lowest bits
    /// first, `last` inclusive; 4 the token's id
    /// @param entropy the hold's id is made from it
    /// @param reason for the event; Recalls has seen to its length
    /// @return placed `hold 32 | issuer 24`, lowest bits first: the hold's id, and the issuer of the goods, which is 0 for a
    /// product or a free container. 0 if there's no such lot or run, and then nothing was done
    /// @return partnerSlot the signer's word
    function recallGoods(
        uint256 order,
        uint256 target,
        bytes32 entropy,
        string calldata reason
    ) external returns (uint256 placed, uint256 partnerSlot);

    /// @notice Lifts a hold: recalls by Recalls, quarantines by Conditions.
    function liftHold(uint32 hold, uint32 seq) external;

    /// @notice Takes tokens of a lot out of its recall. Recalls only.
    function clearTokens(uint32 hold, uint32 seq, TokenSeq[] calldata list) external;

    /// @notice Places a quarantine and raises the signer's seq. Conditions only.
    function quarantineTokens(QuarantineOpening calldata opening) external returns (uint32 hold);
}
