// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Random numbers from a seed
abstract contract Chance {
    uint256 private _state;

    function plant(uint256 seed) internal {
        _state = seed;
    }

    /// @dev Below `bound`.
    function any(uint256 bound) internal returns (uint256 value) {
        uint256 state = _state;
        assembly ("memory-safe") {
            mstore(0, state)
            state := keccak256(0, 32)
        }
        _state = state;
        return (state >> 64) % bound;
    }

    function percent(uint256 share) internal returns (bool) {
        return any(100) < share;
    }
}
