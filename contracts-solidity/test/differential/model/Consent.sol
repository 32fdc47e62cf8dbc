// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Facts} from "../Facts.sol";
import {Act, Kind, Lien, Shipment, World} from "../World.sol";
import {Records} from "./Records.sol";

/// @title Who must sign an act
abstract contract Consent is Records {
    using Facts for World;

    uint256 private constant MAY_MOVE_CUSTODY = 1;
    uint256 private constant MAY_DISPENSE = 2;
    uint256 private constant MAY_PACK = 4;
    uint256 private constant MAY_TRANSFORM = 8;
    uint256 private constant MOST = 9;

    /// @dev Partners who must sign, in order, each once; and the lien whose financiers all must be active.
    struct Signers {
        uint256[MOST] list;
        uint256 count;
        uint256 lien;
    }

    /// @dev Partners who must sign, in order.
    function requiredSigners(World memory w, Act memory a) internal pure returns (uint256[] memory list) {
        Signers memory all = _signers(w, a);
        list = new uint256[](all.count);
        for (uint256 i = 0; i < all.count; ++i) {
            list[i] = all.list[i];
        }
    }

    /// @dev Exactly the required signatures, each with the account that the partner has now.
    function isSigned(World memory w, Act memory a) internal pure returns (bool) {
        return _isSignedBy(w, a, _signers(w, a));
    }

    /// @dev Every signature is there, and no financier who must sign is suspended.
    function consents(World memory w, Act memory a) internal pure returns (bool) {
        Signers memory all = _signers(w, a);
        if (all.lien != 0) {
            for (uint256 i = 0; i < w.liens[all.lien].claims; ++i) {
                if (!w.isActive(w.liens[all.lien].financiers[i])) return false;
            }
        }
        return _isSignedBy(w, a, all);
    }

    function _isSignedBy(World memory w, Act memory a, Signers memory all) private pure returns (bool) {
        if (a.keys.length != all.count) return false;
        for (uint256 i = 0; i < all.count; ++i) {
            if (all.list[i] >= w.partners.length || a.keys[i] != w.partners[all.list[i]].key) return false;
        }
        return true;
    }

    function _add(Signers memory all, uint256 partner) private pure {
        if (partner == 0) return;
        for (uint256 i = 0; i < all.count; ++i) {
            if (all.list[i] == partner) return;
        }
        all.list[all.count++] = partner;
    }

    /// @dev The financiers of the first `ranks` claims.
    function _addFinanciers(World memory w, Signers memory all, uint256 lien, uint256 ranks) private pure {
        for (uint256 i = 0; i < ranks; ++i) {
            _add(all, w.liens[lien].financiers[i]);
        }
    }

    /// @dev All financiers of what is pledged, unless the lien is active and its policy permits the act.
    function _addUnlessPermitted(World memory w, Signers memory all, uint256 root, uint256 permission) private pure {
        uint256 lien = root == 0 ? 0 : w.lienOf(root);
        if (lien == 0 || (w.liens[lien].status == 1 && w.liens[lien].policy & permission != 0)) return;
        all.lien = lien;
        _addFinanciers(w, all, lien, w.liens[lien].claims);
    }

    function _signers(World memory w, Act memory a) private pure returns (Signers memory all) {
        if (a.kind == Kind.Transfer || a.kind == Kind.Ship) _ofMove(w, a, all);
        else if (a.kind == Kind.Unpack || a.kind == Kind.Pack || _isEnding(a.kind)) _ofRoot(w, a, all);
        else if (a.kind == Kind.Pledge) {
            _add(all, a.owner);
            _add(all, a.financier);
        } else if (_isOfLien(a.kind)) _ofLien(w, a, all);
        else if (a.kind >= Kind.Receive && a.kind <= Kind.Lapse) _ofShipment(w, a, all);
        else if (a.kind == Kind.Missing) _add(all, w.nodes[a.tokens[0]].owner);
        else if (a.kind == Kind.Reinstate) {
            _add(all, w.nodes[a.tokens[0]].owner);
            _add(all, makerOf(w, a.tokens[0]));
        } else if (a.kind == Kind.Commission) _add(all, w.issuerOf(w.runs[a.run].lot));
        else if (a.kind != Kind.Sweep) _add(all, a.partner);
    }

    /// @dev The issuer of a run's token, the partner that made a free container.
    function makerOf(World memory w, uint256 i) internal pure returns (uint256) {
        return w.nodes[i].run == 0 ? w.nodes[i].creator : w.issuerOf(w.lotOf(i));
    }

    function _ofMove(World memory w, Act memory a, Signers memory all) private pure {
        bool title = a.newOwner != a.owner;
        bool mandated = !title && a.owner != a.custodian && isMandated(w, a.owner, a.custodian);
        if (!mandated) _add(all, a.owner);
        if (a.kind == Kind.Ship) {
            _add(all, a.custodian);
            _add(all, a.carrier);
        } else {
            if (title) _add(all, a.newOwner);
            if (a.newCustodian != a.custodian) {
                _add(all, a.custodian);
                _add(all, a.newCustodian);
            }
        }
        _addUnlessPermitted(w, all, a.tokens[0], title ? 0 : MAY_MOVE_CUSTODY);
    }

    function isMandated(World memory w, uint256 owner, uint256 agent) internal pure returns (bool) {
        if (owner == 0 || owner >= w.partners.length || agent >= w.partners.length) return false;
        return w.partners[owner].mandates[agent] >= w.time;
    }

    function _isEnding(Kind kind) private pure returns (bool) {
        return
            kind == Kind.Dispense ||
            kind == Kind.DispenseRange ||
            kind == Kind.Destroy ||
            kind == Kind.Export ||
            kind == Kind.Transform;
    }

    function _ofRoot(World memory w, Act memory a, Signers memory all) private pure {
        bool named = a.kind == Kind.Unpack || a.kind == Kind.DispenseRange;
        uint256 root = named ? a.container : w.rootOf(a.tokens[0]);
        uint256 permission = MAY_PACK;
        if (_isEnding(a.kind)) {
            _add(all, w.nodes[root].owner);
            permission = 0;
            if (a.kind == Kind.Dispense || a.kind == Kind.DispenseRange) permission = MAY_DISPENSE;
            if (a.kind == Kind.Transform) permission = MAY_TRANSFORM;
        }
        _add(all, w.nodes[root].custodian);
        _addUnlessPermitted(w, all, root, permission);
    }

    function _isOfLien(Kind kind) private pure returns (bool) {
        return
            kind == Kind.Release ||
            kind == Kind.ReleaseTokens ||
            (kind >= Kind.AddClaim && kind <= Kind.Foreclose);
    }

    function _ofLien(World memory w, Act memory a, Signers memory all) private pure {
        Lien memory lien = w.liens[a.lien];
        uint256 rank = a.kind == Kind.Release || a.kind == Kind.Default ? a.rank : lien.defaulted;
        uint256 ranks;
        if (a.kind == Kind.AddClaim) {
            _add(all, a.owner);
            _add(all, a.financier);
            ranks = lien.claims;
        } else if (a.kind == Kind.ReleaseTokens) {
            ranks = lien.claims;
        } else {
            if (rank != 0 && rank <= lien.claims) _add(all, lien.financiers[rank - 1]);
            if (a.kind == Kind.Foreclose && rank != 0) ranks = rank - 1;
        }
        _addFinanciers(w, all, a.lien, ranks);
    }

    function _ofShipment(World memory w, Act memory a, Signers memory all) private pure {
        Shipment memory s = w.shipments[a.shipment];
        if (a.kind == Kind.Cancel) _add(all, s.custodian);
        if (a.kind == Kind.Resolve) {
            _add(all, s.owner);
            _add(all, s.custodian);
            _add(all, s.newOwner);
        }
        if (a.kind == Kind.Receive || a.kind == Kind.Correct || a.kind == Kind.Resolve) _add(all, s.newCustodian);
        if (a.kind == Kind.Receive || a.kind == Kind.Correct) _add(all, s.newOwner);
        if (a.kind == Kind.Correct) _addUnlessPermitted(w, all, w.rootOf(a.tokens[0]), 0);
    }
}
