// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";

/// @title OpenZeppelin's ERC-721, as one would use it for a run of units: loops over token ids
/// @notice Favoured: ids count up, no serial is stored or named, and anyone may mint, so nothing is paid for checks.
contract Oz721 is ERC721 {
    constructor() ERC721("Peer", "PEER") {}

    function mintMany(address to, uint256 first, uint256 count) external {
        for (uint256 i = 0; i < count; ++i) {
            _mint(to, first + i);
        }
    }

    function transferMany(address to, uint256 first, uint256 count) external {
        for (uint256 i = 0; i < count; ++i) {
            transferFrom(msg.sender, to, first + i);
        }
    }
}
