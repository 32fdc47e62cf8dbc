// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Ids} from "../libraries/Ids.sol";
import {TokenWord} from "../libraries/TokenWord.sol";
import {RunWord} from "../libraries/Words.sol";
import {LienWord} from "../libraries/PartyWords.sol";
import {Restrictions} from "./Restrictions.sol";

/// @title What ancestors know about their contents: children, restricted children, lots
/// @dev All derived: but for _enter no seq is raised here. Ancestors other than parent and root say that they changed; the words of
/// parent and root are in the event of the act itself.
abstract contract Contents is Restrictions {
    using Ids for uint64;
    using TokenWord for uint256;

    /// @dev A token whose word is `slot` is now inside `parent`, whose seq is raised too, to write its word once.
    /// `together` tokens of its run enter one after the other: their lots are counted with the first, and 0 is given for
    /// those that follow.
    function _enter(
        uint64 token,
        uint256 slot,
        uint64 parent,
        uint64 root,
        uint256 together
    ) internal returns (uint256 parentSlot) {
        parentSlot = _raise(parent, _tokens[parent], false);
        if (parent.isFree()) {
            if (parentSlot.children() == type(uint24).max) revert Tokens_CounterFull(parent);
            parentSlot += TokenWord.ONE_CHILD;
            if (together != 0) parentSlot = _eachLot(token, slot, parent, parentSlot, root, together);
            _tokens[parent] = parentSlot;
        } else {
            _save(parent, parentSlot);
        }
        if (slot.counted()) {
            _raiseInside(parent, parent, root);
            parentSlot = _tokens[parent];
        }
    }

    /// @dev A token whose word was `slot` is no longer inside `parent`. Returns whether a word of an ancestor changed.
    function _leave(uint64 token, uint256 slot, uint64 parent, uint64 root) private returns (bool changed) {
        if (parent.isFree()) {
            _tokens[parent] = _eachLot(token, slot, parent, _tokens[parent] - TokenWord.ONE_CHILD, root, 0);
            changed = true;
        }
        if (slot.counted()) {
            _lowerInside(parent, parent, root);
            changed = true;
        }
    }

    /// @dev Takes a nested token out of its parent and raises its root's seq. Returns the words of both.
    function _leaveAndRaise(Place memory place) internal returns (uint256 parentSlot, uint256 rootSlot) {
        (uint64 parent, uint64 root) = (place.parent, place.root);
        if (_leave(place.token, place.slot, parent, root)) {
            rootSlot = _raiseRoot(root);
            return (parent == root ? rootSlot : _tokens[parent], rootSlot);
        }
        // Nothing on the way up has changed since it was read.
        rootSlot = _raise(root, place.rootSlot, false);
        _tokens[root] = rootSlot;
        return (parent == root ? rootSlot : place.parentSlot, rootSlot);
    }

    /// @dev Puts one more hold on a token and counts it at its ancestors. The token's seq is raised, the root's too.
    function _addHold(Place memory place, uint32 hold) internal returns (uint256 slot) {
        uint32 head = place.slot.hold();
        if (!_hasActive(head, place.token)) head = 0;
        slot = _raise(place.token, place.slot, true).withHold(_join(head, hold, place.token));
        _save(place.token, slot);
        if (place.parent == 0) return slot;
        if (!place.slot.counted()) _raiseInside(place.parent, 0, place.root);
        emit AncestorChanged(place.root, _raiseRoot(place.root));
    }

    /// @dev Title of a held token moves between partners. What it is pledged for stays its old owner's debt, so from now on
    /// that one can't add claims.
    function _moveTitle(uint256 from, uint256 to, uint64 token, uint32 lien) internal {
        _move(from, to, token);
        if (from == to || lien == 0) return;
        uint256 word = _liens[lien];
        if (LienWord.moved(word) || !LienWord.alive(word)) return;
        word = LienWord.asMoved(word);
        _liens[lien] = word;
        emit LienMoved(lien, word);
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

    /// @dev Counts the lots of a token (with the word `slot`), and those that it was made of, in its container and that
    /// one's ancestors: as `added` children more, or one less if that is 0. Takes the container's word and returns it
    /// changed, to be written once.
    function _eachLot(
        uint64 token,
        uint256 slot,
        uint64 container,
        uint256 word,
        uint64 root,
        uint256 added
    ) private returns (uint256) {
        uint256 entries;
        if (!token.isFree()) {
            uint256 run = _runs[token.run()];
            uint32 own = RunWord.lot(run);
            word = _countLot(container, word, own, root, added);
            uint256 sources = RunWord.sources(run);
            for (uint256 i = 0; i < sources; ++i) {
                entries = i & 7 == 0 ? _sources[(uint256(token.run()) << 8) | (i >> 3)] : entries >> 32;
                if (uint32(entries) != own) word = _countLot(container, word, uint32(entries), root, added);
            }
            return word;
        }
        uint256 lots = slot.lots();
        for (uint256 i = 0; i < lots; ++i) {
            entries = i & 3 == 0 ? _contents[(uint256(token) << 8) | (i >> 2)] : entries >> 64;
            word = _countLot(container, word, uint32(entries), root, added);
        }
        return word;
    }

    /// @dev `added` children with this lot more, or one less; ancestors hear of a lot's first and last child only.
    function _countLot(
        uint64 container,
        uint256 word,
        uint32 lot,
        uint64 root,
        uint256 added
    ) private returns (uint256) {
        uint256 lots = word.lots();
        if (!_countIn(container, lots, lot, added)) return word;
        uint64 above = word.mode() == TokenWord.MODE_NESTED ? word.parent() : 0;
        while (above != 0) {
            uint256 slot = _tokens[above];
            uint256 inside = slot.lots();
            if (!_countIn(above, inside, lot, added == 0 ? 0 : 1)) break;
            slot = slot.withLots(added == 0 ? inside - 1 : inside + 1);
            _saveAncestor(above, slot, container, root);
            above = slot.mode() == TokenWord.MODE_NESTED ? slot.parent() : 0;
        }
        return word.withLots(added == 0 ? lots - 1 : lots + 1);
    }

    /// @dev Changes the entry of a lot among `lots`. Returns whether the lot is new in the container, or gone from it.
    function _countIn(uint64 container, uint256 lots, uint32 lot, uint256 added) private returns (bool) {
        (uint256 i, uint256 word) = _findLot(container, lots, lot);
        uint256 one = uint256(1) << ((i & 3) * 64 + 32);
        if (added != 0) {
            if (i != lots) {
                _writeWord(container, i, word + one * added);
                return false;
            }
            if (lots == MAX_LOTS) revert Tokens_LotsFull(container, MAX_LOTS);
            _writeWord(container, i, word | (one * added) | (uint256(lot) << ((i & 3) * 64)));
            return true;
        }
        word -= one;
        if (uint24(word >> ((i & 3) * 64 + 32)) != 0) {
            _writeWord(container, i, word);
            return false;
        }
        _dropEntry(container, i, word, lots - 1);
        return true;
    }

    /// @dev The place of a lot's entry and the word that it is in; the first free place if there's none.
    function _findLot(uint64 container, uint256 lots, uint32 lot) private view returns (uint256 i, uint256 word) {
        uint256 entries;
        for (; i < lots; ++i) {
            if (i & 3 == 0) {
                word = _contents[(uint256(container) << 8) | (i >> 2)];
                entries = word;
            }
            if (uint32(entries) == lot) return (i, word);
            entries >>= 64;
        }
        if (lots & 3 == 0) word = _contents[(uint256(container) << 8) | (lots >> 2)];
    }

    /// @dev Entry `i`, in `word`, has no children left: the last entry takes its place.
    function _dropEntry(uint64 container, uint256 i, uint256 word, uint256 last) private {
        uint256 cleared = ~(uint256(type(uint64).max) << ((last & 3) * 64));
        if (i == last) {
            _writeWord(container, i, word & cleared);
            return;
        }
        uint256 lastWord = i >> 2 == last >> 2 ? word : _contents[(uint256(container) << 8) | (last >> 2)];
        uint256 entry = uint64(lastWord >> ((last & 3) * 64));
        uint256 shift = (i & 3) * 64;
        word = (word & ~(uint256(type(uint64).max) << shift)) | (entry << shift);
        _writeWord(container, i, word);
        _writeWord(container, last, (i >> 2 == last >> 2 ? word : lastWord) & cleared);
    }

    function _writeWord(uint64 container, uint256 i, uint256 word) private {
        _contents[(uint256(container) << 8) | (i >> 2)] = word;
        emit ContentsSet(container, uint8(i >> 2), word);
    }
}
