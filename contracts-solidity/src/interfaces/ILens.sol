// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice A token as the chain sees it.
/// @param slot its word, 0 without a record
/// @param status 0 active, 1 in transit, 2 dispensed, 3 destroyed, 4 exported, 5 consumed, 6 lost, 7 stolen; what is
/// inside a destroyed container is destroyed
/// @param root topmost token, 0 if terminal
/// @param path its ancestors, from parent to root
/// @param lien the active lien on it, 0 if none
/// @param holds active holds that bind it: its own, its ancestors', its ranges', lots' and products',
/// and those of the lots that it was made of
/// @param inside direct children that are on hold or have something on hold inside
struct TokenState {
    uint64 token;
    bool exists;
    uint256 slot;
    uint8 status;
    uint32 seq;
    uint24 binds;
    uint24 owner;
    uint24 custodian;
    uint64 root;
    uint64[] path;
    uint32 lien;
    uint32[] holds;
    uint24 inside;
}

/// @notice The answer to "is it pledged?".
/// @param carrier the held token that carries the lien: the root
struct Encumbrance {
    uint64 token;
    uint32 lien;
    uint64 carrier;
    uint24 debtor;
    uint24 financier;
    uint16 policy;
    uint40 maturity;
    uint32 noticeSeconds;
    uint8 status;
    uint32 seq;
}

/// @title Lens: views over the other contracts' storage
/// @notice Computes from raw words, apart from the code that enforces, so that a node can cross-check both.
interface ILens {
    /// @notice Too many tokens in one call.
    error Lens_Count(uint256 count, uint256 limit);

    /// @notice The lien on a token, wherever it is nested. All zero but `token` if there's none.
    function encumbranceOf(uint64 token) external view returns (Encumbrance memory);

    /// @notice A token's state. Doesn't revert for unknown tokens: `exists` is false.
    function stateOf(uint64 token) external view returns (TokenState memory);

    /// @notice encumbranceOf for up to 256 tokens.
    function encumbrancesOf(uint64[] calldata tokens) external view returns (Encumbrance[] memory);

    /// @notice stateOf for up to 256 tokens.
    function statesOf(uint64[] calldata tokens) external view returns (TokenState[] memory);
}
