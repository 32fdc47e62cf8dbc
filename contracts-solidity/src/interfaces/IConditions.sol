// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IMessages} from "./IMessages.sol";
import {AnchorBatch, AttestCondition, QuarantineTokens, ReleaseQuarantine} from "./Messages.sol";

/// @title Conditions: attested readings, quarantine and anchors of off-chain events
interface IConditions is IMessages {
    /// @notice A condition of a token was attested. Its subject is the partner, whose word is in PartnerSet of Tokens.
    /// @param quarantine the hold that an excursion placed, else 0
    event ConditionAttested(
        uint64 indexed token,
        uint24 indexed partner,
        uint16 indexed kind,
        uint8 severity,
        bytes32 dataHash,
        uint32 quarantine
    );
    /// @notice Why a quarantine was placed.
    event QuarantineReason(uint32 indexed hold, string reason);
    /// @notice A quarantine was released. HoldLifted of Tokens came before.
    event QuarantineReleased(uint32 indexed hold, uint24 indexed partner);
    /// @notice A batch of off-chain events was anchored.
    event Anchored(uint24 indexed partner, bytes32 indexed merkleRoot, uint32 count, uint32 seq);

    /// @notice The message names no token, or more than the limit.
    error Conditions_Count(uint256 count, uint256 limit);
    /// @notice The partner is neither owner, custodian or issuer of the token, nor a regulator or device operator.
    error Conditions_NotAllowed(uint24 partner, uint64 token);
    /// @notice The severity is 0, 1 or 2.
    error Conditions_SeverityInvalid(uint8 severity);
    /// @notice The kind is 0.
    error Conditions_KindInvalid(uint16 kind);
    /// @notice The reason is empty or too long.
    error Conditions_ReasonInvalid(uint256 length, uint256 limit);
    /// @notice There's no such quarantine.
    error Conditions_Unknown(uint32 hold);
    /// @notice Only the issuer of the goods or a regulator releases a quarantine.
    error Conditions_NotTheIssuer(uint24 partner, uint24 issuer);
    /// @notice The root or the count is 0.
    error Conditions_AnchorInvalid(bytes32 merkleRoot, uint32 count);

    /// @notice Attests a condition.
    function attest(AttestCondition calldata message, bytes calldata signature) external;

    /// @notice Places a quarantine.
    function quarantine(QuarantineTokens calldata message, bytes calldata signature) external;

    /// @notice Ends a quarantine.
    function release(ReleaseQuarantine calldata message, bytes calldata signature) external;

    /// @notice Anchors a batch.
    function anchor(AnchorBatch calldata message, bytes calldata signature) external;

    /// @notice Whether a leaf is in the tree of a root.
    /// @param leaf keccak256(keccak256(event))
    function isAnchored(bytes32 merkleRoot, bytes32 leaf, bytes32[] calldata proof) external pure returns (bool);
}
