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
        uint256 word = _partners[owner];
        _checkActive(owner, word);
        if (custodian == owner && rootSlot.lien() == 0) return _checkOneSignature(digest, owner, word, signatures);
        if (custodian != owner) _checkActive(custodian, _partners[custodian]);
        Signers memory signers;
        _addSigner(signers, owner);
        _addSigner(signers, custodian);
        _checkConsent(digest, signers, token, rootSlot, permission, signatures);
    }

    /// @dev A unit that is where the message saw it and that nothing keeps there. `first` is the root's word of the
    /// message's first unit: the others must agree with it.
    function _checkUnit(TokenSeq calldata named, Place memory place, uint256 first) internal view {
        uint64 token = place.token;
        if (token.level() != Ids.UNIT) revert Tokens_NotAUnit(token);
        _checkSeq(token, named.seq, place.slot);
        _checkActiveStatus(token, place.slot);
        _checkActiveStatus(place.root, place.rootSlot);
        if (place.rootSlot != first) _checkSame(token, place.rootSlot, first);
        _checkHolds(token, place.slot.hold(), 0);
        for (uint256 i = 0; i < place.holds; ++i) {
            _checkHolds(token, place.ancestorHolds[i], 0);
        }
        Movement memory nowhere;
        uint256 run = place.run == 0 ? _runs[token.run()] : place.run;
        uint256 index = token.index();
        _checkRun(token, run, index, index, place.cleared, nowhere);
    }

    /// @dev Takes a unit that has ended out of its place, and out of the balances. Gives the words for the event.
    function _depart(Place memory place, uint256 slot) internal returns (uint256 parentSlot, uint256 rootSlot) {
        uint64 token = place.token;
        if (place.parent == 0) {
            _move(place.slot.owner(), NOBODY, token);
            return (0, slot);
        }
        (parentSlot, rootSlot) = _leaveAndRaise(place);
        _move(_nestedFace(place.slot), NOBODY, token);
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
