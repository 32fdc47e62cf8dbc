// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CouncilAct} from "./Messages.sol";

/// @notice What it takes to make calls with one selector.
/// @param quorum members that must approve: at least 2, so that no single key governs; 0 for no rule
/// @param delaySeconds between approval and execution
/// @param expirySeconds after the delay, within which the act must be executed
struct Rule {
    bytes4 selector;
    uint8 quorum;
    uint32 delaySeconds;
    uint32 expirySeconds;
}

/// @notice A member's signature over a CouncilAct.
struct Approval {
    address member;
    bytes signature;
}

/// @title Council: the only administrator, a quorum with delays
/// @notice Members approve acts off chain by EIP-712; anyone brings the approvals and, after the rule's delay, executes.
/// The council's own rules and members change only by acts under the same table, and never without a delay.
interface ICouncil {
    /// @notice An act was approved by a quorum. `seq` is the council's.
    event ActApproved(
        bytes32 indexed digest,
        address indexed target,
        bytes4 indexed selector,
        uint32 seq,
        uint64 readyAt,
        uint64 expiresAt,
        bytes data,
        bytes32 document
    );
    /// @notice An act was executed.
    event ActExecuted(bytes32 indexed digest, uint32 seq, bytes result);
    /// @notice An approved act was cancelled.
    event ActCancelled(bytes32 indexed digest, uint32 seq);
    /// @notice A rule was set; a quorum of 0 removes it.
    event RuleSet(bytes4 indexed selector, uint8 quorum, uint32 delaySeconds, uint32 expirySeconds, uint32 seq);
    /// @notice A member was added.
    event MemberAdded(address indexed member, uint32 seq);
    /// @notice A member was removed.
    event MemberRemoved(address indexed member, uint32 seq);

    /// @notice The selector has no rule.
    error Council_NoRule(bytes4 selector);
    /// @notice Fewer approvals than the rule's quorum.
    error Council_QuorumMissing(uint256 approvals, uint256 quorum);
    /// @notice Approvals come in strictly ascending order of members.
    error Council_OutOfOrder(address member);
    /// @notice The account isn't a member.
    error Council_NotAMember(address member);
    /// @notice The signature isn't the member's.
    error Council_WrongSigner(address member);
    /// @notice The act was approved, executed or cancelled before.
    error Council_AlreadyKnown(bytes32 digest);
    /// @notice The act isn't approved and pending.
    error Council_NotPending(bytes32 digest);
    /// @notice The delay isn't over.
    error Council_TooEarly(bytes32 digest, uint64 readyAt, uint256 time);
    /// @notice The act wasn't executed in time.
    error Council_TooLate(bytes32 digest, uint64 expiresAt, uint256 time);
    /// @notice The deadline for approval has passed.
    error Council_DeadlinePassed(uint64 deadline, uint256 time);
    /// @notice The called contract reverted.
    error Council_CallFailed(bytes32 digest, bytes reason);
    /// @notice Only the council itself, by an act.
    error Council_NotTheCouncil(address caller);
    /// @notice The rule's quorum is 1 or above the number of members, its expiry is 0, or its delay is 0 though it
    /// concerns the council itself; or a first rule has quorum 0.
    error Council_RuleInvalid(bytes4 selector, uint8 quorum, uint32 delaySeconds, uint32 expirySeconds);
    /// @notice The member is zero or is one already.
    error Council_MemberInvalid(address member);
    /// @notice Removing the member would leave a rule's quorum out of reach.
    error Council_TooFewMembers(uint256 members, uint256 quorum);
    /// @notice No room for another member or rule.
    error Council_TooMany(uint256 count, uint256 limit);
    /// @notice The data has no selector.
    error Council_DataInvalid(uint256 sizeBytes);

    /// @notice Brings a quorum's approvals. Executes at once if the rule has no delay.
    function approve(CouncilAct calldata act, Approval[] calldata approvals) external returns (bytes32 digest);

    /// @notice Executes an approved act after its delay. Anyone may call.
    function execute(CouncilAct calldata act) external returns (bytes memory result);

    /// @notice Cancels an approved act. By an act only.
    function cancel(bytes32 digest) external;

    /// @notice Sets or removes a rule. By an act only.
    function setRule(Rule calldata rule) external;

    /// @notice Adds a member. By an act only.
    function addMember(address member) external;

    /// @notice Removes a member. By an act only.
    function removeMember(address member) external;

    /// @notice The rule of a selector; quorum 0 means none.
    function ruleOf(bytes4 selector) external view returns (Rule memory);

    /// @notice Whether an account is a member.
    function isMember(address account) external view returns (bool);

    /// @notice The members.
    function members() external view returns (address[] memory);

    /// @notice An act's state: 0 unknown, 1 pending, 2 executed, 3 cancelled, and when it may be executed.
    function actOf(bytes32 digest) external view returns (uint8 state, uint64 readyAt, uint64 expiresAt);

    /// @notice The council's seq.
    function seq() external view returns (uint32);

    /// @notice keccak256 of the EIP-712 domain.
    function domainSeparator() external view returns (bytes32);
}
