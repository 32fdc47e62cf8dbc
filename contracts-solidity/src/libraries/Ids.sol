// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Token ids: `run:32 | level:4 | index:28`
library Ids {
    uint256 internal constant UNIT = 0;
    uint256 internal constant CASE = 1;
    uint256 internal constant PALLET = 2;
    uint256 internal constant FREE_LOWEST = 3;
    uint256 internal constant FREE_HIGHEST = 5;
    uint256 internal constant ROOT = 15;

    /// @notice The id of a token.
    function make(uint32 run_, uint256 level_, uint256 index_) internal pure returns (uint64) {
        return uint64((uint256(run_) << 32) | (level_ << 28) | index_);
    }

    /// @notice The run; for a free container the partner that made it.
    function run(uint64 id) internal pure returns (uint32) {
        return uint32(id >> 32);
    }

    /// @notice The level.
    function level(uint64 id) internal pure returns (uint256) {
        return (id >> 28) & 0xf;
    }

    /// @notice The index within run and level.
    function index(uint64 id) internal pure returns (uint256) {
        return id & 0x0fffffff;
    }

    /// @notice Whether it is a free container.
    function isFree(uint64 id) internal pure returns (bool) {
        uint256 height = level(id);
        return height >= FREE_LOWEST && height <= FREE_HIGHEST;
    }
}
