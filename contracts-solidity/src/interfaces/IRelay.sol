// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice One signed message with its signatures, as calldata for the contract that takes it.
/// @param gasLimit the most that the call may use, so that no signer can burn a batch
struct Item {
    address target;
    uint32 gasLimit;
    bytes data;
}

/// @title Relay: many signed messages in one transaction
/// @notice Has no power: everything it passes on could be sent directly by anyone. A failing item leaves the others
/// alone and emits its digest, which the relay computes itself, so that nobody can report another message as failed.
interface IRelay {
    /// @notice An item wasn't applied.
    /// @param digest the message's EIP-712 digest
    /// @param index of the item in the batch
    /// @param reason revert data of the call, cut to 1,024 bytes; empty if it ran out of gas
    event Failed(bytes32 indexed digest, uint256 index, bytes reason);

    /// @notice The batch is empty or above the limit.
    error Relay_Count(uint256 count, uint256 limit);
    /// @notice The item isn't a message that this relay knows.
    error Relay_UnknownMessage(uint256 index, bytes4 selector);
    /// @notice Not enough gas is left to give the item its limit; nothing of the batch is applied.
    error Relay_OutOfGas(uint256 index, uint256 gasLimit);

    /// @notice Applies the items in order.
    /// @return applied one flag per item
    function execute(Item[] calldata items) external returns (bool[] memory applied);

    /// @notice The EIP-712 digest of a message, from the calldata of its function.
    function digestOf(address target, bytes calldata data) external view returns (bytes32);
}
