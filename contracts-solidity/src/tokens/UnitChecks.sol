// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {TokenSeq} from "../interfaces/Messages.sol";
import {Ids} from "../libraries/Ids.sol";
import {TokenWord} from "../libraries/TokenWord.sol";
import {Contents} from "./Contents.sol";

/// @title What dispensing, exporting, consuming and destroying have in common
abstract contract UnitChecks is Contents {
    using Ids for uint64;
    using TokenWord for uint256;

    /// @dev Owner and custodian of a root are active and have signed, the financiers too if the lien's policy lacks
    /// `permission`.
    function _checkParties(
        bytes32 digest,
        uint64 token,
        uint256 rootSlot,
        uint256 permission,
        bytes[] calldata signatures
    ) internal view {
        uint24 owner = rootSlot.owner();
        uint24 custodian = rootSlot.custodian();
        _checkActive(owner, _partners[owner]);
        if (custodian != owner) _checkActive(custodian, _partners[custodian]);
        Signers memory signers;
        _addSigner(signers, owner);
        _addSigner(signers, custodian);
        _checkConsent(digest, signers, token, rootSlot, permission, signatures);
    }

    function _locateNamed(TokenSeq calldata named) internal view returns (Place memory) {
        return _walk(named.token, _loadNamed(named.token, named.seq));
    }

    /// @dev A unit that is where the message saw it and that nothing keeps there. `first` is the root's word of the
    /// message's first unit: the others must agree with it.
    function _checkUnit(TokenSeq calldata named, Place memory place, uint256 first) internal view {
        uint64 token = place.token;
        if (token.level() != Ids.UNIT) revert Tokens_NotAUnit(token);
        _checkSeq(token, named.seq, place.slot);
        _checkActiveStatus(token, place.slot);
        _checkActiveStatus(place.root, place.rootSlot);
        _checkSame(token, place.rootSlot, first);
        _checkHolds(token, place.slot.hold(), 0);
        for (uint256 i = 0; i < place.holds; ++i) {
            _checkHolds(token, place.ancestorHolds[i], 0);
        }
        Movement memory nowhere;
        _checkRun(token, _runs[token.run()], token.index(), token.index(), place.cleared, nowhere);
    }

    /// @dev Takes a unit that has ended out of its place, and out of the balances. Gives the words for the event.
    function _depart(Place memory place, uint256 slot) internal returns (uint256 parentSlot, uint256 rootSlot) {
        uint64 token = place.token;
        if (place.parent == 0) {
            _move(place.slot.owner(), NOBODY, token);
            return (0, slot);
        }
        _leave(token, place.slot, place.parent, place.root);
        rootSlot = _raiseRoot(place.root);
        _move(_nestedFace(place.slot), NOBODY, token);
        parentSlot = place.parent == place.root ? rootSlot : _tokens[place.parent];
    }

    /// @dev Two roots have the same owner, custodian and lien.
    function _checkSame(uint64 token, uint256 slot, uint256 first) internal view {
        if (slot.owner() != first.owner()) revert Tokens_WrongOwner(token, first.owner(), slot.owner());
        if (slot.custodian() != first.custodian()) {
            revert Tokens_WrongCustodian(token, first.custodian(), slot.custodian());
        }
        (uint32 lien, ) = _lienOf(slot);
        (uint32 other, ) = _lienOf(first);
        if (lien != other) revert Tokens_LienDiffers(token, lien, other);
    }
}
