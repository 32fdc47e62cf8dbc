// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Vm} from "./Vm.sol";

/// @title Assertions that say what differs
abstract contract Assertions {
    Vm internal constant vm = Vm(0x7109709ECfa91a80626fF3989D68f67F5b1DD12D);

    error Assertion_Numbers(uint256 actual, uint256 expected, string what);
    error Assertion_False(string what);
    error Assertion_Bytes(bytes actual, bytes expected, string what);
    error Assertion_Applied(bytes expectedReason);
    error Assertion_Refused(bytes reason);

    function same(uint256 actual, uint256 expected, string memory what) internal pure {
        if (actual != expected) revert Assertion_Numbers(actual, expected, what);
    }

    function same(address actual, address expected, string memory what) internal pure {
        if (actual != expected) revert Assertion_Numbers(uint160(actual), uint160(expected), what);
    }

    function same(bytes32 actual, bytes32 expected, string memory what) internal pure {
        if (actual != expected) revert Assertion_Numbers(uint256(actual), uint256(expected), what);
    }

    function same(bytes memory actual, bytes memory expected, string memory what) internal pure {
        if (keccak256(actual) != keccak256(expected)) revert Assertion_Bytes(actual, expected, what);
    }

    function yes(bool condition, string memory what) internal pure {
        if (!condition) revert Assertion_False(what);
    }

    /// @dev The call succeeds.
    function ok(address target, bytes memory data) internal returns (bytes memory result) {
        bool done;
        (done, result) = target.call(data);
        if (!done) revert Assertion_Refused(result);
    }

    /// @dev The call reverts with exactly this reason.
    function refused(address target, bytes memory data, bytes memory reason) internal {
        (bool done, bytes memory actual) = target.call(data);
        if (done) revert Assertion_Applied(reason);
        same(actual, reason, "revert reason");
    }

    /// @dev The call, made by `sender`, reverts with exactly this reason.
    function refusedAs(address sender, address target, bytes memory data, bytes memory reason) internal {
        vm.prank(sender);
        (bool done, bytes memory actual) = target.call(data);
        if (done) revert Assertion_Applied(reason);
        same(actual, reason, "revert reason");
    }
}
