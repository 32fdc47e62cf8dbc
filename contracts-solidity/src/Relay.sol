// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";
import {IRelay, Item} from "./interfaces/IRelay.sol";
import {SignedCalls} from "./libraries/SignedCalls.sol";

/// @title Relay
/// @notice See IRelay.
contract Relay is IRelay {
    uint256 private constant MAX_ITEMS = 256;
    uint256 private constant MAX_REASON_BYTES = 1_024;
    /// @dev What a failed item costs besides its call: digest and event.
    uint256 private constant OVERHEAD_GAS = 60_000;
    bytes32 private constant DOMAIN_TYPE =
        keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");

    /// @inheritdoc IRelay
    function execute(Item[] calldata items) external returns (bool[] memory applied) {
        if (items.length == 0 || items.length > MAX_ITEMS) revert Relay_Count(items.length, MAX_ITEMS);
        applied = new bool[](items.length);
        for (uint256 i = 0; i < items.length; ++i) {
            applied[i] = _executeOne(items[i], i);
        }
    }

    /// @inheritdoc IRelay
    function digestOf(address target, bytes calldata data) external view returns (bytes32) {
        bytes32 structHash = SignedCalls.hash(_selectorOf(data), data);
        if (structHash == 0) revert Relay_UnknownMessage(0, _selectorOf(data));
        bytes32 domain = keccak256(
            abi.encode(DOMAIN_TYPE, keccak256("Ledger"), keccak256("1"), block.chainid, target)
        );
        return MessageHashUtils.toTypedDataHash(domain, structHash);
    }

    function _executeOne(Item calldata item, uint256 index) private returns (bool done) {
        bytes4 selector = _selectorOf(item.data);
        if (!SignedCalls.isKnown(selector)) revert Relay_UnknownMessage(index, selector);
        // A call gets at most 63/64 of the gas that is left.
        if (gasleft() < uint256(item.gasLimit) + item.gasLimit / 63 + OVERHEAD_GAS) {
            revert Relay_OutOfGas(index, item.gasLimit);
        }
        bytes memory data = item.data;
        bytes memory reason;
        address target = item.target;
        uint256 gasLimit = item.gasLimit;
        // Copies no more of the returned data than is reported.
        assembly ("memory-safe") {
            done := call(gasLimit, target, 0, add(data, 32), mload(data), 0, 0)
            if iszero(done) {
                let size := returndatasize()
                if gt(size, MAX_REASON_BYTES) {
                    size := MAX_REASON_BYTES
                }
                reason := mload(0x40)
                mstore(reason, size)
                returndatacopy(add(reason, 32), 0, size)
                mstore(0x40, add(reason, and(add(size, 63), not(31))))
            }
        }
        if (done) return true;
        bytes32 digest;
        try this.digestOf(target, item.data) returns (bytes32 known) {
            digest = known;
        } catch {
            // The calldata isn't a message: there's no digest to report.
            digest = 0;
        }
        emit Failed(digest, index, reason);
    }

    function _selectorOf(bytes calldata data) private pure returns (bytes4) {
        return data.length < 4 ? bytes4(0) : bytes4(data);
    }
}
