// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title The word of a token
/// @dev
/// ```
/// bit  0        32       56                                    136     168      192        216      220    222     232       240    245
///      | seq 32 | binds 24 | parent 64, or                     | hold 32 | inside 24 | children 24 | status 4 | mode 2 | flags 10 | cleared 8 | lots 5 | spare 11 |
///                          | owner 24, custodian 24, lien 32   |
/// ```
/// mode 0: in its default parent (or no record); 1: held; 2: in `parent`. Flag 1: was held once, so it has `Transfer`
/// events. `inside` counts direct children that are on hold or have such children; `children` counts direct children
/// of a free container; `lots` the lots inside it.
library TokenWord {
    uint256 internal constant MODE_DEFAULT = 0;
    uint256 internal constant MODE_HELD = 1;
    uint256 internal constant MODE_NESTED = 2;

    uint8 internal constant ACTIVE = 0;
    uint8 internal constant IN_TRANSIT = 1;
    uint8 internal constant DISPENSED = 2;
    uint8 internal constant DESTROYED = 3;
    uint8 internal constant EXPORTED = 4;
    uint8 internal constant CONSUMED = 5;
    uint8 internal constant LOST = 6;
    uint8 internal constant STOLEN = 7;

    uint256 private constant MINTED = 1 << 222;
    uint256 private constant UNION = ((1 << 80) - 1) << 56;
    uint256 private constant MODE = 3 << 220;

    function seq(uint256 w) internal pure returns (uint32) {
        return uint32(w);
    }

    function binds(uint256 w) internal pure returns (uint24) {
        return uint24(w >> 32);
    }

    function parent(uint256 w) internal pure returns (uint64) {
        return uint64(w >> 56);
    }

    function owner(uint256 w) internal pure returns (uint24) {
        return uint24(w >> 56);
    }

    function custodian(uint256 w) internal pure returns (uint24) {
        return uint24(w >> 80);
    }

    function lien(uint256 w) internal pure returns (uint32) {
        return uint32(w >> 104);
    }

    function hold(uint256 w) internal pure returns (uint32) {
        return uint32(w >> 136);
    }

    function inside(uint256 w) internal pure returns (uint24) {
        return uint24(w >> 168);
    }

    function children(uint256 w) internal pure returns (uint24) {
        return uint24(w >> 192);
    }

    function status(uint256 w) internal pure returns (uint8) {
        return uint8((w >> 216) & 0xf);
    }

    function mode(uint256 w) internal pure returns (uint256) {
        return (w >> 220) & 3;
    }

    function minted(uint256 w) internal pure returns (bool) {
        return w & MINTED != 0;
    }

    function cleared(uint256 w) internal pure returns (uint8) {
        return uint8(w >> 232);
    }

    function lots(uint256 w) internal pure returns (uint256) {
        return (w >> 240) & 0x1f;
    }

    /// @notice Whether the parent counts this token as restricted.
    function counted(uint256 w) internal pure returns (bool) {
        return hold(w) != 0 || inside(w) != 0;
    }

    /// @notice Whether the status is final: dispensed, destroyed, exported or consumed.
    function terminal(uint256 w) internal pure returns (bool) {
        uint8 s = status(w);
        return s >= DISPENSED && s <= CONSUMED;
    }

    /// @notice Held by owner and custodian, under a lien or 0.
    function asHeld(uint256 w, uint24 owner_, uint24 custodian_, uint32 lien_) internal pure returns (uint256) {
        return
            (w & ~(UNION | MODE)) |
            (uint256(owner_) << 56) |
            (uint256(custodian_) << 80) |
            (uint256(lien_) << 104) |
            (MODE_HELD << 220) |
            MINTED;
    }

    /// @notice Inside `parent_`.
    function asNested(uint256 w, uint64 parent_) internal pure returns (uint256) {
        return (w & ~(UNION | MODE)) | (uint256(parent_) << 56) | (MODE_NESTED << 220);
    }

    /// @notice Inside its default parent.
    function asDefault(uint256 w) internal pure returns (uint256) {
        return w & ~(UNION | MODE);
    }

    /// @notice In a final status: no owner, parent or lien.
    function asTerminal(uint256 w, uint8 status_) internal pure returns (uint256) {
        return (w & ~(UNION | MODE | (0xf << 216))) | (uint256(status_) << 216);
    }

    function withLien(uint256 w, uint32 lien_) internal pure returns (uint256) {
        return (w & ~(uint256(type(uint32).max) << 104)) | (uint256(lien_) << 104);
    }

    function withHold(uint256 w, uint32 hold_) internal pure returns (uint256) {
        return (w & ~(uint256(type(uint32).max) << 136)) | (uint256(hold_) << 136);
    }

    function withStatus(uint256 w, uint8 status_) internal pure returns (uint256) {
        return (w & ~(uint256(0xf) << 216)) | (uint256(status_) << 216);
    }

    function withCleared(uint256 w, uint256 generation) internal pure returns (uint256) {
        return (w & ~(uint256(0xff) << 232)) | (generation << 232);
    }

    function withLots(uint256 w, uint256 lots_) internal pure returns (uint256) {
        return (w & ~(uint256(0x1f) << 240)) | (lots_ << 240);
    }

    uint256 internal constant ONE_INSIDE = 1 << 168;
    uint256 internal constant ONE_CHILD = 1 << 192;
}
