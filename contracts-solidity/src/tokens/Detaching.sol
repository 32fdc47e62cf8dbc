// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Ids} from "../libraries/Ids.sol";
import {TokenWord} from "../libraries/TokenWord.sol";
import {LienWord} from "../libraries/PartyWords.sol";
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
        slot = _raise(place.token, place.slot, true)
            .asHeld(holding.owner, holding.custodian, holding.lien)
            .withHold(_inherited(place))
            .withCleared(place.cleared);
        if (place.slot == 0) _setTouched(place.token);
        _tokens[place.token] = slot;
        (uint256 parentSlot, uint256 rootSlot) = _leaveAndRaise(place);
        _move(_nestedFace(place.slot), holding.owner, place.token);
        emit Unpacked(place.token, place.parent, place.root, slot, parentSlot, rootSlot);
    }

    /// @dev The custodian is active and has signed, the financiers too if the lien's policy lacks packing.
    function _checkCustodian(
        bytes32 digest,
        uint24 custodian,
        uint64 token,
        uint256 slot,
        bytes[] calldata signatures
    ) internal view {
        uint256 word = _partners[custodian];
        _checkActive(custodian, word);
        if (slot.lien() == 0) return _checkOneSignature(digest, custodian, word, signatures);
        Signers memory signers;
        _addSigner(signers, custodian);
        _checkConsent(digest, signers, token, slot, LienWord.MAY_PACK, signatures);
    }
}
