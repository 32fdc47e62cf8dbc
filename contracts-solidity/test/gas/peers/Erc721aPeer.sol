// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ERC721A} from "erc721a/contracts/ERC721A.sol";

/// @title ERC721A, whose batches cost one slot and one event a token
/// @notice Favoured: anyone may mint. With serials, their bytes come in calldata and their hash goes into an event, as
/// ours do, so that serials can be had from the chain in both.
contract Erc721aPeer is ERC721A {
    event Serials(uint256 indexed first, uint256 count, bytes32 hash);

    constructor() ERC721A("Peer", "PEER") {}

    function mintMany(address to, uint256 count) external {
        _mint(to, count);
    }

    function mintWithSerials(address to, uint256 count, bytes calldata serials) external {
        emit Serials(_nextTokenId(), count, keccak256(serials));
        _mint(to, count);
    }

    function transferMany(address to, uint256 first, uint256 count) external {
        for (uint256 i = 0; i < count; ++i) {
            transferFrom(msg.sender, to, first + i);
        }
    }
}
