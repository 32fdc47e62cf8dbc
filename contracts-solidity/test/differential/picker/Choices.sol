// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Chance} from "../Chance.sol";
import {Facts} from "../Facts.sol";
import {Model} from "../Model.sol";
import {Act, Kind, Node, World} from "../World.sol";

/// @title What every random act needs: tokens, partners, seqs and signatures, mostly right
abstract contract Choices is Chance, Model {
    using Facts for World;
    using Facts for Node;

    /// @dev Partners that usually get title.
    uint256 private constant TRADERS = 5;

    /// @dev An act that is picked carelessly: taken as it is, with more that is stale or wrongly signed.
    bool internal sloppy;

    /// @dev A random node; `wanted` 0 any, 1 held, 2 nested.
    function _node(World memory w, uint256 wanted) internal returns (uint256) {
        uint256 count = w.nodes.length - 1;
        uint256 start = any(count);
        for (uint256 k = 0; k < count; ++k) {
            uint256 i = 1 + ((start + k) % count);
            if (wanted == 0 || (wanted == 1 ? w.isHeld(i) : w.isNested(i))) return i;
        }
        return 1 + start;
    }

    /// @dev Which tokens an act names: of `wanted` kind, and alike.
    function _tokens(World memory w, Act memory a, uint256 wanted) internal returns (uint256 first) {
        first = _node(w, percent(97) ? wanted : 0);
        uint256 more = percent(35) ? 1 + any(3) : 0;
        uint256[] memory found = new uint256[](1 + more);
        found[0] = first;
        uint256 count = 1;
        uint256 root = w.rootOf(first);
        for (uint256 k = 0; k < 4 * more && count <= more; ++k) {
            uint256 i = percent(4) ? found[any(count)] : _node(w, wanted);
            if (!percent(3) && !_goesWith(w, i, found, count, root, wanted)) continue;
            found[count++] = i;
        }
        (a.tokens, a.seqs) = (new uint256[](count), new uint256[](count));
        for (uint256 k = 0; k < count; ++k) {
            a.tokens[k] = found[k];
            a.seqs[k] = _seq(w.nodes[found[k]].seq);
        }
    }

    function _goesWith(
        World memory w,
        uint256 i,
        uint256[] memory found,
        uint256 count,
        uint256 root,
        uint256 wanted
    ) internal returns (bool) {
        for (uint256 k = 0; k < count; ++k) {
            if (found[k] == i) return percent(5);
        }
        if (wanted == 2) return w.rootOf(i) == root;
        Node memory n = w.nodes[w.rootOf(i)];
        Node memory first = w.nodes[root];
        return
            n.owner == first.owner &&
            n.custodian == first.custodian &&
            w.lienOf(w.rootOf(i)) == w.lienOf(root);
    }

    /// @dev Mostly what the signer sees now.
    function _seq(uint256 seq) internal returns (uint256) {
        if (!percent(sloppy ? 25 : 1)) return seq;
        return seq == 0 || percent(50) ? seq + 1 : seq - 1;
    }

    /// @dev Mostly some moments from now, sometimes long, sometimes none.
    function _later(World memory w, uint256 most) internal returns (uint256) {
        if (percent(2)) return w.time;
        return w.time + 1 + (percent(50) ? any(1 hours) : any(most));
    }

    // ---- partners ----

    function _trader(World memory w) internal returns (uint256) {
        uint256[TRADERS] memory traders = [uint256(1), 2, 4, 7, 8];
        return percent(93) ? traders[any(TRADERS)] : any(w.partners.length + 1);
    }

    function _keeper(World memory w) internal returns (uint256) {
        return percent(25) ? 3 : _trader(w);
    }

    function _sign(World memory w, Act memory a) internal returns (uint256) {
        uint256[] memory by = requiredSigners(w, a);
        a.keys = new uint256[](by.length);
        for (uint256 i = 0; i < by.length; ++i) {
            a.keys[i] = by[i] < w.partners.length ? w.partners[by[i]].key : 1;
        }
        if (by.length == 0 || !percent(sloppy ? 20 : 1)) return 0;
        uint256 wrong = any(3);
        // Another partner's or a retired key, one signature too few, one too many.
        if (wrong == 0) return a.keys[any(by.length)] = w.usedKeys[any(w.usedCount)];
        uint256[] memory others = new uint256[](wrong == 1 ? by.length - 1 : by.length + 1);
        for (uint256 i = 0; i < others.length; ++i) {
            others[i] = i < by.length ? a.keys[i] : w.usedKeys[any(w.usedCount)];
        }
        // A single signature isn't a list: nothing can be added to it.
        if (_takesAList(a.kind)) a.keys = others;
        return 0;
    }

    function _takesAList(Kind kind) private pure returns (bool) {
        if (kind <= Kind.Pledge) return kind != Kind.Touch;
        if (kind == Kind.ReleaseTokens || kind == Kind.Ship || kind == Kind.Receive || kind == Kind.Correct) return true;
        if (kind == Kind.Resolve || kind == Kind.Destroy || kind == Kind.Export || kind == Kind.Reinstate) return true;
        return kind == Kind.Transform || kind == Kind.AddClaim || kind == Kind.Foreclose;
    }
}
