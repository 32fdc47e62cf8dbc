// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {Approval, ICouncil, Rule} from "./interfaces/ICouncil.sol";
import {CouncilAct} from "./interfaces/Messages.sol";
import {ModuleHashes} from "./libraries/ModuleHashes.sol";

/// @title Council
/// @notice See ICouncil. The founders and first rules come with the constructor; the deployer has no part in it.
contract Council is EIP712, ICouncil {
    uint8 private constant PENDING = 1;
    uint8 private constant EXECUTED = 2;
    uint8 private constant CANCELLED = 3;
    uint256 private constant MAX_MEMBERS = 64;
    uint256 private constant MAX_RULES = 64;
    /// @dev The smallest quorum: no single key governs.
    uint8 private constant MIN_QUORUM = 2;

    struct Act {
        uint8 state;
        uint64 readyAt;
        uint64 expiresAt;
    }

    struct Terms {
        uint8 quorum;
        uint32 delaySeconds;
        uint32 expirySeconds;
    }

    /// @inheritdoc ICouncil
    uint32 public seq;
    address[] private _members;
    mapping(address account => bool) private _isMember;
    bytes4[] private _selectors;
    mapping(bytes4 selector => Terms) private _rules;
    mapping(bytes32 digest => Act) private _acts;

    modifier onlySelf() {
        if (msg.sender != address(this)) revert Council_NotTheCouncil(msg.sender);
        _;
    }

    /// @param founders the first members
    /// @param rules the first rules
    constructor(address[] memory founders, Rule[] memory rules) EIP712("Ledger", "1") {
        for (uint256 i = 0; i < founders.length; ++i) {
            _addMember(founders[i]);
        }
        for (uint256 i = 0; i < rules.length; ++i) {
            Rule memory rule = rules[i];
            // There's nothing to remove yet.
            if (rule.quorum == 0) {
                revert Council_RuleInvalid(rule.selector, rule.quorum, rule.delaySeconds, rule.expirySeconds);
            }
            _setRule(rule);
        }
    }

    /// @inheritdoc ICouncil
    function approve(CouncilAct calldata act, Approval[] calldata approvals) external returns (bytes32 digest) {
        if (block.timestamp > act.deadline) revert Council_DeadlinePassed(act.deadline, block.timestamp);
        digest = _digestOf(act);
        if (_acts[digest].state != 0) revert Council_AlreadyKnown(digest);
        if (act.data.length < 4) revert Council_DataInvalid(act.data.length);
        bytes4 selector = bytes4(act.data);
        Terms memory terms = _rules[selector];
        if (terms.quorum == 0) revert Council_NoRule(selector);
        if (approvals.length < terms.quorum) revert Council_QuorumMissing(approvals.length, terms.quorum);
        _checkApprovals(digest, approvals);

        uint64 readyAt = uint64(block.timestamp) + terms.delaySeconds;
        uint64 expiresAt = readyAt + terms.expirySeconds;
        _acts[digest] = Act(PENDING, readyAt, expiresAt);
        emit ActApproved(digest, act.target, selector, ++seq, readyAt, expiresAt, act.data, act.document);
        if (terms.delaySeconds == 0) _execute(digest, act);
    }

    /// @inheritdoc ICouncil
    function execute(CouncilAct calldata act) external returns (bytes memory result) {
        return _execute(_digestOf(act), act);
    }

    /// @inheritdoc ICouncil
    function cancel(bytes32 digest) external onlySelf {
        if (_acts[digest].state != PENDING) revert Council_NotPending(digest);
        _acts[digest].state = CANCELLED;
        emit ActCancelled(digest, ++seq);
    }

    /// @inheritdoc ICouncil
    function setRule(Rule calldata rule) external onlySelf {
        _setRule(rule);
    }

    /// @inheritdoc ICouncil
    function addMember(address member) external onlySelf {
        _addMember(member);
    }

    /// @inheritdoc ICouncil
    function removeMember(address member) external onlySelf {
        if (!_isMember[member]) revert Council_NotAMember(member);
        uint256 left = _members.length - 1;
        for (uint256 i = 0; i < _selectors.length; ++i) {
            uint8 quorum = _rules[_selectors[i]].quorum;
            if (quorum > left) revert Council_TooFewMembers(left, quorum);
        }
        delete _isMember[member];
        for (uint256 i = 0; i <= left; ++i) {
            if (_members[i] == member) {
                _members[i] = _members[left];
                break;
            }
        }
        _members.pop();
        emit MemberRemoved(member, ++seq);
    }

    /// @inheritdoc ICouncil
    function ruleOf(bytes4 selector) external view returns (Rule memory) {
        Terms memory terms = _rules[selector];
        return Rule(selector, terms.quorum, terms.delaySeconds, terms.expirySeconds);
    }

    /// @inheritdoc ICouncil
    function isMember(address account) external view returns (bool) {
        return _isMember[account];
    }

    /// @inheritdoc ICouncil
    function members() external view returns (address[] memory) {
        return _members;
    }

    /// @inheritdoc ICouncil
    function actOf(bytes32 digest) external view returns (uint8 state, uint64 readyAt, uint64 expiresAt) {
        Act memory act = _acts[digest];
        return (act.state, act.readyAt, act.expiresAt);
    }

    /// @inheritdoc ICouncil
    function domainSeparator() external view returns (bytes32) {
        return _domainSeparatorV4();
    }

    function _execute(bytes32 digest, CouncilAct calldata act) private returns (bytes memory result) {
        Act memory known = _acts[digest];
        if (known.state != PENDING) revert Council_NotPending(digest);
        if (block.timestamp < known.readyAt) revert Council_TooEarly(digest, known.readyAt, block.timestamp);
        if (block.timestamp > known.expiresAt) revert Council_TooLate(digest, known.expiresAt, block.timestamp);
        _acts[digest].state = EXECUTED;
        uint32 number = ++seq;
        bool done;
        (done, result) = act.target.call(act.data);
        if (!done) revert Council_CallFailed(digest, result);
        emit ActExecuted(digest, number, result);
    }

    /// @dev Distinct members, in ascending order.
    function _checkApprovals(bytes32 digest, Approval[] calldata approvals) private view {
        address last = address(0);
        for (uint256 i = 0; i < approvals.length; ++i) {
            address member = approvals[i].member;
            if (member <= last) revert Council_OutOfOrder(member);
            if (!_isMember[member]) revert Council_NotAMember(member);
            if (!SignatureChecker.isValidSignatureNowCalldata(member, digest, approvals[i].signature)) {
                revert Council_WrongSigner(member);
            }
            last = member;
        }
    }

    function _setRule(Rule memory rule) private {
        if (rule.quorum != 0) {
            bool ofItself = rule.selector == this.setRule.selector ||
                rule.selector == this.addMember.selector ||
                rule.selector == this.removeMember.selector;
            if (
                rule.quorum < MIN_QUORUM ||
                rule.quorum > _members.length ||
                rule.expirySeconds == 0 ||
                (ofItself && rule.delaySeconds == 0)
            ) revert Council_RuleInvalid(rule.selector, rule.quorum, rule.delaySeconds, rule.expirySeconds);
        }
        _list(rule.selector, rule.quorum != 0);
        _rules[rule.selector] = Terms(rule.quorum, rule.delaySeconds, rule.expirySeconds);
        emit RuleSet(rule.selector, rule.quorum, rule.delaySeconds, rule.expirySeconds, ++seq);
    }

    /// @dev Keeps the list of selectors that have a rule.
    function _list(bytes4 selector, bool wanted) private {
        bool listed = _rules[selector].quorum != 0;
        if (listed == wanted) return;
        uint256 count = _selectors.length;
        if (wanted) {
            if (count == MAX_RULES) revert Council_TooMany(count, MAX_RULES);
            _selectors.push(selector);
            return;
        }
        for (uint256 i = 0; i < count; ++i) {
            if (_selectors[i] == selector) {
                _selectors[i] = _selectors[count - 1];
                break;
            }
        }
        _selectors.pop();
    }

    function _addMember(address member) private {
        if (member == address(0) || _isMember[member]) revert Council_MemberInvalid(member);
        if (_members.length == MAX_MEMBERS) revert Council_TooMany(_members.length, MAX_MEMBERS);
        _isMember[member] = true;
        _members.push(member);
        emit MemberAdded(member, ++seq);
    }

    function _digestOf(CouncilAct calldata act) private view returns (bytes32) {
        return _hashTypedDataV4(ModuleHashes.hash(act));
    }
}
