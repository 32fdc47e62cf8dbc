// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";
import {ICatalogue} from "./interfaces/ICatalogue.sol";
import {ILiens} from "./interfaces/ILiens.sol";
import {
    CommissionRun,
    DispenseRange,
    DispenseTokens,
    LiftRecall,
    PackTokens,
    PledgeTokens,
    RecallLot,
    RecallProduct,
    RecallRange,
    RecallToken,
    RegisterProduct,
    ReleaseLien,
    ReleaseTokens,
    RotateAccount,
    TouchToken,
    TransferTokens,
    UnpackTokens
} from "./interfaces/Messages.sol";
import {IHandling} from "./interfaces/IHandling.sol";
import {IPartners} from "./interfaces/IPartners.sol";
import {IRecalls} from "./interfaces/IRecalls.sol";
import {IRelay, Item} from "./interfaces/IRelay.sol";
import {ITokens} from "./interfaces/ITokens.sol";
import {Hashing} from "./libraries/Hashing.sol";

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
        bytes32 structHash = _structHash(data);
        if (structHash == 0) revert Relay_UnknownMessage(0, _selectorOf(data));
        bytes32 domain = keccak256(
            abi.encode(DOMAIN_TYPE, keccak256("Ledger"), keccak256("1"), block.chainid, target)
        );
        return MessageHashUtils.toTypedDataHash(domain, structHash);
    }

    function _executeOne(Item calldata item, uint256 index) private returns (bool done) {
        bytes4 selector = _selectorOf(item.data);
        if (!_isKnown(selector)) revert Relay_UnknownMessage(index, selector);
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

    function _isKnown(bytes4 selector) private pure returns (bool) {
        return
            selector == ITokens.transfer.selector ||
            selector == IHandling.unpack.selector ||
            selector == IHandling.pack.selector ||
            selector == IHandling.dispense.selector ||
            selector == IHandling.dispenseRange.selector ||
            selector == IHandling.touch.selector ||
            selector == ITokens.pledge.selector ||
            selector == ICatalogue.commission.selector ||
            selector == ICatalogue.register.selector ||
            selector == ILiens.release.selector ||
            selector == ILiens.releaseTokens.selector ||
            selector == IRecalls.recallLot.selector ||
            selector == IRecalls.recallRange.selector ||
            selector == IRecalls.recallProduct.selector ||
            selector == IRecalls.recallToken.selector ||
            selector == IRecalls.lift.selector ||
            selector == IPartners.rotate.selector;
    }

    /// @dev The called function reads its struct at the same place, so what is hashed is what it was given.
    function _structHash(bytes calldata data) private pure returns (bytes32) {
        bytes4 selector = _selectorOf(data);
        if (selector == IHandling.dispenseRange.selector) return Hashing.hash(_dispenseRange(data));
        if (selector == IHandling.touch.selector) return Hashing.hash(_touch(data));
        if (selector == ILiens.release.selector) return Hashing.hash(_release(data));
        if (selector == IRecalls.lift.selector) return Hashing.hash(_lift(data));
        if (selector == IPartners.rotate.selector) return Hashing.hash(_rotate(data));
        if (selector == ITokens.transfer.selector) return Hashing.hash(_transfer(data));
        if (selector == IHandling.pack.selector) return Hashing.hash(_pack(data));
        if (selector == IHandling.unpack.selector) return Hashing.hash(_unpack(data));
        if (selector == IHandling.dispense.selector) return Hashing.hash(_dispense(data));
        if (selector == ITokens.pledge.selector) return Hashing.hash(_pledge(data));
        if (selector == ILiens.releaseTokens.selector) return Hashing.hash(_releaseTokens(data));
        if (selector == ICatalogue.register.selector) return Hashing.hash(_register(data));
        if (selector == ICatalogue.commission.selector) {
            CommissionRun calldata run = _commission(data);
            return Hashing.hash(run, Hashing.hash(run.serials));
        }
        if (selector == IRecalls.recallProduct.selector) return Hashing.hash(_recallProduct(data));
        if (selector == IRecalls.recallLot.selector) return Hashing.hash(_recallLot(data));
        if (selector == IRecalls.recallRange.selector) return Hashing.hash(_recallRange(data));
        if (selector == IRecalls.recallToken.selector) return Hashing.hash(_recallToken(data));
        return 0;
    }

    // The first argument of each function, as a calldata pointer: right after the selector if the struct is static,
    // else where the offset there says. abi.decode would copy to memory, which the hashing can't use.

    function _dispenseRange(bytes calldata data) private pure returns (DispenseRange calldata message) {
        assembly ("memory-safe") {
            message := add(data.offset, 4)
        }
    }

    function _touch(bytes calldata data) private pure returns (TouchToken calldata message) {
        assembly ("memory-safe") {
            message := add(data.offset, 4)
        }
    }

    function _release(bytes calldata data) private pure returns (ReleaseLien calldata message) {
        assembly ("memory-safe") {
            message := add(data.offset, 4)
        }
    }

    function _lift(bytes calldata data) private pure returns (LiftRecall calldata message) {
        assembly ("memory-safe") {
            message := add(data.offset, 4)
        }
    }

    function _rotate(bytes calldata data) private pure returns (RotateAccount calldata message) {
        assembly ("memory-safe") {
            message := add(data.offset, 4)
        }
    }

    function _transfer(bytes calldata data) private pure returns (TransferTokens calldata message) {
        assembly ("memory-safe") {
            message := add(add(data.offset, 4), calldataload(add(data.offset, 4)))
        }
    }

    function _pack(bytes calldata data) private pure returns (PackTokens calldata message) {
        assembly ("memory-safe") {
            message := add(add(data.offset, 4), calldataload(add(data.offset, 4)))
        }
    }

    function _unpack(bytes calldata data) private pure returns (UnpackTokens calldata message) {
        assembly ("memory-safe") {
            message := add(add(data.offset, 4), calldataload(add(data.offset, 4)))
        }
    }

    function _dispense(bytes calldata data) private pure returns (DispenseTokens calldata message) {
        assembly ("memory-safe") {
            message := add(add(data.offset, 4), calldataload(add(data.offset, 4)))
        }
    }

    function _pledge(bytes calldata data) private pure returns (PledgeTokens calldata message) {
        assembly ("memory-safe") {
            message := add(add(data.offset, 4), calldataload(add(data.offset, 4)))
        }
    }

    function _releaseTokens(bytes calldata data) private pure returns (ReleaseTokens calldata message) {
        assembly ("memory-safe") {
            message := add(add(data.offset, 4), calldataload(add(data.offset, 4)))
        }
    }

    function _register(bytes calldata data) private pure returns (RegisterProduct calldata message) {
        assembly ("memory-safe") {
            message := add(add(data.offset, 4), calldataload(add(data.offset, 4)))
        }
    }

    function _commission(bytes calldata data) private pure returns (CommissionRun calldata message) {
        assembly ("memory-safe") {
            message := add(add(data.offset, 4), calldataload(add(data.offset, 4)))
        }
    }

    function _recallProduct(bytes calldata data) private pure returns (RecallProduct calldata message) {
        assembly ("memory-safe") {
            message := add(add(data.offset, 4), calldataload(add(data.offset, 4)))
        }
    }

    function _recallLot(bytes calldata data) private pure returns (RecallLot calldata message) {
        assembly ("memory-safe") {
            message := add(add(data.offset, 4), calldataload(add(data.offset, 4)))
        }
    }

    function _recallRange(bytes calldata data) private pure returns (RecallRange calldata message) {
        assembly ("memory-safe") {
            message := add(add(data.offset, 4), calldataload(add(data.offset, 4)))
        }
    }

    function _recallToken(bytes calldata data) private pure returns (RecallToken calldata message) {
        assembly ("memory-safe") {
            message := add(add(data.offset, 4), calldataload(add(data.offset, 4)))
        }
    }
}
