// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {TokenSeq} from "./Messages.sol";

/// @notice What Recalls asks of Tokens when a hold is placed.
/// @param scope 1 product, 2 lot, 3 range, 4 token
/// @param target product id, lot id, run id or token id
/// @param first first unit of a range
/// @param last last unit of a range, inclusive
/// @param destinations up to four partner ids, 24 bits each, lowest first
/// @param entropy the hold's id is made from it
struct HoldOpening {
    uint24 partner;
    uint32 seq;
    uint8 kind;
    uint8 class;
    uint8 scope;
    uint64 target;
    uint32 first;
    uint32 last;
    uint96 destinations;
    bytes32 entropy;
}

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
    /// @notice Places a hold and raises the signer's seq. Recalls only.
    function placeHold(HoldOpening calldata opening) external returns (uint32 hold);

    /// @notice Lifts a hold: recalls by Recalls, quarantines by Conditions.
    function liftHold(uint32 hold, uint32 seq) external;

    /// @notice Takes tokens of a lot out of its recall. Recalls only.
    function clearTokens(uint32 hold, uint32 seq, TokenSeq[] calldata list) external;

    /// @notice Places a quarantine and raises the signer's seq. Conditions only.
    function quarantineTokens(QuarantineOpening calldata opening) external returns (uint32 hold);
}
