// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {TokenSeq} from "../interfaces/Messages.sol";
import {TokenWord} from "../libraries/TokenWord.sol";
import {PartnerWord} from "../libraries/PartyWords.sol";
import {Contents} from "./Contents.sol";

/// @title The rules of a movement of held tokens, for transfers and shipments
abstract contract Movements is Contents {
    using TokenWord for uint256;

    uint16 internal constant TITLE_ROLES = PartnerWord.ISSUER | PartnerWord.HOLDER | PartnerWord.RETURNS;
    uint16 internal constant CUSTODY_ROLES = TITLE_ROLES | PartnerWord.CARRIER;

    /// @dev Who receives, whether custody may follow a recall's destinations, and whether it must be a return.
    function _movement(
        uint24 owner,
        uint24 custodian,
        uint24 newOwner,
        uint24 newCustodian
    ) internal view returns (Movement memory movement) {
        // Compared before it is taken: 0 in a movement means that nothing moves, and partner 0 receives nothing.
        if (newOwner != owner) {
            movement.titleTo = newOwner;
            _checkReceiver(newOwner, TITLE_ROLES);
        }
        if (newCustodian != custodian) {
            movement.custodyTo = newCustodian;
            _checkReceiver(newCustodian, CUSTODY_ROLES);
        }
        if (movement.titleTo == 0) {
            movement.receiver = movement.custodyTo;
            if (movement.custodyTo == 0) revert Tokens_NothingMoves(owner, custodian);
        }
        if (PartnerWord.suspended(_partners[owner])) {
            movement.suspended = owner;
        } else if (PartnerWord.suspended(_partners[custodian])) {
            movement.suspended = custodian;
        }
    }

    function _checkReceiver(uint24 partner, uint16 roles) internal view {
        uint256 word = _partners[partner];
        _checkActive(partner, word);
        _checkRole(partner, word, roles);
    }

    /// @dev Whether the custodian may move custody without the owner's signature.
    function _mandated(uint24 owner, uint24 custodian) internal view returns (bool) {
        return owner != custodian && _mandates[(uint48(owner) << 24) | custodian] >= block.timestamp;
    }

    /// @dev The word of a held token that is as the message says and may make the movement.
    function _loadMovable(
        TokenSeq calldata named,
        uint24 owner,
        uint24 custodian,
        uint32 lien,
        Movement memory movement
    ) internal view returns (uint256 slot) {
        uint64 token = named.token;
        slot = _loadHeld(token);
        _checkSeq(token, named.seq, slot);
        if (slot.owner() != owner) revert Tokens_WrongOwner(token, owner, slot.owner());
        if (slot.custodian() != custodian) revert Tokens_WrongCustodian(token, custodian, slot.custodian());
        (uint32 own, ) = _lienOf(slot);
        if (own != lien) revert Tokens_LienDiffers(token, own, lien);
        _checkMovable(token, slot, movement);
    }
}
