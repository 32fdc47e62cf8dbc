// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Facts} from "../Facts.sol";
import {Act, Kind, Lien, World} from "../World.sol";
import {ShipmentsPicker} from "./Shipments.sol";

/// @title Random pledges, claims, defaults, cures, foreclosures and releases
abstract contract LiensPicker is ShipmentsPicker {
    using Facts for World;

    function _pickPledge(World memory w, Act memory a) internal {
        a.kind = Kind.Pledge;
        uint256 i;
        for (uint256 t = 0; t < 4; ++t) {
            i = _tokens(w, a, 1);
            if (w.lienOf(i) == 0 && w.holdsOn(i) == 0) break;
        }
        a.owner = percent(98) ? w.nodes[i].owner : any(9);
        a.financier = percent(70) ? 5 : percent(80) ? 8 : 1 + any(8);
        a.policy = any(16);
        (a.maturity, a.notice) = (_later(w, 2 days), _notice());
    }

    function _pickRelease(World memory w, Act memory a) internal {
        a.kind = percent(40) ? Kind.Release : Kind.ReleaseTokens;
        _tokens(w, a, 1);
        for (uint256 t = 0; t < 8 && w.nodes[a.tokens[0]].lien == 0; ++t) {
            _tokens(w, a, 1);
        }
        a.lien = w.nodes[a.tokens[0]].lien;
        if (a.lien == 0) a.lien = any(w.lienCount + 1);
        a.lienSeq = _seq(w.liens[a.lien].seq);
        a.rank = _rank(w, a.lien);
    }

    function _notice() private returns (uint256) {
        return percent(60) ? any(1 hours) : any(1 days);
    }

    /// @dev Mostly one that the lien has.
    function _rank(World memory w, uint256 lien) private returns (uint256) {
        uint256 claims = w.liens[lien].claims;
        return percent(96) && claims != 0 ? 1 + any(claims) : any(6);
    }

    /// @dev A lien of a status, if there's one.
    function _lien(World memory w, Act memory a, uint256 status) private returns (bool) {
        if (w.lienCount == 0) return false;
        uint256 start = any(w.lienCount);
        a.lien = 1 + start;
        for (uint256 k = 0; k < w.lienCount && !percent(3); ++k) {
            uint256 lien = 1 + ((start + k) % w.lienCount);
            if (w.liens[lien].status != status) continue;
            a.lien = lien;
            break;
        }
        a.lienSeq = _seq(w.liens[a.lien].seq);
        return w.liens[a.lien].status == status || percent(10);
    }

    function _pickAddClaim(World memory w, Act memory a) internal returns (bool) {
        a.kind = Kind.AddClaim;
        if (!_lien(w, a, 1)) return false;
        a.owner = percent(97) ? w.liens[a.lien].debtor : 1 + any(8);
        a.financier = percent(45) ? 5 : percent(80) ? 8 : 1 + any(8);
        (a.maturity, a.notice) = (_later(w, 2 days), _notice());
        return true;
    }

    function _pickDefault(World memory w, Act memory a) internal returns (bool) {
        a.kind = Kind.Default;
        if (!_lien(w, a, 1)) return false;
        for (uint256 l = 1; l <= w.lienCount; ++l) {
            Lien memory lien = w.liens[l];
            for (uint256 r = 0; r < lien.claims; ++r) {
                if (lien.status != 1 || lien.maturities[r] > w.time || percent(20)) continue;
                (a.lien, a.lienSeq, a.rank) = (l, _seq(lien.seq), r + 1);
            }
        }
        if (a.rank == 0) a.rank = _rank(w, a.lien);
        return true;
    }

    function _pickCure(World memory w, Act memory a) internal returns (bool) {
        (a.kind, a.maturity) = (Kind.Cure, _later(w, 2 days));
        return _lien(w, a, 3);
    }

    function _pickForeclose(World memory w, Act memory a) internal returns (bool) {
        a.kind = Kind.Foreclose;
        if (!_lien(w, a, percent(60) ? 3 : 4)) return false;
        for (uint256 l = 1; l <= w.lienCount; ++l) {
            Lien memory lien = w.liens[l];
            if (lien.status != 3 || lien.noticeEnds >= w.time || percent(30)) continue;
            (a.lien, a.lienSeq) = (l, _seq(lien.seq));
        }
        uint256 wanted = percent(60) ? 1 : 2;
        uint256[] memory found = new uint256[](wanted);
        uint256 count;
        uint256 start = any(w.nodes.length);
        for (uint256 k = 0; k < w.nodes.length && count < wanted; ++k) {
            uint256 i = (start + k) % w.nodes.length;
            if (i == 0 || !w.isHeld(i) || (w.nodes[i].lien != a.lien && !percent(1))) continue;
            if (!percent(8) && !isFreeOfHolds(w, i, 0)) continue;
            found[count++] = i;
        }
        if (count == 0) found[count++] = _node(w, 1);
        if (percent(3)) found[count - 1] = found[0];
        a.tokens = new uint256[](count);
        for (uint256 k = 0; k < count; ++k) {
            a.tokens[k] = found[k];
        }
        return true;
    }
}
