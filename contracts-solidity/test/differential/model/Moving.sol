// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Facts} from "../Facts.sol";
import {Act, Lien, Node, World} from "../World.sol";
import {NestingModel} from "./Nesting.sol";

/// @title Transfer and pledge by the naive model
abstract contract MovingModel is NestingModel {
    using Facts for World;
    using Facts for Lien;

    function transferTokens(World memory w, Act memory a) internal pure returns (bool) {
        if (!isMove(w, a)) return false;
        if (!w.isHeld(a.tokens[0]) || !consents(w, a)) return false;
        uint256 lien = w.lienOf(a.tokens[0]);
        for (uint256 k = 0; k < a.tokens.length; ++k) {
            if (!mayMove(w, a, k, lien)) return false;
            Node memory n = w.nodes[a.tokens[k]];
            (n.custodian, n.lien) = (a.newCustodian, lien);
            moveTitle(w, n, a.newOwner);
            raise(n, true);
        }
        return true;
    }

    /// @dev Another owner; what the goods are pledged for stays the old one's debt.
    function moveTitle(World memory w, Node memory n, uint256 to) internal pure {
        if (n.owner == to) return;
        n.owner = to;
        if (n.lien == 0) return;
        Lien memory lien = w.liens[n.lien];
        if (lien.moved || !lien.isBinding()) return;
        lien.moved = true;
        ++lien.seq;
    }

    /// @dev Something moves, and whoever it moves to may receive.
    function isMove(World memory w, Act memory a) internal pure returns (bool) {
        bool title = a.newOwner != a.owner;
        bool custody = a.newCustodian != a.custodian;
        if (!title && !custody) return false;
        if (title && !canReceive(w, a.newOwner, TAKES_TITLE)) return false;
        return !custody || canReceive(w, a.newCustodian, TAKES_CUSTODY);
    }

    /// @dev A token named by a transfer or shipment, as its signers saw it, with nothing in the way.
    function mayMove(World memory w, Act memory a, uint256 k, uint256 lien) internal pure returns (bool) {
        uint256 i = a.tokens[k];
        Node memory n = w.nodes[i];
        if (!w.isAtRest(i) || n.seq != a.seqs[k] || n.owner != a.owner || n.custodian != a.custodian) return false;
        uint256 receiver = a.newOwner != a.owner ? 0 : a.newCustodian;
        return w.lienOf(i) == lien && isFreeOfHolds(w, i, receiver) && mayGo(w, a, i);
    }

    /// @dev Markets of the receivers, and whether a suspended giver gives to a returns place only.
    function mayGo(World memory w, Act memory a, uint256 i) internal pure returns (bool) {
        bool back = w.isSuspended(a.owner) || w.isSuspended(a.custodian);
        if (a.newOwner != a.owner && !w.mayReceive(i, a.newOwner, false, back)) return false;
        return a.newCustodian == a.custodian || w.mayReceive(i, a.newCustodian, true, back);
    }

    function pledgeTokens(World memory w, Act memory a) internal pure returns (bool) {
        if (a.owner == a.financier || a.maturity <= w.time) return false;
        if (!w.isActive(a.owner) || !canReceive(w, a.financier, MAY_FINANCE) || !isSigned(w, a)) return false;
        for (uint256 k = 0; k < a.tokens.length; ++k) {
            uint256 i = a.tokens[k];
            Node memory n = w.nodes[i];
            if (!w.isAtRest(i) || n.seq != a.seqs[k] || n.owner != a.owner || w.lienOf(i) != 0) return false;
            if (!isFreeOfHolds(w, i, 0)) return false;
            // Named twice it is encumbered the second time.
            for (uint256 j = 0; j < k; ++j) {
                if (a.tokens[j] == i) return false;
            }
            n.lien = w.lienCount + 1;
            raise(n, true);
        }
        Lien memory lien = w.liens[++w.lienCount];
        (lien.debtor, lien.policy, lien.status, lien.seq, lien.claims) = (a.owner, a.policy, 1, 1, 1);
        (lien.financiers[0], lien.maturities[0], lien.notices[0]) = (a.financier, a.maturity, a.notice);
        return true;
    }
}
