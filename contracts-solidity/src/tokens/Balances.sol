// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {TokenWord} from "../libraries/TokenWord.sol";
import {TokensState} from "./TokensState.sol";

/// @title Balances and `Transfer` events of held tokens
abstract contract Balances is TokensState {
    using TokenWord for uint256;

    /// @dev The first 136 bits of keccak256("Ledger.partner"); the partner's id follows. Nobody can find a key for it.
    uint160 private constant PARTNER_PREFIX =
        uint160((uint256(keccak256("Ledger.partner")) >> 120) << 24);

    /// @dev In place of a partner in _move: nobody, for minting and burning.
    uint256 internal constant NOBODY = type(uint256).max;
    /// @dev In place of a partner in _move: the ledger's own address, which has tokens that were packed.
    uint256 internal constant LEDGER = 0;

    /// @dev Moves one token between balances and says so.
    function _move(uint256 from, uint256 to, uint64 token) internal {
        if (from == to) return;
        _moveMany(from, to, 1, token);
        emit IERC721.Transfer(_faceOf(from), _faceOf(to), token);
    }

    /// @dev Moves `count` tokens between two different balances and leaves the `Transfer` events to the caller.
    /// `token` is for the error.
    function _moveMany(uint256 from, uint256 to, uint256 count, uint64 token) internal {
        if (from == NOBODY) {
            _credit(uint24(to), count, token);
        } else if (to == NOBODY) {
            _balances[uint24(from >> 3)] -= count << ((from & 7) * 32);
        } else if (from >> 3 == to >> 3) {
            uint256 word = _balances[uint24(from >> 3)];
            if (uint32(word >> ((to & 7) * 32)) > type(uint32).max - count) revert Tokens_CounterFull(token);
            // Wraps where the receiver's lane is below the sender's: the sum is right.
            unchecked {
                _balances[uint24(from >> 3)] = word - (count << ((from & 7) * 32)) + (count << ((to & 7) * 32));
            }
        } else {
            _balances[uint24(from >> 3)] -= count << ((from & 7) * 32);
            _credit(uint24(to), count, token);
        }
    }

    function _credit(uint24 partner, uint256 count, uint64 token) private {
        uint256 lane = uint256(partner & 7) * 32;
        uint256 word = _balances[partner >> 3];
        if (uint32(word >> lane) > type(uint32).max - count) revert Tokens_CounterFull(token);
        _balances[partner >> 3] = word + (count << lane);
    }

    /// @dev Where a nested token is, as ERC-721 sees it.
    function _nestedFace(uint256 slot) internal pure returns (uint256) {
        return slot.minted() ? LEDGER : NOBODY;
    }

    function _faceOf(uint256 partner) private view returns (address) {
        if (partner == NOBODY) return address(0);
        return partner == LEDGER ? address(this) : _addressOf(uint24(partner));
    }

    function _addressOf(uint24 partner) internal pure returns (address) {
        return address(PARTNER_PREFIX | partner);
    }
}
