// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Ids} from "../libraries/Ids.sol";
import {TokenWord} from "../libraries/TokenWord.sol";
import {RunWord} from "../libraries/Words.sol";
import {Restrictions} from "./Restrictions.sol";

/// @title What ancestors know about their contents: children, restricted children, lots
/// @dev All derived: no seq is raised here. Ancestors other than parent and root say that they changed; the words of
/// parent and root are in the event of the act itself.
abstract contract Contents is Restrictions {
    using Ids for uint64;
    using TokenWord for uint256;

    /// @dev A token whose word is `slot` is now inside `parent`.
    function _enter(uint64 token, uint256 slot, uint64 parent, uint64 root) internal {
        if (parent.isFree()) {
            uint256 word = _tokens[parent];
            if (word.children() == type(uint24).max) revert Tokens_CounterFull(parent);
            _tokens[parent] = word + TokenWord.ONE_CHILD;
            _eachLot(token, slot, parent, root, true);
        }
        if (slot.counted()) _raiseInside(parent, parent, root);
    }

    /// @dev A token whose word was `slot` is no longer inside `parent`.
    function _leave(uint64 token, uint256 slot, uint64 parent, uint64 root) internal {
        if (parent.isFree()) {
            _tokens[parent] -= TokenWord.ONE_CHILD;
            _eachLot(token, slot, parent, root, false);
        }
        if (slot.counted()) _lowerInside(parent, parent, root);
    }

    /// @dev One more restricted child; an ancestor that was free of them so far counts at its own parent.
    function _raiseInside(uint64 container, uint64 parent, uint64 root) internal {
        while (container != 0) {
            uint256 slot = _tokens[container];
            bool counted = slot.counted();
            if (slot.inside() == type(uint24).max) revert Tokens_CounterFull(container);
            uint64 above = _parent(container, slot);
            _saveAncestor(container, slot + TokenWord.ONE_INSIDE, parent, root);
            container = counted ? 0 : above;
        }
    }

    /// @dev One restricted child less.
    function _lowerInside(uint64 container, uint64 parent, uint64 root) internal {
        while (container != 0) {
            uint256 slot = _tokens[container] - TokenWord.ONE_INSIDE;
            uint64 above = _parent(container, slot);
            _saveAncestor(container, slot, parent, root);
            container = slot.counted() ? 0 : above;
        }
    }

    function _saveAncestor(uint64 container, uint256 slot, uint64 parent, uint64 root) private {
        _save(container, slot);
        if (container != parent && container != root) emit AncestorChanged(container, slot);
    }

    function _eachLot(uint64 token, uint256 slot, uint64 parent, uint64 root, bool added) private {
        if (!token.isFree()) {
            _countLot(parent, RunWord.lot(_runs[token.run()]), parent, root, added);
            return;
        }
        uint256 lots = slot.lots();
        uint256 entries;
        for (uint256 i = 0; i < lots; ++i) {
            entries = i & 3 == 0 ? _contents[(uint256(token) << 8) | (i >> 2)] : entries >> 64;
            _countLot(parent, uint32(entries), parent, root, added);
        }
    }

    /// @dev One child with this lot more or less; ancestors hear of a lot's first and last child only.
    function _countLot(uint64 container, uint32 lot, uint64 parent, uint64 root, bool added) private {
        while (container != 0) {
            uint256 slot = _tokens[container];
            uint256 lots = slot.lots();
            uint256 i = _findLot(container, lots, lot);
            bool edge;
            if (added) {
                edge = i == lots;
                if (edge) {
                    if (lots == MAX_LOTS) revert Tokens_LotsFull(container, MAX_LOTS);
                    slot = slot.withLots(lots + 1);
                    _writeEntry(container, i, lot | (uint256(1) << 32));
                } else {
                    _writeEntry(container, i, _entry(container, i) + (uint256(1) << 32));
                }
            } else {
                uint256 entry = _entry(container, i) - (uint256(1) << 32);
                edge = uint24(entry >> 32) == 0;
                if (edge) {
                    slot = slot.withLots(lots - 1);
                    if (i != lots - 1) _writeEntry(container, i, _entry(container, lots - 1));
                    _writeEntry(container, lots - 1, 0);
                } else {
                    _writeEntry(container, i, entry);
                }
            }
            if (!edge) return;
            _saveAncestor(container, slot, parent, root);
            container = slot.mode() == TokenWord.MODE_NESTED ? slot.parent() : 0;
        }
    }

    function _findLot(uint64 container, uint256 lots, uint32 lot) private view returns (uint256 i) {
        uint256 entries;
        for (; i < lots; ++i) {
            entries = i & 3 == 0 ? _contents[(uint256(container) << 8) | (i >> 2)] : entries >> 64;
            if (uint32(entries) == lot) return i;
        }
    }

    function _entry(uint64 container, uint256 i) private view returns (uint256) {
        return uint64(_contents[(uint256(container) << 8) | (i >> 2)] >> ((i & 3) * 64));
    }

    function _writeEntry(uint64 container, uint256 i, uint256 entry) private {
        uint256 key = (uint256(container) << 8) | (i >> 2);
        uint256 shift = (i & 3) * 64;
        uint256 word = (_contents[key] & ~(uint256(type(uint64).max) << shift)) | (entry << shift);
        _contents[key] = word;
        emit ContentsSet(container, uint8(i >> 2), word);
    }
}
