// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Ids} from "../libraries/Ids.sol";
import {TokenWord} from "../libraries/TokenWord.sol";
import {Contents} from "./Contents.sol";

/// @title Taking a token out of its parent, for unpack and for exceptions of a shipment
abstract contract Detaching is Contents {
    using Ids for uint64;
    using TokenWord for uint256;

    /// @dev What all content of a container has in common.
    struct Holding {
        uint24 owner;
        uint24 custodian;
        uint32 lien;
    }

    function _holdingOf(uint256 slot) internal view returns (Holding memory holding) {
        holding.owner = slot.owner();
        holding.custodian = slot.custodian();
        (holding.lien, ) = _lienOf(slot);
    }

    /// @dev Makes a nested token held, with every hold that bound it, and as cleared as it was. Raises its seq and its root's.
    function _detach(Place memory place, Holding memory holding) internal returns (uint256 slot) {
        uint64 root = place.root;
        slot = _raise(place.token, place.slot, true)
            .asHeld(holding.owner, holding.custodian, holding.lien)
            .withHold(_inherited(place))
            .withCleared(place.cleared);
        if (place.slot == 0) _setTouched(place.token);
        _tokens[place.token] = slot;
        _leave(place.token, place.slot, place.parent, root);
        uint256 rootSlot = _raiseRoot(root);
        _move(_nestedFace(place.slot), holding.owner, place.token);
        uint256 parentSlot = place.parent == root ? rootSlot : _tokens[place.parent];
        emit Unpacked(place.token, place.parent, root, slot, parentSlot, rootSlot);
    }
}
