// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ITokens} from "../../../src/interfaces/ITokens.sol";
import {Encumbrance, TokenState} from "../../../src/interfaces/ILens.sol";
import {TokenWord} from "../../../src/libraries/TokenWord.sol";
import {LienWord} from "../../../src/libraries/PartyWords.sol";
import {Calls} from "../Calls.sol";
import {Facts} from "../Facts.sol";
import {Replay} from "../Replay.sol";
import {Node, Place, World} from "../World.sol";

/// @title Compares every token with the naive model and with the replayed events
abstract contract NodesAgreement is Calls, Replay {
    using Facts for World;
    using Facts for Node;
    using TokenWord for uint256;

    /// @notice The contracts and the model differ; `seed` and `step` find the act again.
    error Disagreement(uint256 seed, uint256 step, string what, uint256 token, uint256 actual, uint256 expected);

    uint256 internal currentSeed;
    uint256 internal currentStep;
    /// @dev ERC-721 addresses by partner, asked once: they never change.
    address[] internal faces;

    /// @dev `what` in 32 characters: a string would be copied each time, which takes longer than all the rest.
    function agree(uint256 actual, uint256 expected, bytes32 what, uint256 token) internal view {
        if (actual == expected) return;
        revert Disagreement(currentSeed, currentStep, string(abi.encodePacked(what)), token, actual, expected);
    }

    /// @dev Every node's record, counters and parties by its own words and by the events.
    function compareNodes(World memory w) internal view {
        uint256[] memory restricted = w.restrictedChildren();
        uint256[] memory balances = new uint256[](w.partners.length);
        uint256 packed;
        // A run's tokens of one level share a word of bits.
        uint256 bitsKey = type(uint256).max;
        uint256 bits;
        for (uint256 i = 1; i < w.nodes.length; ++i) {
            Node memory n = w.nodes[i];
            // What doesn't exist yet is looked at now and then.
            if (!n.exists && currentStep % 10 != 0) continue;
            uint256 slot = tokens.slotOf(n.id);
            agree(wordByEvents(TOKENS, n.id), slot, "word by events", n.id);
            _compareWord(w, i, slot, restricted[i]);
            if (n.level <= 2) {
                if (bitsKey != n.id >> 8) {
                    bitsKey = n.id >> 8;
                    bits = tokens.touchedOf(uint64(bitsKey));
                    agree(wordByEvents(TOUCHED, bitsKey), bits, "touched by events", n.id);
                }
                _compareTouched(n, slot, (bits >> (n.id & 0xff)) & 1);
            }
            if (w.isHeld(i)) ++balances[n.owner];
            else if (n.minted && n.isThere()) ++packed;
            _compareOwnerByEvents(w, i);
        }
        _compareBalances(balances, packed);
    }

    function _compareWord(World memory w, uint256 i, uint256 slot, uint256 restricted) private view {
        Node memory n = w.nodes[i];
        agree(slot.seq(), n.seq, "seq", n.id);
        agree(slot.binds(), n.binds, "binds", n.id);
        bool record = slot != 0;
        if (!n.isThere()) {
            // Dispensed: in its slot if it has a record, else by its touched bit alone.
            if (n.exists) agree(slot.status(), record ? n.status : 0, "status", n.id);
            agree(record ? 1 : 0, n.exists && n.record ? 1 : 0, "record", n.id);
            agree(slot.owner() | slot.custodian() | slot.lien(), 0, "nothing left", n.id);
            return;
        }
        agree(slot.status(), n.status, "status", n.id);
        agree(slot.cleared(), n.cleared, "cleared", n.id);
        agree(slot.mode(), _mode(n), "mode", n.id);
        if (n.place == Place.Held) {
            agree(slot.owner(), n.owner, "owner", n.id);
            agree(slot.custodian(), n.custodian, "custodian", n.id);
            uint256 lien = slot.lien() == 0 ? 0 : _alive(slot.lien());
            agree(lien, w.liens[w.lienOf(i)].id, "lien", n.id);
        } else if (n.place == Place.Nested) {
            agree(slot.parent(), w.nodes[n.parent].id, "parent", n.id);
        }
        agree(slot.hold() == 0 ? 0 : 1, n.holds == 0 ? 0 : 1, "on hold", n.id);
        agree(slot.inside(), restricted, "restricted children", n.id);
        if (!n.isFree()) return;
        agree(slot.children(), w.childrenOf(i), "children", n.id);
        agree(slot.lots(), _bits(w.lotsOf(i)), "lots inside", n.id);
    }

    function _compareTouched(Node memory n, uint256 slot, uint256 bit) private view {
        if (n.level == 0) agree(bit, n.record || n.status != 0 ? 1 : 0, "touched", n.id);
        // Cases and pallets get a record also by counting what is inside, and keep the bit when they count nothing.
        else if (slot != 0) agree(bit, 1, "touched", n.id);
    }

    function _mode(Node memory n) private pure returns (uint256) {
        if (n.place == Place.Held) return TokenWord.MODE_HELD;
        return n.place == Place.Nested ? TokenWord.MODE_NESTED : TokenWord.MODE_DEFAULT;
    }

    function _alive(uint32 lien) internal view returns (uint256) {
        return LienWord.alive(tokens.lienSlotOf(lien)) ? lien : 0;
    }

    function _bits(uint256 set) internal pure returns (uint256 count) {
        for (; set != 0; set >>= 1) {
            count += set & 1;
        }
    }

    /// @dev Transfer events: held tokens have their owner's address, packed ones the ledger's, others none.
    function _compareOwnerByEvents(World memory w, uint256 i) private view {
        Node memory n = w.nodes[i];
        address expected = address(0);
        if (w.isHeld(i)) expected = faces[n.owner];
        else if (n.minted && n.isThere()) expected = address(tokens);
        agree(uint160(ownerByEvents[n.id]), uint160(expected), "owner by events", n.id);
    }

    function _compareBalances(uint256[] memory balances, uint256 packed) private view {
        for (uint256 p = 1; p < balances.length; ++p) {
            address account = faces[p];
            agree(tokens.balanceOf(account), balances[p], "balance", p);
            agree(balanceByEvents[account], balances[p], "balance by events", p);
        }
        agree(tokens.balanceOf(address(tokens)), packed, "balance of the ledger", 0);
        agree(balanceByEvents[address(tokens)], packed, "ledger's balance by events", 0);
    }

    /// @dev One node through the views: existence, path, root, parties, lien, holds.
    function compareViews(World memory w, uint256 i) internal view {
        Node memory n = w.nodes[i];
        TokenState memory state = lens.stateOf(n.id);
        agree(state.exists ? 1 : 0, n.exists ? 1 : 0, "exists", n.id);
        agree(state.status, n.exists ? _statusOf(w, i) : 0, "status by Lens", n.id);
        if (!w.isLive(i)) {
            agree(state.root, 0, "no root", n.id);
            _refuses(abi.encodeCall(ITokens.ownerOf, (n.id)), n.id);
            _refuses(abi.encodeCall(ITokens.custodianOf, (n.id)), n.id);
            _refuses(abi.encodeCall(ITokens.parentOf, (n.id)), n.id);
            return;
        }
        uint256 root = w.rootOf(i);
        agree(state.root, w.nodes[root].id, "root by Lens", n.id);
        agree(state.owner, w.nodes[root].owner, "owner by Lens", n.id);
        agree(state.custodian, w.nodes[root].custodian, "custodian by Lens", n.id);
        agree(state.lien, w.liens[w.lienOf(root)].id, "lien by Lens", n.id);
        uint256 above = w.parentOf(i);
        agree(tokens.parentOf(n.id), w.nodes[above].id, "parentOf", n.id);
        for (uint256 k = 0; k < state.path.length; ++k) {
            agree(state.path[k], w.nodes[above].id, "path", n.id);
            above = w.parentOf(above);
        }
        agree(above, 0, "length of the path", n.id);
        (uint64 top, uint256 topSlot) = tokens.rootOf(n.id);
        agree(top, w.nodes[root].id, "rootOf", n.id);
        agree(topSlot, tokens.slotOf(top), "word of the root", n.id);
        agree(tokens.titleOf(n.id), w.nodes[root].owner, "titleOf", n.id);
        agree(tokens.custodianOf(n.id), w.nodes[root].custodian, "custodianOf", n.id);
        _compareHolds(w, i, state.holds);
    }

    /// @dev One call answers whether it is pledged, wherever it is nested.
    function compareEncumbrance(World memory w, uint256 i) internal view {
        Node memory n = w.nodes[i];
        uint256 lien = w.isLive(i) ? w.lienOf(w.rootOf(i)) : 0;
        Encumbrance memory found = lens.encumbranceOf(n.id);
        agree(found.lien, w.liens[lien].id, "encumbrance", n.id);
        agree(found.carrier, lien == 0 ? 0 : w.nodes[w.rootOf(i)].id, "carrier of the lien", n.id);
        agree(found.financier, w.liens[lien].financiers[0], "financier", n.id);
        agree(found.debtor, w.liens[lien].debtor, "debtor", n.id);
        agree(found.status, w.liens[lien].status, "status of the lien", n.id);
        agree(found.policy, w.liens[lien].policy, "policy", n.id);
        agree(found.seq, w.liens[lien].seq, "seq of the lien", n.id);
    }

    /// @dev What is inside something terminal is so too.
    function _statusOf(World memory w, uint256 i) private pure returns (uint256 status) {
        status = w.nodes[i].status;
        for (; i != 0; i = w.parentOf(i)) {
            if (w.nodes[i].isTerminal()) return w.nodes[i].status;
        }
    }

    function _refuses(bytes memory data, uint256 id) private view {
        (bool done, ) = address(tokens).staticcall(data);
        agree(done ? 1 : 0, 0, "view of what is gone", id);
    }

    /// @dev The same set, each hold once.
    function _compareHolds(World memory w, uint256 i, uint32[] memory listed) private view {
        uint256 expected = w.holdsOn(i);
        agree(listed.length, _bits(expected), "number of holds", w.nodes[i].id);
        for (uint256 h = 1; h <= w.holdCount; ++h) {
            if ((expected >> h) & 1 == 0) continue;
            bool found = false;
            for (uint256 k = 0; k < listed.length; ++k) {
                if (listed[k] == w.holds[h].id) found = true;
            }
            agree(found ? 1 : 0, 1, "hold", w.nodes[i].id);
        }
    }
}
