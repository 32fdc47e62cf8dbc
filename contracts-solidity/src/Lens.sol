// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Encumbrance, ILens, TokenState} from "./interfaces/ILens.sol";
import {ITokens} from "./interfaces/ITokens.sol";
import {Ids} from "./libraries/Ids.sol";
import {TokenWord} from "./libraries/TokenWord.sol";
import {HoldWord, LotWord, ProductWord, RunWord} from "./libraries/Words.sol";
import {LienWord} from "./libraries/PartyWords.sol";

/// @title Lens
/// @notice See ILens.
contract Lens is ILens {
    using Ids for uint64;
    using TokenWord for uint256;

    uint256 private constant MAX_TOKENS = 256;
    uint256 private constant MAX_PATH = 8;
    uint256 private constant MAX_LISTED_HOLDS = 256;

    /// @notice The core.
    ITokens public immutable tokens;

    /// @dev Distinct holds found so far.
    struct Found {
        uint32[] list;
        uint256 count;
        /// Highest `cleared` on the path: recalls of the lot up to this generation don't bind.
        uint256 cleared;
    }

    constructor(ITokens tokens_) {
        tokens = tokens_;
    }

    /// @inheritdoc ILens
    function encumbranceOf(uint64 token) external view returns (Encumbrance memory) {
        return _encumbranceOf(token);
    }

    /// @inheritdoc ILens
    function stateOf(uint64 token) external view returns (TokenState memory) {
        return _stateOf(token);
    }

    /// @inheritdoc ILens
    function encumbrancesOf(uint64[] calldata list) external view returns (Encumbrance[] memory found) {
        if (list.length > MAX_TOKENS) revert Lens_Count(list.length, MAX_TOKENS);
        found = new Encumbrance[](list.length);
        for (uint256 i = 0; i < list.length; ++i) {
            found[i] = _encumbranceOf(list[i]);
        }
    }

    /// @inheritdoc ILens
    function statesOf(uint64[] calldata list) external view returns (TokenState[] memory found) {
        if (list.length > MAX_TOKENS) revert Lens_Count(list.length, MAX_TOKENS);
        found = new TokenState[](list.length);
        for (uint256 i = 0; i < list.length; ++i) {
            found[i] = _stateOf(list[i]);
        }
    }

    function _encumbranceOf(uint64 token) private view returns (Encumbrance memory found) {
        found.token = token;
        TokenState memory state = _stateOf(token);
        if (state.lien == 0) return found;
        uint256 word = tokens.lienSlotOf(state.lien);
        found.lien = state.lien;
        found.carrier = state.root;
        found.debtor = LienWord.debtor(word);
        found.financier = LienWord.financier(word);
        found.policy = LienWord.policy(word);
        found.maturity = LienWord.maturity(word);
        found.noticeSeconds = LienWord.noticeSeconds(word);
        found.status = LienWord.status(word);
        found.seq = LienWord.seq(word);
    }

    function _stateOf(uint64 token) private view returns (TokenState memory state) {
        state.token = token;
        state.slot = tokens.slotOf(token);
        uint256 run = token.level() <= Ids.PALLET ? tokens.runSlotOf(token.run()) : 0;
        state.exists =
            state.slot != 0 ||
            (token.level() <= Ids.PALLET && token.index() < RunWord.population(run, token.level()));
        if (!state.exists) return state;
        state.seq = state.slot.seq();
        state.binds = state.slot.binds();
        state.inside = state.slot.inside();
        state.status = state.slot.status();
        if (
            state.slot == 0 &&
            token.level() == Ids.UNIT &&
            (tokens.touchedOf(token >> 8) >> (token & 0xff)) & 1 != 0
        ) state.status = TokenWord.DISPENSED;
        if (state.slot.terminal() || state.status == TokenWord.DISPENSED) return state;

        Found memory found;
        found.list = new uint32[](MAX_LISTED_HOLDS);
        if (!_walk(state, found)) return state;
        _coverage(state, found);
        state.holds = new uint32[](found.count);
        for (uint256 i = 0; i < found.count; ++i) {
            state.holds[i] = found.list[i];
        }
    }

    /// @dev Path, root, owner, custodian, lien; and the holds on the way. An ancestor in a final status has ended what is
    /// inside: then only that status is told, and false returned.
    function _walk(TokenState memory state, Found memory found) private view returns (bool) {
        uint64[] memory path = new uint64[](MAX_PATH);
        uint256 length = 0;
        uint64 top = state.token;
        uint256 slot = state.slot;
        _list(found, slot.hold());
        found.cleared = slot.cleared();
        while (slot.mode() != TokenWord.MODE_HELD) {
            top = slot.mode() == TokenWord.MODE_NESTED ? slot.parent() : _defaultParent(top);
            path[length++] = top;
            slot = tokens.slotOf(top);
            if (slot.terminal()) {
                state.status = slot.status();
                return false;
            }
            _list(found, slot.hold());
            if (slot.cleared() > found.cleared) found.cleared = slot.cleared();
        }
        state.path = new uint64[](length);
        for (uint256 i = 0; i < length; ++i) {
            state.path[i] = path[i];
        }
        state.root = top;
        state.owner = slot.owner();
        state.custodian = slot.custodian();
        uint32 lien = slot.lien();
        if (lien != 0 && LienWord.alive(tokens.lienSlotOf(lien))) state.lien = lien;
        return true;
    }

    /// @dev Holds of products, lots and ranges.
    function _coverage(TokenState memory state, Found memory found) private view {
        uint64 token = state.token;
        if (token.isFree()) {
            uint256 lots = state.slot.lots();
            for (uint256 i = 0; i < lots; ++i) {
                _listLot(found, uint32(tokens.contentsOf(token, uint8(i >> 2)) >> ((i & 3) * 64)), 0);
            }
            return;
        }
        uint256 run = tokens.runSlotOf(token.run());
        _listLot(found, RunWord.lot(run), found.cleared);
        for (uint256 i = 0; i < RunWord.sources(run); ++i) {
            uint32 lot = uint32(tokens.sourcesOf(token.run(), uint8(i >> 3)) >> ((i & 7) * 32));
            if (lot != RunWord.lot(run)) _listLot(found, lot, 0);
        }
        uint256 per = RunWord.unitsPer(run, token.level());
        uint256 first = token.index() * per;
        for (uint256 i = 0; i < RunWord.ranges(run); ++i) {
            uint256 range = tokens.rangeOf(token.run(), uint8(i));
            if (uint32(range >> 32) < first + per && first <= uint32(range >> 64)) _list(found, uint32(range));
        }
    }

    /// @dev Recalls of a lot after the generation `cleared`, the youngest of which come first, and of its product.
    function _listLot(Found memory found, uint32 lot, uint256 cleared) private view {
        uint256 word = tokens.lotSlotOf(lot);
        uint32 hold = LotWord.hold(word);
        while (hold != 0) {
            uint256 its = tokens.holdSlotOf(hold);
            if (HoldWord.generation(its) > cleared) _add(found, hold);
            hold = HoldWord.next(its);
        }
        _list(found, ProductWord.hold(tokens.productSlotOf(LotWord.product(word))));
    }

    function _list(Found memory found, uint32 head) private view {
        while (head != 0) {
            uint256 word = tokens.holdSlotOf(head);
            if (HoldWord.kind(word) == HoldWord.JOINT) {
                _list(found, HoldWord.target(word));
            } else if (HoldWord.status(word) == HoldWord.ACTIVE) {
                _add(found, head);
            }
            head = HoldWord.next(word);
        }
    }

    function _add(Found memory found, uint32 hold) private pure {
        for (uint256 i = 0; i < found.count; ++i) {
            if (found.list[i] == hold) return;
        }
        if (found.count < MAX_LISTED_HOLDS) found.list[found.count++] = hold;
    }

    function _defaultParent(uint64 token) private view returns (uint64) {
        uint256 run = tokens.runSlotOf(token.run());
        uint256 level = token.level();
        uint256 per = level == Ids.UNIT ? RunWord.unitsPerCase(run) : level == Ids.CASE
            ? RunWord.casesPerPallet(run)
            : 0;
        return
            per == 0
                ? Ids.make(token.run(), Ids.ROOT, 0)
                : Ids.make(token.run(), level + 1, token.index() / per);
    }
}
