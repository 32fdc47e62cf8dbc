// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Facts} from "../Facts.sol";
import {Act, Lien, Node, World} from "../World.sol";
import {MovingModel} from "./Moving.sol";

/// @title What becomes of a lien by the naive model
abstract contract LendingModel is MovingModel {
    using Facts for World;
    using Facts for Lien;

    uint256 private constant ACTIVE = 1;
    uint256 private constant RELEASED = 2;
    uint256 private constant DEFAULTED = 3;
    uint256 private constant FORECLOSED = 4;
    uint256 private constant MAX_CLAIMS = 4;

    function releaseClaim(World memory w, Act memory a) internal pure returns (bool) {
        Lien memory lien = w.liens[a.lien];
        if (!lien.isBinding() || lien.seq != a.lienSeq || a.rank == 0 || a.rank > lien.claims) return false;
        if (!isSigned(w, a)) return false;
        ++lien.seq;
        if (lien.claims == 1) {
            lien.status = RELEASED;
            return true;
        }
        // Those below move up.
        for (uint256 r = a.rank; r < lien.claims; ++r) {
            lien.financiers[r - 1] = lien.financiers[r];
            lien.maturities[r - 1] = lien.maturities[r];
            lien.notices[r - 1] = lien.notices[r];
        }
        --lien.claims;
        if (lien.defaulted == a.rank) (lien.status, lien.defaulted, lien.noticeEnds) = (ACTIVE, 0, 0);
        else if (lien.defaulted > a.rank) --lien.defaulted;
        return true;
    }

    function releaseTokens(World memory w, Act memory a) internal pure returns (bool) {
        Lien memory lien = w.liens[a.lien];
        if (!lien.isBinding() || lien.seq != a.lienSeq || !isSigned(w, a)) return false;
        for (uint256 k = 0; k < a.tokens.length; ++k) {
            Node memory n = w.nodes[a.tokens[k]];
            if (!w.isHeld(a.tokens[k]) || n.seq != a.seqs[k] || n.lien != a.lien) return false;
            n.lien = 0;
            raise(n, true);
        }
        lien.seq += a.tokens.length;
        return true;
    }

    function addClaim(World memory w, Act memory a) internal pure returns (bool) {
        Lien memory lien = w.liens[a.lien];
        if (lien.status != ACTIVE || lien.seq != a.lienSeq || lien.debtor != a.owner || lien.moved) return false;
        if (lien.claims == MAX_CLAIMS || a.maturity <= w.time || a.financier == a.owner) return false;
        if (!w.isActive(a.owner) || !canReceive(w, a.financier, MAY_FINANCE) || !isSigned(w, a)) return false;
        for (uint256 r = 0; r < lien.claims; ++r) {
            if (lien.financiers[r] == a.financier || !w.isActive(lien.financiers[r])) return false;
        }
        lien.financiers[lien.claims] = a.financier;
        lien.maturities[lien.claims] = a.maturity;
        lien.notices[lien.claims++] = a.notice;
        ++lien.seq;
        return true;
    }

    function declareDefault(World memory w, Act memory a) internal pure returns (bool) {
        Lien memory lien = w.liens[a.lien];
        if (lien.status != ACTIVE || lien.seq != a.lienSeq || a.rank == 0 || a.rank > lien.claims) return false;
        if (lien.maturities[a.rank - 1] > w.time || !isSigned(w, a)) return false;
        if (!w.isActive(lien.financiers[a.rank - 1])) return false;
        (lien.status, lien.defaulted) = (DEFAULTED, a.rank);
        lien.noticeEnds = w.time + lien.notices[a.rank - 1];
        ++lien.seq;
        return true;
    }

    function cureLien(World memory w, Act memory a) internal pure returns (bool) {
        Lien memory lien = w.liens[a.lien];
        if (lien.status != DEFAULTED || lien.seq != a.lienSeq || a.maturity <= w.time || !isSigned(w, a)) return false;
        if (!w.isActive(lien.financiers[lien.defaulted - 1])) return false;
        lien.maturities[lien.defaulted - 1] = a.maturity;
        (lien.status, lien.defaulted, lien.noticeEnds) = (ACTIVE, 0, 0);
        ++lien.seq;
        return true;
    }

    function forecloseTokens(World memory w, Act memory a) internal pure returns (bool) {
        Lien memory lien = w.liens[a.lien];
        if (lien.status != DEFAULTED && lien.status != FORECLOSED) return false;
        if (lien.seq != a.lienSeq || (lien.status == DEFAULTED && w.time <= lien.noticeEnds)) return false;
        uint256 financier = lien.financiers[lien.defaulted - 1];
        if (!isSigned(w, a)) return false;
        for (uint256 r = 0; r < lien.defaulted; ++r) {
            if (!w.isActive(lien.financiers[r])) return false;
        }
        for (uint256 k = 0; k < a.tokens.length; ++k) {
            uint256 i = a.tokens[k];
            Node memory n = w.nodes[i];
            // Reporting it lost keeps nobody from taking it: the owner alone does that.
            if (!w.isHeld(i) || n.status == 1 || n.lien != a.lien || !isFreeOfHolds(w, i, 0)) return false;
            (n.owner, n.lien) = (financier, 0);
            raise(n, true);
            ++lien.seq;
        }
        lien.status = FORECLOSED;
        return true;
    }
}
