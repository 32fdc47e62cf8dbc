// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {DispenseTokens, TokenSeq} from "../interfaces/Messages.sol";
import {Hashing} from "../libraries/Hashing.sol";
import {TokenWord} from "../libraries/TokenWord.sol";
import {LienWord} from "../libraries/PartyWords.sol";
import {UnitChecks} from "./UnitChecks.sol";

/// @title Dispensing single units, wherever they are
abstract contract Dispensing is UnitChecks {
    using TokenWord for uint256;

    /// @dev See IHandling.
    function dispense(DispenseTokens calldata message, bytes[] calldata signatures) external {
        _checkDeadline(message.deadline);
        _checkCount(message.tokens.length);
        bytes32 digest = _hashTypedDataV4(Hashing.hash(message));
        TokenSeq[] calldata named = message.tokens;
        Place memory place = _locateNamed(named[0].token, named[0].seq);
        _checkParties(digest, place.token, place.rootSlot, LienWord.MAY_DISPENSE, signatures);
        uint256 first = place.rootSlot;
        for (uint256 i = 0; ; ) {
            _dispenseOne(named[i], place, first);
            if (++i == named.length) break;
            place = _locateNamed(named[i].token, named[i].seq);
        }
        emit Applied(digest, message.document);
    }

    function _dispenseOne(TokenSeq calldata named, Place memory place, uint256 first) private {
        _checkUnit(named, place, first);
        uint64 token = place.token;
        uint256 slot;
        if (place.slot == 0) {
            // It was named with seq 0, since that was checked, so its touched bits have been read.
            _touched[token >> 8] = place.touched | (1 << (token & 0xff));
        } else {
            slot = _raise(token, place.slot, true).asTerminal(TokenWord.DISPENSED);
            _tokens[token] = slot;
        }
        (uint256 parentSlot, uint256 rootSlot) = _depart(place, slot);
        emit Dispensed(token, place.parent, place.root, slot, parentSlot, rootSlot);
    }
}
